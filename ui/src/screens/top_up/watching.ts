// A top-up by card, asked for again and again until its bank has said what became of it.
import { computed, onUnmounted, ref, shallowRef } from 'vue';
import type { CardTopUpView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';
import { loadHome } from '../../session/state';

const ASK_MS = 2000;

/** The one that was asked for just now, so that its screen has it at once. */
export const begun = shallowRef<CardTopUpView | null>(null);

export function useWatching(top_up: string) {
  const view = shallowRef(begun.value?.top_up === top_up ? begun.value : null);
  const error = ref<UiError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;

  const ended = computed(() => view.value !== null && view.value.state !== 'waiting');

  function later(): void {
    clearTimeout(timer);
    if (!gone && !ended.value) timer = setTimeout(() => void ask(), ASK_MS);
  }

  async function ask(): Promise<void> {
    try {
      view.value = await call('card_top_up', { top_up });
      error.value = null;
      if (ended.value) void loadHome();
    } catch (cause) {
      error.value = errorOf(cause);
    } finally {
      later();
    }
  }

  onUnmounted(() => {
    gone = true;
    clearTimeout(timer);
  });
  if (view.value === null) void ask();
  else later();
  return { view, error, ask };
}
