// An attempt to be paid, asked for again and again until its end is known.
import { computed, onUnmounted, ref, shallowRef } from 'vue';
import type { ChargeView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';
import { begun } from './begun';

const ASK_MS = 1500;
type Command = 'charge' | 'close_charge' | 'reverse_charge';

const ENDS = ['paid', 'closed', 'reversed', 'refused'];

export function useWatching(charge: string) {
  const view = shallowRef<ChargeView | null>(
    begun.value?.charge === charge ? begun.value : null,
  );
  const error = ref<UiError | null>(null);
  const busy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;
  let running: Promise<void> = Promise.resolve();

  const state = computed(() => view.value?.standing.state ?? null);
  const ended = computed(() => state.value !== null && ENDS.includes(state.value));

  function later(): void {
    clearTimeout(timer);
    if (!gone && !ended.value) timer = setTimeout(() => void ask('charge', false), ASK_MS);
  }

  /**
   * Runs one of the commands of an attempt; two never run at once: an attempt that is still on its
   * way could arrive after it was taken back.
   */
  async function ask(command: Command, aloud = true): Promise<void> {
    if (busy.value || ended.value) return;
    busy.value = aloud;
    clearTimeout(timer);
    running = running.then(() => run(command));
    await running;
  }

  async function run(command: Command): Promise<void> {
    if (ended.value) return;
    try {
      const now = await call(command, { charge });
      view.value = now;
      error.value = null;
    } catch (cause) {
      error.value = errorOf(cause);
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
