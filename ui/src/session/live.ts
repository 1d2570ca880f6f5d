// Events of the core while the app is open: money that came, a till that asks for the PIN, and
// whether the operator is reached.
import type { AmountView, PaymentView, UiEvent } from '../bindings.gen';
import { listen } from '../platform';
import { text } from '../text';
import { toast } from '../parts/toast';
import { confirm_asked } from './confirm_asked';
import { draw_shown } from './draw_shown';
import { link_followed } from './reading';
import { loadHome, session } from './state';

type Heard = (payment: PaymentView) => void;

const receivers = new Set<Heard>();

/** Calls back for each payment that comes in, until the returned function is called. */
export function onReceived(heard: Heard): () => void {
  receivers.add(heard);
  return () => receivers.delete(heard);
}

const payers = new Set<Heard>();

/** Calls back when a till has charged a shown code, until the returned function is called. */
export function onCharged(heard: Heard): () => void {
  payers.add(heard);
  return () => payers.delete(heard);
}

/** Money that a draw brought: of a payment that was made with a code, too, which shows no result. */
function tellWin(of: string | null, { symbol, digits }: AmountView): void {
  const is_shown = of !== null && of === draw_shown.value;
  if (!is_shown) toast(text.value.campaigns.arrived(symbol + digits), 'in');
}

function tell(payment: PaymentView): void {
  const amount = payment.amount.symbol + payment.amount.digits;
  const { received, received_plain } = text.value.home;
  const name = payment.counterparty;
  if (payment.kind === 'card_top_up') toast(text.value.top_up.arrived(amount), 'in');
  else if (payment.kind === 'cash_back') tellWin(payment.of, payment.amount);
  else toast(name === null ? received_plain(amount) : received(amount, name), 'in');
  for (const heard of receivers) heard(payment);
}

function hear(event: UiEvent): void {
  if (event.event === 'received') tell(event.payment);
  if (event.event === 'sent' && event.payment.kind === 'payer_code') {
    const { payment, draw } = event.payment;
    if (draw !== null && draw.won !== null) tellWin(payment, draw.won);
    for (const heard of payers) heard(event.payment);
  }
  if (event.event === 'pin_asked') confirm_asked.value = event;
  if (event.event === 'order_ended' && confirm_asked.value?.order === event.order) {
    confirm_asked.value = null;
  }
  if (event.event === 'link_followed') link_followed.value = event.text;
  if (event.event === 'connection' && session.home !== null) session.home.online = event.online;
  if (session.state?.stage === 'ready') void loadHome();
}

export function startListening(): () => void {
  return listen(hear);
}
