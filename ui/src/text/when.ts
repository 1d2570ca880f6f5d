// Points in time and spans, written for the person's language and time zone.
import { spoken, text } from './index';

const DAY_MS = 86_400_000;

/** The language and region in which dates and numbers are written. */
export function locale(): string {
  return spoken.value === 'zh' ? 'zh-CN' : 'en-GB';
}

/** Returns a word that is the same for all moments of one local day. */
export function dayKey(at_ms: number): string {
  const at = new Date(at_ms);
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

export function dayName(at_ms: number, now_ms = Date.now()): string {
  if (dayKey(at_ms) === dayKey(now_ms)) return text.value.say.today;
  if (dayKey(at_ms) === dayKey(now_ms - DAY_MS)) return text.value.say.yesterday;
  const same_year = new Date(at_ms).getFullYear() === new Date(now_ms).getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: same_year ? undefined : 'numeric',
  }).format(at_ms);
}

export function clockTime(at_ms: number): string {
  return new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(at_ms);
}

export function shortTime(at_ms: number): string {
  if (dayKey(at_ms) === dayKey(Date.now())) return clockTime(at_ms);
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at_ms);
}

/** As `shortTime`, for when something ends: the end of a day is said as its 24:00. */
export function shortEnd(at_ms: number): string {
  const at = new Date(at_ms);
  if (at_ms % 60_000 !== 0 || at.getHours() !== 0 || at.getMinutes() !== 0) return shortTime(at_ms);
  if (dayKey(at_ms - 1) === dayKey(Date.now())) return '24:00';
  const day = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' });
  return `${day.format(at_ms - 1)}${spoken.value === 'zh' ? ' ' : ', '}24:00`;
}

/** The time for today, the day for all before. */
export function shortDay(at_ms: number): string {
  if (dayKey(at_ms) === dayKey(Date.now())) return clockTime(at_ms);
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' }).format(at_ms);
}

export function fullTime(at_ms: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeStyle: 'medium' }).format(at_ms);
}

/** Writes a span as `2:05`, or `1:00:00` from an hour on. */
export function span(span_ms: number): string {
  const seconds = Math.max(0, Math.ceil(span_ms / 1000));
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
