// One command at a time, with what a screen shows of it: that it runs, or why it failed.
import { type Ref, ref } from 'vue';
import type { UiError } from '../bindings.gen';
import { errorOf } from '../platform';

export interface Task {
  busy: Ref<boolean>;
  error: Ref<UiError | null>;
  /** Runs the work unless it runs already; returns whether it went well. */
  run(work: () => Promise<void>): Promise<boolean>;
}

export function useTask(): Task {
  const busy = ref(false);
  const error = ref<UiError | null>(null);
  async function run(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    error.value = null;
    try {
      await work();
      return true;
    } catch (cause) {
      error.value = errorOf(cause);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, run };
}
