// The host is a web server on this machine: commands are requests with a token, events a stream.
import type { ScanView, UiEvent } from '../bindings.gen';
import { eventsIn } from './event_stream';
import { type Name, type Platform, type Request, type View, isUiError, toCallError } from './port';

const TOKEN_KEY = 'tongbao-token';
const WAIT_MS_FIRST = 500;
const WAIT_MS_LONGEST = 10_000;

/** Takes the token out of the address, so that neither history nor a shared link holds it. */
function takeToken(): string {
  const found = /^#token=([^&]+)$/.exec(location.hash);
  if (found?.[1] !== undefined) {
    sessionStorage.setItem(TOKEN_KEY, decodeURIComponent(found[1]));
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

async function answerOf<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  throw toCallError(isUiError(body) ? body : null);
}

/** With `noopener` a window never comes back, so nothing tells whether one was opened. */
function openLink(address: string): Promise<boolean> {
  window.open(address, '_blank', 'noopener');
  return Promise.resolve(true);
}

export function open(): Platform {
  const token = takeToken();

  function post(name: string, body: BodyInit, headers: Record<string, string>) {
    return fetch(`/__bridge/${name}`, {
      method: 'POST',
      body,
      headers: { 'x-tongbao-token': token, ...headers },
      cache: 'no-store',
      credentials: 'omit',
    });
  }

  async function call<K extends Name>(name: K, request: Request<K>): Promise<View<K>> {
    const headers = { 'content-type': 'application/json' };
    return answerOf(await post(name, JSON.stringify(request), headers));
  }

  async function raw(name: string, bytes: Uint8Array, sizes: Record<string, string>) {
    const headers = { 'content-type': 'application/octet-stream', ...sizes };
    return answerOf<ScanView>(await post(name, new Blob([new Uint8Array(bytes)]), headers));
  }

  return {
    call,
    decodeFrame: (rgba, width, height) =>
      raw('decode_frame', rgba, { 'x-width': String(width), 'x-height': String(height) }),
    decodePicture: (file) => raw('decode_picture', file, {}),
    listen: (heard) => listenUntil(token, heard),
    openLink,
    host: 'browser',
    frameSideMax: 1280,
  };
}

/** Hears events and opens the stream again whenever it ends, each time after a longer wait. */
function listenUntil(token: string, heard: (event: UiEvent) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let wait_ms = WAIT_MS_FIRST;
  const again = async () => {
    while (!signal.aborted) {
      try {
        const headers = { 'x-tongbao-token': token, accept: 'text/event-stream' };
        const response = await fetch('/__bridge/events', { headers, signal, cache: 'no-store' });
        if (response.ok && response.body !== null) {
          wait_ms = WAIT_MS_FIRST;
          for await (const event of eventsIn(response.body)) heard(event);
        }
      } catch {
        // The stream broke; the next round opens it again.
      }
      await new Promise((resolve) => setTimeout(resolve, wait_ms));
      wait_ms = Math.min(wait_ms * 2, WAIT_MS_LONGEST);
    }
  };
  void again();
  return () => stop.abort();
}
