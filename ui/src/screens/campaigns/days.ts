// Days as a campaign writes them, such as 2026-11-28, in words. They are the operator's local days.
import type { CampaignView, EventView } from '../../bindings.gen';
import { text } from '../../text';
import { locale } from '../../text/when';

export type Standing = 'early' | 'running' | 'paused' | 'over';

/** A day as a point in time; only ever formatted in UTC, so that it stays the same day. */
const pointOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

function format(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale(), { ...style, timeZone: 'UTC' });
}

/** Returns the day of a moment as this device's calendar has it. */
export function dayOf(at_ms: number): string {
  const at = new Date(at_ms);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function longDay(day: string): string {
  return format({ dateStyle: 'long' }).format(pointOf(day));
}

export function dayRange(from_day: string, until_day: string): string {
  return format({ dateStyle: 'long' }).formatRange(pointOf(from_day), pointOf(until_day));
}

/** The day without its year, for a calendar; several days with the range that they span. */
export function eventDays({ from_day, until_day }: EventView): string {
  const style: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  return format(style).formatRange(pointOf(from_day), pointOf(until_day));
}

/** What a leaf of a calendar shows of a day. */
export function leafOf(day: string): { month: string; number: string } {
  const month = format({ month: 'short' }).format(pointOf(day));
  return { month, number: String(new Date(pointOf(day)).getUTCDate()) };
}

export function standingOf(campaign: CampaignView, today: string): Standing {
  const { state, from_day, until_day } = campaign;
  if (state === 'ended' || today > until_day) return 'over';
  if (today < from_day) return 'early';
  return state === 'paused' ? 'paused' : 'running';
}

export function standingText(campaign: CampaignView, today: string): string {
  const words = text.value.campaigns.standing;
  const standing = standingOf(campaign, today);
  if (standing === 'paused') return words.paused;
  return words[standing](longDay(standing === 'early' ? campaign.from_day : campaign.until_day));
}

export function eventOn({ events }: CampaignView, day: string): EventView | null {
  return events.find(({ from_day, until_day }) => from_day <= day && day <= until_day) ?? null;
}
