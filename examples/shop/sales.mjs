// @ts-check
// The shop's own book: what was sold, and what became of it. One line of JSON for each change, so that
// a crash in the middle of a line loses nothing but that line.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';

/** @typedef {'open' | 'paid' | 'closed' | 'reversed'} State */
/** @typedef {{ id: string, goods: string, minor: number, atMs: number, state: State, by: string }} Sale */

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Returns a new identifier in the operator's form: 128 bits in base 32, with the time in front. */
export function newId(nowMs = Date.now()) {
  let bits = (BigInt(nowMs) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let text = '';
  for (let place = 0; place < 26; place += 1) {
    text = DIGITS[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/** The book. */
export class Sales {
  /** @type {Map<string, Sale>} */
  #sales = new Map();
  /** @type {Set<string>} */
  #heard = new Set();
  #file;

  /** @param {string} file where it is kept */
  constructor(file) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    for (const line of lines) {
      try {
        this.#take(JSON.parse(line));
      } catch {
        // The empty last line, or one that a crash cut off: the operator is asked again.
      }
    }
  }

  /** @param {{ sale?: Sale, heard?: string }} entry */
  #take({ sale, heard }) {
    if (sale) this.#sales.set(sale.id, sale);
    if (heard) this.#heard.add(heard);
  }

  /** @param {{ sale?: Sale, heard?: string }} entry */
  #write(entry) {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#take(entry);
  }

  /** @param {string} id */
  find(id) {
    return this.#sales.get(id);
  }

  /** The sales of which nobody knows the end yet. */
  open() {
    return [...this.#sales.values()].filter((sale) => sale.state === 'open');
  }

  /** @param {string} goods @param {number} minor @returns {Sale} */
  begin(goods, minor) {
    /** @type {Sale} */
    const sale = { id: newId(), goods, minor, atMs: Date.now(), state: 'open', by: 'shop' };
    this.#write({ sale });
    return sale;
  }

  /**
   * Notes the end of a sale, once: what was paid is not closed afterwards by a message that came late.
   * @param {string} id @param {State} state @param {string} by how it was learnt
   */
  end(id, state, by) {
    const sale = this.#sales.get(id);
    if (!sale || state === 'open' || sale.state === state) return;
    // Only a reversal comes after a payment.
    if (sale.state !== 'open' && state !== 'reversed') return;
    this.#write({ sale: { ...sale, state, by } });
  }

  /** Returns whether a message is new. @param {string} id */
  isNew(id) {
    return !this.#heard.has(id);
  }

  /** Notes a message as heard, after what it says was done. @param {string} id */
  hear(id) {
    this.#write({ heard: id });
  }
}
