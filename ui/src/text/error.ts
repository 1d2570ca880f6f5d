// Turns an error into sentences: by its code in the person's language, else as the core wrote it.
import type { UiError } from '../bindings.gen';
import { broken_zh, broken_zh_general } from './broken.zh';
import { errors_en } from './errors.en';
import { details_zh, errors_zh } from './errors.zh';
import { spoken, text } from './index';
import { span } from './when';

type Sentences = [message: string, advice: string];

export interface ErrorText {
  message: string;
  /** What to do, with the tries that are left or the time to wait. */
  advice: string;
}

function own<T>(table: Record<string, T>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

function inChinese(code: string): Sentences | undefined {
  return own(errors_zh, code) ?? own(details_zh, code) ?? own(broken_zh, code);
}

/**
 * What is broken about a code that was read. In English the core says it best, because it names
 * the very place; some of its words also stand for what a person typed, and mean another thing.
 */
function ofCode({ code, message, advice }: UiError): Sentences | undefined {
  const rule = own(broken_zh, code);
  if (spoken.value === 'zh') return rule ?? inChinese(code) ?? broken_zh_general;
  return rule === undefined ? sentencesOf(code) : [message, advice];
}

/** Whether this code has own sentences in the language that is shown. */
export function sentencesOf(code: string): Sentences | undefined {
  return spoken.value === 'zh' ? inChinese(code) : own<Sentences>(errors_en, code);
}

export function errorText(error: UiError, of_code = false): ErrorText {
  const sentences = of_code ? ofCode(error) : sentencesOf(error.code);
  const [message, advice] = sentences ?? [error.message, error.advice];
  const parts = [advice];
  if (error.tries_left !== null) parts.push(text.value.say.tries_left(error.tries_left));
  if (error.retry_after_s !== null) {
    parts.push(text.value.say.retry_after(span(error.retry_after_s * 1000)));
  }
  return { message, advice: parts.filter((part) => part !== '').join(' ') };
}

/** What stands above the PIN pad once a PIN was wrong; null after anything else. */
export function wrongPin(error: Pick<UiError, 'code' | 'tries_left'> | null): string | null {
  if (error?.code !== 'pin_wrong') return null;
  const left = error.tries_left === null ? '' : ` ${text.value.say.tries_left(error.tries_left)}`;
  return text.value.pay.pin_wrong + left;
}
