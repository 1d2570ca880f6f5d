// What to try when no code is found for a while: one hint after the other, the fitting ones first.
import { type Ref, onUnmounted, ref } from 'vue';
import { text } from '../../text';

/** How long one looks before the first hint, and how long each stays. */
const HINT_MS = 5000;

export type Hint = 'hint' | 'hint_closer' | 'hint_steady' | 'hint_light' | 'hint_torch' | 'hint_other';

/** Returns the hint of a round: the plain one at first, then what helps most often. */
export function hintOf(round: number, dark: boolean, torch: boolean | null): Hint {
  if (round === 0) return 'hint';
  const light: Hint[] = dark && torch !== true ? [torch === false ? 'hint_torch' : 'hint_light'] : [];
  const hints: Hint[] = [...light, 'hint_closer', 'hint_steady', 'hint_other'];
  return hints[(round - 1) % hints.length] as Hint;
}

export interface Hints {
  words: Readonly<Ref<string>>;
  /** Begins to count anew: something was found, or the camera was opened. */
  begin(): void;
  end(): void;
}

export function useHints(dark: Readonly<Ref<boolean>>, torch: Readonly<Ref<boolean | null>>): Hints {
  const hint = ref<Hint>('hint');
  const words = ref('');
  let round = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function say(): void {
    hint.value = hintOf(round, dark.value, torch.value);
    words.value = text.value.scan[hint.value];
    round += 1;
  }

  function begin(): void {
    clearInterval(timer);
    round = 0;
    say();
    timer = setInterval(say, HINT_MS);
  }

  const end = () => clearInterval(timer);
  onUnmounted(end);
  return { words, begin, end };
}
