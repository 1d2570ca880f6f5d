// The code that is shown now: asked for again before its time is over, and never shown after it.
import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue';
import type { PayerCodeView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';
import { useNow } from '../../session/clock';
import { payer_wish } from '../../session/payer_wish';

/** How long to wait before asking again after a refusal. */
const RETRY_MS = 5000;
/** A code made further ahead than this was made before the clock was set back. */
const AHEAD_MS_MAX = 2000;

export function useShownCode() {
  const view = shallowRef<PayerCodeView | null>(null);
  const error = ref<UiError | null>(null);
  const revealed = ref(false);
  const busy = ref(false);
  const now_ms = useNow();
  let asked = 0;
  let retry_at_ms = 0;

  /** Asks for a new code. Only the answer to the last question is shown. */
  async function renew(show_digits = false): Promise<void> {
    asked += 1;
    const question = asked;
    busy.value = true;
    try {
      const { cap, only } = payer_wish;
      const answer = await call('payer_code', {
        cap,
        only: only?.code ?? null,
        revealed: show_digits,
      });
      if (question !== asked || document.hidden) return;
      view.value = answer;
      revealed.value = show_digits;
      error.value = null;
    } catch (cause) {
      if (question !== asked) return;
      error.value = errorOf(cause);
      retry_at_ms = Date.now() + RETRY_MS;
    } finally {
      if (question === asked) busy.value = false;
    }
  }

  /** Takes the code off the screen, and lets no answer that is under way bring it back. */
  function drop(): void {
    asked += 1;
    busy.value = false;
    view.value = null;
    revealed.value = false;
  }

  /** Another limit makes another code: the one before does not hold it. */
  function change(): void {
    drop();
    void renew();
  }

  const isOver = (code: PayerCodeView, now: number) =>
    now >= code.ends_at_ms || code.made_at_ms - now > AHEAD_MS_MAX;

  function tick(now: number): void {
    const code = view.value;
    if (code !== null && isOver(code, now)) drop();
    if (busy.value || document.hidden || now < retry_at_ms) return;
    // Digits that are being read out stay as long as they are good.
    const due = code !== null && !revealed.value && now >= code.refresh_at_ms;
    if (due || view.value === null) void renew();
  }

  function visibilityChanged(): void {
    drop();
    if (!document.hidden) void renew();
  }

  watch(now_ms, tick);
  onMounted(() => {
    void renew();
    document.addEventListener('visibilitychange', visibilityChanged);
  });
  onUnmounted(() => {
    drop();
    document.removeEventListener('visibilitychange', visibilityChanged);
  });

  const until_ms = computed(() => {
    const code = view.value;
    if (code === null) return 0;
    return revealed.value ? code.ends_at_ms : code.refresh_at_ms;
  });
  /** Whole seconds until the next code, and how much of the time is left, from 1 to 0. */
  const seconds_left = computed(() =>
    Math.max(0, Math.ceil((until_ms.value - now_ms.value) / 1000)),
  );
  const share_left = computed(() => {
    const code = view.value;
    if (code === null) return 0;
    const whole_ms = Math.max(1, until_ms.value - code.made_at_ms);
    return Math.min(1, Math.max(0, (until_ms.value - now_ms.value) / whole_ms));
  });

  return { view, error, revealed, busy, seconds_left, share_left, renew, change };
}
