// The dictionaries: every code of the operator and the wallet has its sentences in both languages.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { broken_zh } from '../src/text/broken.zh';
import { errorText, sentencesOf } from '../src/text/error';
import { setLanguage } from '../src/text';
import { shortEnd, shortTime, span } from '../src/text/when';
import { failure } from './fake/data';

afterEach(() => {
  setLanguage('en');
  vi.useRealTimers();
});

const source = (path: string) => readFileSync(resolve('..', path), 'utf8');
const wire_codes = [...source('crates/wire/src/error.rs').matchAll(/^ {4}\w+ "(\w+)" \d{3}$/gm)];

test('the list of codes was found', () => {
  expect(wire_codes.length).toBeGreaterThan(40);
});

test.each(wire_codes.map(([, code]) => code!))('%s has sentences in both languages', (code) => {
  setLanguage('en');
  expect(sentencesOf(code)).toBeDefined();
  setLanguage('zh');
  expect(sentencesOf(code)?.[0]).toMatch(/[\u4e00-\u9fff]/);
});

test('every shared rule of payment codes has its own sentence in Chinese', () => {
  const rules = source('crates/paycode/src/error/rule.rs').matchAll(/^ {4}[A-Z_]+\s+"(\w+)"/gm);
  const words = [...rules].map(([, word]) => word!);
  expect(words.length).toBeGreaterThan(40);
  expect(words.filter((word) => !Object.hasOwn(broken_zh, word))).toEqual([]);
});

test('what is broken about a code is said, also where the word means typing elsewhere', () => {
  const error = failure('amount_malformed', { message: 'Amount, ID 54: not an amount.' });
  expect(errorText(error).message).toBe('This is not an amount.');
  expect(errorText(error, true).message).toBe('Amount, ID 54: not an amount.');
  setLanguage('zh');
  expect(errorText(error, true).message).toBe('这个码已损坏：金额的写法不对。');
  expect(errorText(failure('rule_of_one_family'), true).message).toBe('这个付款码已损坏。');
  expect(errorText(failure('payee_is_payer'), true).message).toBe('这是您自己的收款码。');
});

test("the wallet's own codes are said in Chinese", () => {
  const own = [...source('crates/wallet/src/error.rs').matchAll(/\(\s*"(\w{4,})",\s*"/g)];
  expect(own.length).toBeGreaterThan(10);
  setLanguage('zh');
  for (const [, code] of own) {
    if (code !== 'code_unreadable') expect(sentencesOf(code!), code).toBeDefined();
  }
});

test('an unknown code falls back to what the core wrote', () => {
  const error = failure('brand_new', { message: 'It rains.', advice: 'Wait.', retry_after_s: 90 });
  expect(errorText(error)).toEqual({ message: 'It rains.', advice: 'Wait. Try again in 1:30.' });
});

test('spans are written as clocks do', () => {
  expect([0, 59_001, 125_000, 3_600_000].map(span)).toEqual(['0:00', '1:00', '2:05', '1:00:00']);
});

test('the end of a day is said as 24:00 of that day, any other time as it is', () => {
  // Not close to a midnight, which could come in between.
  vi.setSystemTime(new Date().setHours(12, 0, 0, 0));
  const end = new Date(2030, 1, 27).getTime();
  expect(shortEnd(end)).toBe('26 Feb, 24:00');
  expect(shortEnd(end + 60_000)).toBe(shortTime(end + 60_000));
  const now = new Date();
  const tonight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  expect(shortEnd(tonight)).toBe('24:00');
  setLanguage('zh');
  expect(shortEnd(end)).toBe('2月26日 24:00');
});
