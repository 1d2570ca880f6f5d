// The host is the app: commands go through Tauri's own channel to the core.
import { Channel, invoke } from '@tauri-apps/api/core';
import type { ScanView, UiEvent } from '../bindings.gen';
import type { Name, Platform, Request, View } from './port';

/** Android's web view has no raw bodies, so bytes travel there as base64. */
const android = /android/i.test(navigator.userAgent);

const BASE64_CHUNK = 0x8000;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BASE64_CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + BASE64_CHUNK));
  }
  return btoa(text);
}

function decodeFrame(rgba: Uint8Array, width: number, height: number): Promise<ScanView> {
  if (android) return invoke('decode_frame', { data: base64(rgba), width, height });
  return invoke('decode_frame', rgba, {
    headers: { 'x-width': String(width), 'x-height': String(height) },
  });
}

function decodePicture(file: Uint8Array): Promise<ScanView> {
  if (android) return invoke('decode_picture', { data: base64(file) });
  return invoke('decode_picture', file);
}

function listen(heard: (event: UiEvent) => void): () => void {
  // A channel of its own: the core first tells it the connection as it stands.
  const channel = new Channel<UiEvent>();
  channel.onmessage = heard;
  // A window that cannot listen still works: every screen asks for its state when it opens.
  invoke('events', { channel }).catch(() => undefined);
  return () => {
    channel.onmessage = () => undefined;
  };
}

/** The capabilities list what may be opened; this asks for nothing else. */
function openLink(address: string): Promise<boolean> {
  return invoke('plugin:opener|open_url', { url: address }).then(() => true);
}

export function open(): Platform {
  return {
    call: <K extends Name>(name: K, request: Request<K>) =>
      invoke<View<K>>('bridge', { name, request }),
    decodeFrame,
    decodePicture,
    listen,
    openLink,
    host: 'app',
    frameSideMax: android ? 800 : 1280,
  };
}
