// What the operator takes of payments to shops, as a sentence: said before a shop is opened, and to
// whoever sees its books.
import { type ComputedRef, computed, onMounted, shallowRef } from 'vue';
import type { ShopFeeView } from '../../bindings.gen';
import { call } from '../../platform';
import { useTask } from '../../session/task';
import { text } from '../../text';

/** The sentence; null until it is known. A shop can be opened without having been told. */
export function useShopFee(): ComputedRef<string | null> {
  const fee = shallowRef<ShopFeeView | null>(null);
  const { run } = useTask();
  onMounted(() => run(async () => void (fee.value = await call('shop_fee', {}))));
  return computed(() => {
    if (fee.value === null) return null;
    const { percent, free_below: below } = fee.value;
    const words = text.value.shops.fee;
    if (percent === null) return words.none;
    return below === null
      ? words.taken(percent)
      : words.taken_from(percent, below.symbol + below.digits);
  });
}
