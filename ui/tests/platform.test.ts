// The way to a browser's host: the token, the errors, and the stream of events.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { UiEvent } from '../src/bindings.gen';
import { HOST_SILENT, call, errorOf, setPlatform } from '../src/platform';
import { open } from '../src/platform/browser';
import { dataOf, eventsIn } from '../src/platform/event_stream';
import { failure } from './fake/data';

const answer = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('fetch', answer);
  history.replaceState(null, '', '/#token=secret%201');
});

afterEach(() => {
  answer.mockReset();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

test('the token leaves the address and goes with every request', async () => {
  answer.mockResolvedValue(Response.json({ found: [] }));
  const host = open();
  expect(location.hash).toBe('');
  await host.decodeFrame(new Uint8Array(16), 2, 2);
  const [url, init] = answer.mock.calls[0]!;
  expect(url).toBe('/__bridge/decode_frame');
  expect(init.headers).toMatchObject({
    'x-tongbao-token': 'secret 1',
    'content-type': 'application/octet-stream',
    'x-width': '2',
    'x-height': '2',
  });
  // After a reload the address holds no token any more.
  await open().call('home', {});
  expect(answer.mock.calls[1]![1].headers).toMatchObject({ 'x-tongbao-token': 'secret 1' });
});

test("the core's error arrives whole, a dead host is told apart", async () => {
  setPlatform(open());
  const error = failure('pin_wrong', { tries_left: 3 });
  answer.mockResolvedValueOnce(Response.json(error, { status: 403 }));
  expect(errorOf(await call('home', {}).catch((cause: unknown) => cause))).toEqual(error);
  answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  expect(errorOf(await call('home', {}).catch((cause: unknown) => cause)).code).toBe(HOST_SILENT);
  answer.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
  expect(errorOf(await call('home', {}).catch((cause: unknown) => cause)).code).toBe(HOST_SILENT);
});

test('events are read however the stream is cut', async () => {
  const events: UiEvent[] = [{ event: 'connection', online: true }, { event: 'connection', online: false }];
  const text = `: hello\n\n${events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join('')}`;
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      for (let at = 0; at < bytes.length; at += 7) stream.enqueue(bytes.slice(at, at + 7));
      stream.close();
    },
  });
  const heard: UiEvent[] = [];
  for await (const event of eventsIn(body)) heard.push(event);
  expect(heard).toEqual(events);
  expect(dataOf('event: x\ndata: a\ndata: b')).toBe('a\nb');
});
