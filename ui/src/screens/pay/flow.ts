// One payment as the screens see it: prepare, confirm, PIN, and an end that is always definite.
import { onUnmounted, ref, shallowRef } from 'vue';
import type {
  AmountView,
  ConfirmView,
  PayEndView,
  PreparePaymentRequest,
  UiError,
  UnfinishedView,
} from '../../bindings.gen';
import { HOST_SILENT, call, errorOf } from '../../platform';
import { loadHome } from '../../session/state';

export type Phase = 'amount' | 'confirm' | 'pin' | 'paying' | 'ended';
export type Ended = Exclude<PayEndView, { end: 'pin_wrong' }>;

/** How long to wait before each time that a missing answer is asked for. */
const ASK_AGAIN_MS = [1500, 2500, 4000, 6000, 10_000];

/** Refusals after which the price is worked out anew: nothing moved, the coupons had changed. */
const REPRICED = ['coupon_price_differs', 'coupon_unknown', 'coupon_used', 'coupon_lapsed'];

/** What the confirmation says of its price: what it was, or that a choice is not possible. */
export type PriceNotice = { notice: 'changed'; before: AmountView } | { notice: 'not_together' };

export function usePayment() {
  const phase = ref<Phase>('amount');
  const confirm = shallowRef<ConfirmView | null>(null);
  const ended = shallowRef<Ended | null>(null);
  const error = ref<UiError | null>(null);
  const busy = ref(false);
  const pin_error = ref<{ code: 'pin_wrong'; tries_left: number | null } | null>(null);
  const notice = shallowRef<PriceNotice | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let gone = false;
  let priced: PreparePaymentRequest | null = null;

  function unfinished(): UnfinishedView | null {
    if (ended.value?.end === 'unknown') return ended.value.unfinished;
    if (confirm.value === null) return null;
    const { payment, offer, amount, expires_at_ms } = confirm.value;
    return { payment, name: offer.name, amount, started_at_ms: Date.now(), expires_at_ms };
  }

  async function prepare(code: string, amount: string | null, note: string | null) {
    await price({ code, amount, note, coupons: null });
  }

  /** Works the price out anew with other coupons; null for the best ones. */
  async function choose(coupons: string[] | null) {
    if (priced === null || !(await price({ ...priced, coupons }))) {
      if (error.value?.code !== 'coupon_price_differs') return;
      error.value = null;
      notice.value = { notice: 'not_together' };
    }
  }

  /**
   * Asks for the price with the coupons that are left, after a refusal that is about them alone.
   * The payer agrees to the new price, or not: what was agreed to before counts no more.
   */
  async function priceAgain(view: Extract<Ended, { end: 'refused' }>) {
    const before = confirm.value?.amount;
    confirm.value = null;
    busy.value = false;
    if (priced === null || !(await price({ ...priced, coupons: null })) || gone) return end(view);
    if (before !== undefined) notice.value = { notice: 'changed', before };
  }

  async function price(request: PreparePaymentRequest): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    error.value = null;
    notice.value = null;
    try {
      const view = await call('prepare_payment', request);
      drop();
      priced = request;
      confirm.value = view;
      phase.value = 'confirm';
      return true;
    } catch (cause) {
      error.value = errorOf(cause);
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function finish(view: PayEndView): Promise<void> {
    if (gone) return;
    if (view.end === 'pin_wrong') {
      pin_error.value = { code: 'pin_wrong', tries_left: view.tries_left };
      phase.value = 'pin';
      return;
    }
    const is_stale = view.end === 'refused' && REPRICED.includes(view.error.code);
    if (is_stale && priced !== null && confirm.value !== null) await priceAgain(view);
    else end(view);
  }

  function end(view: Ended): void {
    error.value = null;
    ended.value = view;
    phase.value = 'ended';
    void loadHome();
    if (view.end === 'unknown') askLater(view.unfinished);
  }

  function askLater(missing: UnfinishedView): void {
    clearTimeout(timer);
    const wait_ms = ASK_AGAIN_MS[Math.min(asked, ASK_AGAIN_MS.length - 1)];
    asked += 1;
    timer = setTimeout(() => void resume(missing.payment), wait_ms);
  }

  /** Asks how a payment ended. As long as nobody says, it stays unknown and is asked again. */
  async function resume(payment: string): Promise<void> {
    if (busy.value) return;
    clearTimeout(timer);
    busy.value = true;
    error.value = null;
    try {
      await finish(await call('resume_payment', { payment }));
    } catch (cause) {
      error.value = errorOf(cause);
      const missing = unfinished();
      if (!gone && missing !== null) askLater(missing);
    } finally {
      busy.value = false;
    }
  }

  async function submit(pin: string | null): Promise<void> {
    const { value } = confirm;
    if (value === null || busy.value) return;
    busy.value = true;
    pin_error.value = null;
    error.value = null;
    phase.value = 'paying';
    try {
      await finish(await call('confirm_payment', { payment: value.payment, pin }));
    } catch (cause) {
      failed(errorOf(cause));
    } finally {
      busy.value = false;
    }
  }

  /**
   * Without any answer from the core, the money may have moved: that is unknown. An error of the
   * core's says that nothing was done: the same payment waits to be confirmed again.
   */
  function failed(cause: UiError): void {
    const missing = unfinished();
    if (cause.code === HOST_SILENT && missing !== null) {
      end({ end: 'unknown', unfinished: missing });
      return;
    }
    error.value = cause;
    phase.value = 'confirm';
  }

  function agree(): void {
    if (confirm.value?.pin_needed) phase.value = 'pin';
    else void submit(null);
  }

  /** Goes back to the amount. What was prepared never left the device and is dropped. */
  function cancel(): void {
    drop();
    confirm.value = null;
    error.value = null;
    pin_error.value = null;
    notice.value = null;
    phase.value = 'amount';
  }

  function drop(): void {
    const payment = confirm.value?.payment;
    // Should it have left the device after all, the core keeps it and home offers to resume it.
    if (payment !== undefined) void call('drop_payment', { payment }).catch(() => undefined);
  }

  onUnmounted(() => {
    gone = true;
    clearTimeout(timer);
    if (phase.value === 'confirm' || phase.value === 'pin') drop();
  });

  return {
    phase, confirm, ended, error, busy, pin_error, notice,
    prepare, choose, agree, submit, cancel, resume,
  };
}
