// Prizes and chances in words. Only tickets are counted here; what they come to says the core.
import type { AmountView, CampaignView, DrawView, PrizeView } from '../../bindings.gen';
import { text } from '../../text';
import { locale } from '../../text/when';

export const shown = ({ symbol, digits }: AmountView) => symbol + digits;

export function countText(number: number, decimals = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: decimals }).format(number);
}

export function prizeText({ reward }: PrizeView): string {
  const words = text.value.campaigns;
  if (reward.reward === 'fixed') return shown(reward.amount);
  return Number(reward.percent) === 100 ? words.whole : words.share(reward.percent);
}

/** Writes how likely a ticket is as 1 in so many, and says when that is rounded. */
export function chanceText(tickets: number, of: number): string {
  const words = text.value.campaigns;
  const one_in = of / tickets;
  const decimals = one_in < 100 ? 1 : 0;
  const is_exact = Number.isInteger(one_in * 10 ** decimals);
  return (is_exact ? words.one_in : words.one_in_about)(countText(one_in, decimals));
}

export function ticketsText(tickets: number, of: number): string {
  return text.value.campaigns.tickets(countText(tickets), countText(of));
}

/** Returns how many tickets win nothing, and of how many. */
export function blanksOf({ prizes }: CampaignView): { tickets: number; of: number } {
  const of = prizes[0]?.of ?? 0;
  const won = prizes.reduce((sum, prize) => sum + prize.tickets, 0);
  return { tickets: of - won, of };
}

/** Says how a draw ended, with what was won. */
export function endText({ end, won }: DrawView): string {
  const { card } = text.value.campaigns;
  if (end === 'won') return card.won(won === null ? '' : shown(won));
  return card[end];
}

/** Says why a payment had no draw. */
export function reasonOf({ reason }: DrawView): string {
  const { reasons } = text.value.campaigns;
  const known = reason !== null && Object.hasOwn(reasons, reason);
  return known ? reasons[reason as keyof typeof reasons] : reasons.other;
}
