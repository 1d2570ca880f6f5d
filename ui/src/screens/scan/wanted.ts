// When scanning looks for somebody: who that is, and where it is kept for the screen that asked.
import { envelope_draft } from '../../session/envelope_draft';
import { payer_wish } from '../../session/payer_wish';
import { readCode, readPayerCode, readPerson, readShop, reading } from '../../session/reading';
import { till_draft } from '../../session/till_draft';
import { text } from '../../text';

export interface Wanted {
  /** The screen that asked. */
  home: string;
  /** The test id of what is said of another code. */
  testid: string;
  /** The formats that count; every one where they are not named. */
  formats?: string[];
  words(): { title: string; hint: string; none: string; none_lead: string };
  /** Keeps what a code says, unless it is not what is looked for. */
  take(code: string): Promise<boolean>;
}

const shop: Wanted = {
  home: '/pay-code',
  testid: 'scan-no-shop',
  words() {
    const { shop_title, shop_hint, shop_none, shop_none_lead } = text.value.scan;
    return { title: shop_title, hint: shop_hint, none: shop_none, none_lead: shop_none_lead };
  },
  async take(code) {
    payer_wish.only = await readShop(code);
    return payer_wish.only !== null;
  },
};

const person: Wanted = {
  home: '/envelopes/send',
  testid: 'scan-no-person',
  words: () => text.value.envelopes.person_scan,
  async take(code) {
    envelope_draft.payee = await readPerson(code);
    return envelope_draft.payee !== null;
  },
};

/** What a payer shows to the till that asked. */
const payer: Wanted = {
  get home() {
    return `/shops/${till_draft.merchant}/till`;
  },
  testid: 'scan-no-payer',
  words: () => text.value.shops.payer_scan,
  async take(code) {
    till_draft.payer_code = await readPayerCode(code);
    return till_draft.payer_code !== null;
  },
};

/** The bar code of goods. */
const item: Wanted = {
  get home() {
    return `/shops/${till_draft.merchant}/till`;
  },
  testid: 'scan-no-item',
  formats: ['ean13', 'ean8', 'code128'],
  words: () => text.value.shops.item_scan,
  take(code) {
    // As in the catalogue: visible characters of ASCII. What a payer shows is paid, not sold.
    const is_barcode = /^[!-~]{1,48}$/.test(code) && !/^\d{18}$/.test(code);
    if (is_barcode) till_draft.barcode = code;
    return Promise.resolve(is_barcode);
  },
};

const invitation: Wanted = {
  home: '/shops/join',
  testid: 'scan-no-invitation',
  words: () => text.value.shops.invitation_scan,
  async take(code) {
    await readCode(code);
    return reading.value?.reading === 'invitation';
  },
};

export function wantedOf(word: unknown): Wanted | null {
  if (word === 'shop') return shop;
  if (word === 'payer') return payer;
  if (word === 'item') return item;
  if (word === 'invitation') return invitation;
  return word === 'person' ? person : null;
}
