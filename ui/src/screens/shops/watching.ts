// An attempt to be paid, asked for again and again until its end is known.
import { computed, onUnmounted, ref, shallowRef } from 'vue';
import type { ChargeView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';
import { begun } from './begun';

const ASK_MS = 1500;
const ENDS = ['paid', 'closed', 'reversed', 'refused'];

export function useWatching(charge: string) {
  const view = shallowRef<ChargeView | null>(
    begun.value?.charge === charge ? begun.value : null,
  );
  const error = ref<UiError | null>(null);
  const busy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;

  const state = computed(() => view.value?.standing.state ?? null);
  const ended = computed(() => state.value !== null && ENDS.includes(state.value));

  function later(): void {
    clearTimeout(timer);
    if (!gone && !ended.value) timer = setTimeout(() => void ask('charge', false), ASK_MS);
  }

  /** Runs one of the commands of an attempt; two never run at once. */
  async function ask(
    command: 'charge' | 'close_charge' | 'reverse_charge',
    aloud = true,
  ): Promise<void> {
    if (busy.value || ended.value) return;
    busy.value = aloud;
    clearTimeout(timer);
    try {
      const now = await call(command, { charge });
      // One that was asked for before may answer after the end.
      if (!ended.value) view.value = now;
      error.value = null;
    } catch (cause) {
      if (!ended.value) error.value = errorOf(cause);
    } finally {
      busy.value = false;
      later();
    }
  }

  onUnmounted(() => {
    gone = true;
    clearTimeout(timer);
  });
  if (view.value === null) void ask('charge', false);
  else later();
  return { view, state, ended, error, busy, ask };
}
