// Sending one envelope: what goes in, the last look, the PIN, and the envelope with its code.
import { ref, shallowRef } from 'vue';
import type {
  EnvelopeConfirmView,
  EnvelopeView,
  PrepareEnvelopeRequest,
  UiError,
} from '../../bindings.gen';
import { HOST_SILENT, call, errorOf } from '../../platform';
import { clearEnvelopeDraft } from '../../session/envelope_draft';
import { loadHome } from '../../session/state';

export type Phase = 'filling' | 'confirm' | 'pin' | 'sending' | 'sent';

/** After these nobody knows whether it was sent. */
const UNANSWERED = [HOST_SILENT, 'answer_lost', 'answer_malformed'];

export function useSending() {
  const phase = ref<Phase>('filling');
  const confirm = shallowRef<EnvelopeConfirmView | null>(null);
  const sent = shallowRef<EnvelopeView | null>(null);
  const error = ref<UiError | null>(null);
  const busy = ref(false);
  /** What was wrong with the PIN, with the tries that are left. */
  const pin_error = ref<UiError | null>(null);
  const maybe_sent = ref(false);

  async function prepare(request: PrepareEnvelopeRequest): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    try {
      confirm.value = await call('prepare_envelope', request);
      maybe_sent.value = false;
      phase.value = 'confirm';
    } catch (cause) {
      error.value = errorOf(cause);
    } finally {
      busy.value = false;
    }
  }

  function agree(): void {
    error.value = null;
    if (confirm.value?.pin_needed) phase.value = 'pin';
    else void submit('');
  }

  /** Sends what was agreed to. The same envelope is sent once, however often it is asked for. */
  async function submit(pin: string): Promise<void> {
    const { value } = confirm;
    if (value === null || busy.value) return;
    busy.value = true;
    pin_error.value = null;
    phase.value = 'sending';
    try {
      sent.value = await call('confirm_envelope', { envelope: value.envelope, pin });
      phase.value = 'sent';
      clearEnvelopeDraft();
      void loadHome();
    } catch (cause) {
      failed(errorOf(cause));
    } finally {
      busy.value = false;
    }
  }

  function failed(cause: UiError): void {
    if (cause.code === 'pin_wrong') {
      pin_error.value = cause;
      phase.value = 'pin';
      return;
    }
    maybe_sent.value = UNANSWERED.includes(cause.code);
    error.value = cause;
    phase.value = 'confirm';
  }

  /** Goes back one step: from the PIN to the last look, from there to what goes in. */
  function back(): void {
    pin_error.value = null;
    if (phase.value === 'pin') {
      phase.value = 'confirm';
      return;
    }
    confirm.value = null;
    error.value = null;
    phase.value = 'filling';
  }

  return { phase, confirm, sent, error, busy, pin_error, maybe_sent, prepare, agree, submit, back };
}
