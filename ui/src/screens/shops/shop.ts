// The till of a shop as the core tells it, shared by the screens of one shop.
import { type Ref, onMounted, shallowRef } from 'vue';
import type { TillView } from '../../bindings.gen';
import { call } from '../../platform';
import { type Task, useTask } from '../../session/task';

export interface Shop extends Task {
  till: Readonly<Ref<TillView | null>>;
  load(): Promise<boolean>;
}

/** Asks for a shop's till when the screen opens. */
export function useShop(merchant: string): Shop {
  const till = shallowRef<TillView | null>(null);
  const task = useTask();
  const load = () =>
    task.run(async () => {
      till.value = await call('till', { merchant });
    });
  onMounted(load);
  return { ...task, till, load };
}
