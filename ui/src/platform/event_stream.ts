// Reads server-sent events from a body. `EventSource` is no use here: it cannot send the token.
import type { UiEvent } from '../bindings.gen';

/** Returns the `data` of one block of an event stream, or null for a comment that keeps it open. */
export function dataOf(block: string): string | null {
  const lines = block.split('\n').filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return null;
  return lines.map((line) => line.slice('data:'.length).replace(/^ /, '')).join('\n');
}

export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<UiEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text = (text + decoder.decode(value, { stream: true })).replace(/\r\n?/g, '\n');
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = dataOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (data !== null) yield JSON.parse(data) as UiEvent;
    }
  }
}
