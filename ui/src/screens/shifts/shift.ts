// The person's own shift in a shop: asked for, opened, and who a shift is of as a text.
import { type Ref, computed, onMounted, shallowRef } from 'vue';
import type { TakerNameView, ShiftView, ShiftsView } from '../../bindings.gen';
import { toast } from '../../parts/toast';
import { call } from '../../platform';
import { type Task, useTask } from '../../session/task';
import { text } from '../../text';
import { visible } from '../../text/visible';
import { clockTime, dayKey, shortTime } from '../../text/when';

export interface Shifts extends Task {
  view: Readonly<Ref<ShiftsView | null>>;
  /** The person's own that is open. */
  own: Readonly<Ref<ShiftView | null>>;
  load(): Promise<boolean>;
  more(): Promise<boolean>;
  begin(): Promise<boolean>;
}

/** Asks for a shop's shifts when the screen opens. */
export function useShifts(merchant: string): Shifts {
  const view = shallowRef<ShiftsView | null>(null);
  const task = useTask();
  const own = computed(() => view.value?.open.find((shift) => shift.is_own) ?? null);

  const read = async (before: number | null) => {
    const page = await call('shifts', { merchant, before });
    const known = before === null ? null : view.value;
    view.value =
      known === null
        ? page
        : { ...page, open: known.open, closed: [...known.closed, ...page.closed] };
  };

  const load = () => task.run(() => read(null));
  const more = () => task.run(() => read(view.value?.next_before ?? null));
  const begin = () =>
    task.run(async () => {
      await call('open_shift', { merchant });
      toast(text.value.shifts.opened);
      await read(null);
    });

  onMounted(load);
  return { ...task, view, own, load, more, begin };
}

/** Who a shift is of, or who closed it. */
export function nameOf({ kind, name }: TakerNameView): string {
  if (name !== null && name !== '') return visible(name);
  return kind === 'key' ? text.value.office.takers.key : text.value.office.takers.unnamed;
}

/** From when until when; the day is named once. */
export function timeOf(from_ms: number, until_ms: number): string {
  const until = dayKey(from_ms) === dayKey(until_ms) ? clockTime(until_ms) : shortTime(until_ms);
  return text.value.shifts.until(shortTime(from_ms), until);
}
