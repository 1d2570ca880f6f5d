// Days, months and hours of the operator's calendar, written for the person's language.
import { locale } from '../../text/when';

/** A day or month as the core writes it, `2028-02-29` or `2028-02`, as midnight in UTC. */
function moment(day: string): number {
  return Date.parse(day.length === 7 ? `${day}-01` : day);
}

function written(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...options }).format(moment(day));
}

export const isMonth = (day: string): boolean => day.length === 7;

/** A day in full, with its weekday. */
export function longDay(day: string): string {
  return written(day, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
}

export function longMonth(day: string): string {
  return written(day, { month: 'long', year: 'numeric' });
}

/** The first and the last of some days, what they share once, as the language has it. */
export function dayRange(from: string, until: string): string {
  if (from === until) return longDay(from);
  const options = { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const format = new Intl.DateTimeFormat(locale(), options);
  return format.formatRange(moment(from), moment(until));
}

/** A bar's name in its table. */
export function barName(name: string): string {
  if (name.length === 2) return `${name}:00`;
  return isMonth(name) ? longMonth(name) : written(name, { day: 'numeric', month: 'short' });
}

/** What stands under a bar; nothing under most where there are many. */
export function barMark(name: string, bars: number): string {
  if (name.length === 2) return Number(name) % 6 === 0 ? String(Number(name)) : '';
  if (isMonth(name)) return written(name, { month: 'narrow' });
  const day = Number(name.slice(-2));
  return bars <= 10 || day % 5 === 1 ? String(day) : '';
}
