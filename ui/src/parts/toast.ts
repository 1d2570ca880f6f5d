// The one short message at the top of the screen.
import { shallowRef } from 'vue';

const SHOWN_MS = 5000;

export type Tone = 'in' | 'plain';

export const shown = shallowRef<{ words: string; tone: Tone } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(words: string, tone: Tone = 'plain'): void {
  shown.value = { words, tone };
  clearTimeout(timer);
  timer = setTimeout(() => (shown.value = null), SHOWN_MS);
}

export function dismissToast(): void {
  clearTimeout(timer);
  shown.value = null;
}
