// The attempt that a till began last, as the core answered: its screen shows it at once.
import { shallowRef } from 'vue';
import type { ChargeView } from '../../bindings.gen';

export const begun = shallowRef<ChargeView | null>(null);
