// What the screens ask of the program that hosts them. Hosts differ, this does not.
import type { Commands, ScanView, UiError, UiEvent } from '../bindings.gen';

export type Name = keyof Commands;
export type Request<K extends Name> = Commands[K][0];
export type View<K extends Name> = Commands[K][1];

export interface Platform {
  /** Runs one command of the core. Rejects with a `CallError`. */
  call<K extends Name>(name: K, request: Request<K>): Promise<View<K>>;
  /** Looks for codes in one camera frame: RGBA bytes, row by row from the top. */
  decodeFrame(rgba: Uint8Array, width: number, height: number): Promise<ScanView>;
  /** Looks for codes in a picture file. */
  decodePicture(file: Uint8Array): Promise<ScanView>;
  /** Calls back for every event until the returned function is called. */
  listen(heard: (event: UiEvent) => void): () => void;
  /** Hands an address to whatever the device opens it with; whether anything may take it. */
  openLink(address: string): Promise<boolean>;
  /** Which it is, for sentences that tell where something is set. */
  readonly host: 'app' | 'browser';
  /** The longest side of a frame that this host takes without falling behind, in pixels. */
  readonly frameSideMax: number;
}

/** A command that failed: with the core's error, or with one of the way to it. */
export class CallError extends Error {
  constructor(readonly ui: UiError) {
    super(ui.message);
    this.name = 'CallError';
  }
}

/** The core did not answer: nobody knows whether the command was done. */
export const HOST_SILENT = 'host_silent';

export function isUiError(value: unknown): value is UiError {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Makes an error of whatever a host rejected with. */
export function toCallError(cause: unknown): CallError {
  if (cause instanceof CallError) return cause;
  if (isUiError(cause)) {
    const { code, message, advice, tries_left, retry_after_s } = cause;
    return new CallError({
      code,
      message,
      advice: advice ?? '',
      tries_left: tries_left ?? null,
      retry_after_s: retry_after_s ?? null,
    });
  }
  return new CallError({
    code: HOST_SILENT,
    message: 'Tongbao did not answer.',
    advice: 'Try again.',
    tries_left: null,
    retry_after_s: null,
  });
}
