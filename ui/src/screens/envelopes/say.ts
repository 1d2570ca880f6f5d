// What several screens of envelopes say in the same words.
import type { AmountView, EnvelopeView } from '../../bindings.gen';
import { text } from '../../text';
import { visible } from '../../text/visible';

export const shown = (amount: AmountView) => amount.symbol + amount.digits;

export function greetingOf({ greeting }: { greeting: string | null }): string {
  return visible(greeting ?? text.value.envelopes.greeting_default);
}

export function fromOf({ is_mine, sender }: EnvelopeView): string {
  const { from, from_you } = text.value.envelopes;
  return is_mine ? from_you : from(sender);
}
