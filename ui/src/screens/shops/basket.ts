// What is put together at a till: typed digits and items. The core adds it up after every change.
import { computed, ref, shallowRef, watch } from 'vue';
import type { AmountView, BasketView, UiError } from '../../bindings.gen';
import { useAmountTyping } from '../../parts/amount_typing';
import { call, errorOf } from '../../platform';
import { clearTillDraft, till_draft } from '../../session/till_draft';

export function useBasket(merchant: string) {
  if (till_draft.merchant !== merchant) clearTillDraft(merchant);
  const typing = useAmountTyping(till_draft.typed);
  const basket = shallowRef<BasketView | null>(null);
  const basket_error = ref<UiError | null>(null);
  let round = 0;
  let adding = Promise.resolve();

  const lines = computed(() =>
    Object.entries(till_draft.pieces)
      .filter(([, pieces]) => pieces > 0)
      .map(([item, pieces]) => ({ item, pieces })),
  );
  const has_items = computed(() => lines.value.length > 0);
  /** Whether there is more than typed digits: a tip of nothing is none. */
  const adds_up = computed(
    () => has_items.value || (till_draft.tip !== null && typing.digits.value !== ''),
  );
  const total = computed<AmountView | null>(() =>
    adds_up.value ? (basket.value?.total ?? null) : typing.amount.value,
  );
  const error = computed(() => (adds_up.value ? basket_error.value : typing.error.value));

  async function addUp(): Promise<void> {
    round += 1;
    const mine = round;
    till_draft.typed = typing.digits.value;
    if (!adds_up.value) {
      basket.value = null;
      basket_error.value = null;
      return;
    }
    const { tip } = till_draft;
    const request = { merchant, lines: lines.value, typed: typing.digits.value, tip };
    const [added, why] = await call('add_up', request).then(
      (view) => [view, null] as const,
      (cause: unknown) => [null, errorOf(cause)] as const,
    );
    // An answer that was overtaken says nothing of what is there now.
    if (mine !== round) return;
    basket.value = added;
    basket_error.value = why;
  }

  function add(item: string, pieces = 1): void {
    const now = (till_draft.pieces[item] ?? 0) + pieces;
    till_draft.pieces = { ...till_draft.pieces, [item]: Math.max(0, now) };
  }

  function clear(): void {
    till_draft.pieces = {};
    till_draft.note = '';
    till_draft.tip = null;
    typing.digits.value = '';
    typing.amount.value = null;
    typing.error.value = null;
  }

  watch(
    [typing.digits, lines, () => till_draft.tip],
    () => {
      adding = addUp();
    },
    { immediate: true },
  );
  /** Waits until what was put together last is added up: nothing else is to be charged. */
  const settled = () => adding;
  return { typing, basket, lines, adds_up, total, error, add, clear, settled };
}
