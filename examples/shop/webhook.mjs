// @ts-check
// Checks what the operator tells: the convention Standard Webhooks, with what Node brings.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a message's time may be from the clock, in seconds. */
export const WINDOW_S = 300;

/** @typedef {import('./api.gen.js').components['schemas']['WebhookMessage']} Message */

/**
 * Returns what a message says with its identifier; null for one that the operator did not sign, or
 * signed too long ago. Whether it was seen before is for the caller to know.
 *
 * @param {string} secret `whsec_…`
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {Buffer} body the bytes as they came
 * @param {number} nowS the time, in Unix seconds
 * @returns {{ id: string, message: Message } | null}
 */
export function verified(secret, headers, body, nowS) {
  const text = (/** @type {string} */ name) => String(headers[name] ?? '');
  const [id, at, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(text);
  if (!id || !/^\d{1,12}$/.test(at) || Math.abs(nowS - Number(at)) > WINDOW_S) return null;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const made = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest();
  const fits = signatures.split(' ').some((signature) => {
    if (!signature.startsWith('v1,')) return false;
    const given = Buffer.from(signature.slice(3), 'base64');
    return given.length === made.length && timingSafeEqual(given, made);
  });
  return fits ? { id, message: JSON.parse(body.toString('utf8')) } : null;
}
