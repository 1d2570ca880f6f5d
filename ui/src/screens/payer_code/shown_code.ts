// The code that is shown now: asked for again before its time is over, and never shown after it.
import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue';
import type { PayerCodeView, UiError } from '../../bindings.gen';
import { call, errorOf } from '../../platform';
import { useNow } from '../../session/clock';
import { payer_wish } from '../../session/payer_wish';

/** How long to wait before asking again after a refusal. */
const RETRY_MS = 5000;
/** A code asked for further ahead than this was asked for before the clock was set back. */
const AHEAD_MS_MAX = 2000;
/** The core makes a code only every few seconds; that is no error, the next one comes by itself. */
const TOO_SOON = 'payer_code_too_soon';

/** When a code was asked for, is to be renewed, and ends, by the clock of this device. */
interface Life {
  asked_ms: number;
  refresh_ms: number;
  ends_ms: number;
}

/** The core's times are of the operator's clock, so only the spans between them count here. */
function lifeOf(code: PayerCodeView, asked_ms: number): Life {
  return {
    asked_ms,
    refresh_ms: asked_ms + code.refresh_at_ms - code.made_at_ms,
    ends_ms: asked_ms + code.ends_at_ms - code.made_at_ms,
  };
}

export function useShownCode() {
  const view = shallowRef<PayerCodeView | null>(null);
  const life = shallowRef<Life | null>(null);
  const error = ref<UiError | null>(null);
  const revealed = ref(false);
  const busy = ref(false);
  const now_ms = useNow();
  let asked = 0;
  let retry_at_ms = 0;
  /** What a question that came too soon asked for: it is asked again. */
  let waiting: { show_digits: boolean } | null = null;

  /** Asks for a new code. Only the answer to the last question is shown. */
  async function renew(show_digits = false): Promise<void> {
    asked += 1;
    const question = asked;
    busy.value = true;
    waiting = null;
    const asked_ms = Date.now();
    try {
      const { cap, only } = payer_wish;
      const answer = await call('payer_code', {
        cap,
        only: only?.code ?? null,
        revealed: show_digits,
      });
      if (question !== asked || document.hidden) return;
      view.value = answer;
      life.value = lifeOf(answer, asked_ms);
      revealed.value = show_digits;
      error.value = null;
    } catch (cause) {
      if (question !== asked) return;
      const refusal = errorOf(cause);
      const wait_s = refusal.retry_after_s;
      retry_at_ms = Date.now() + (wait_s === null ? RETRY_MS : wait_s * 1000);
      if (refusal.code === TOO_SOON) waiting = { show_digits };
      else error.value = refusal;
    } finally {
      if (question === asked) busy.value = false;
    }
  }

  /** Takes the code off the screen, and lets no answer that is under way bring it back. */
  function drop(): void {
    asked += 1;
    busy.value = false;
    view.value = null;
    life.value = null;
    revealed.value = false;
    waiting = null;
    retry_at_ms = 0;
  }

  /** Another limit makes another code: the one before does not hold it. */
  function change(): void {
    drop();
    void renew();
  }

  const isOver = ({ asked_ms, ends_ms }: Life, now: number) =>
    now >= ends_ms || asked_ms - now > AHEAD_MS_MAX;

  function tick(now: number): void {
    if (life.value !== null && isOver(life.value, now)) drop();
    if (busy.value || document.hidden || now < retry_at_ms) return;
    // Digits that are being read out stay as long as they are good.
    const due = life.value !== null && !revealed.value && now >= life.value.refresh_ms;
    if (due || view.value === null || waiting !== null) void renew(waiting?.show_digits);
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

  const until_ms = computed(() =>
    life.value === null ? 0 : revealed.value ? life.value.ends_ms : life.value.refresh_ms,
  );
  /** Whole seconds until the next code, and how much of the time is left, from 1 to 0. */
  const seconds_left = computed(() =>
    Math.max(0, Math.ceil((until_ms.value - now_ms.value) / 1000)),
  );
  const share_left = computed(() => {
    if (life.value === null) return 0;
    const whole_ms = Math.max(1, until_ms.value - life.value.asked_ms);
    return Math.min(1, Math.max(0, (until_ms.value - now_ms.value) / whole_ms));
  });

  return { view, error, revealed, busy, seconds_left, share_left, renew, change };
}
