// The one way from the screens to their host, chosen once at the start.
import type { ScanView, UiError, UiEvent } from '../bindings.gen';
import { openable } from './link';
import { type Name, type Platform, type Request, type View, toCallError } from './port';

export { openable } from './link';
export { CallError, HOST_SILENT } from './port';

let current: Platform | null = null;

/** Chooses the host: Tauri marks its windows, everything else is a browser. */
export async function choosePlatform(): Promise<Platform> {
  const host = 'isTauri' in globalThis ? await import('./tauri') : await import('./browser');
  return host.open();
}

export function setPlatform(platform: Platform): void {
  current = platform;
}

function platform(): Platform {
  if (current === null) throw new Error('no platform was chosen');
  return current;
}

/** Runs one command of the core. */
export async function call<K extends Name>(name: K, request: Request<K>): Promise<View<K>> {
  try {
    return await platform().call(name, request);
  } catch (cause) {
    throw toCallError(cause);
  }
}

export async function decodeFrame(
  rgba: Uint8Array,
  width: number,
  height: number,
): Promise<ScanView> {
  return platform().decodeFrame(rgba, width, height);
}

export async function decodePicture(file: Uint8Array): Promise<ScanView> {
  try {
    return await platform().decodePicture(file);
  } catch (cause) {
    throw toCallError(cause);
  }
}

export function listen(heard: (event: UiEvent) => void): () => void {
  return platform().listen(heard);
}

/** Opens an address outside, if it is of a kind that may be; returns whether it was handed over. */
export async function openLink(link: string): Promise<boolean> {
  const address = openable(link);
  if (address === null) return false;
  return platform()
    .openLink(address)
    .catch(() => false);
}

export function hostKind(): Platform['host'] {
  return platform().host;
}

export function frameSideMax(): number {
  return platform().frameSideMax;
}

/** Returns the error that a screen shows. */
export function errorOf(cause: unknown): UiError {
  return toCallError(cause).ui;
}
