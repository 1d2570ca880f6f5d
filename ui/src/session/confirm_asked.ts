// A till scanned this wallet's pay code, and the payment needs the PIN: what it is, and why.
import { shallowRef } from 'vue';
import type { UiEvent } from '../bindings.gen';

export type ConfirmAsked = Extract<UiEvent, { event: 'pin_asked' }>;

/** The one asked for last; the pay screen of its code says why it opened. */
export const confirm_asked = shallowRef<ConfirmAsked | null>(null);
