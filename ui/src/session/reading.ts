// The code that was read last. It is kept here and not in the address: a code is nobody's business.
import { shallowRef } from 'vue';
import type { OfferKind, ReadingView } from '../bindings.gen';
import { call } from '../platform';

export const reading = shallowRef<ReadingView | null>(null);

/** Where links lead that were made to be followed: to an envelope, a coupon, a shop. */
export const FOLLOWED_PATHS = ['/envelope', '/coupons/take', '/shops/join'] as const;
export type FollowedPath = (typeof FOLLOWED_PATHS)[number];

/** The code of a link that was followed: read once the wallet is open, then gone. */
export const followed_code = shallowRef<string | null>(null);
/** The screen that it led to. */
export const followed_path = shallowRef<FollowedPath>('/envelope');

/** The link that the system handed to the app, until the wallet is open and looks at it. */
export const link_followed = shallowRef<string | null>(null);

/** Reads a link of the system, and leaves it to the screen that it leads to. */
export async function readLink(text: string): Promise<string> {
  const path = await readCode(text);
  const known = FOLLOWED_PATHS.find((one) => one === path);
  if (known !== undefined) {
    followed_path.value = known;
    followed_code.value = text;
  }
  return path;
}

/** Reads a code's text and returns the screen that shows it. Rejects with a `CallError`. */
export async function readCode(text: string): Promise<'/pay' | FollowedPath | '/code'> {
  reading.value = await call('read_code', { text });
  switch (reading.value.reading) {
    case 'envelope':
      return '/envelope';
    case 'coupon':
      return '/coupons/take';
    case 'invitation':
      return '/shops/join';
    case 'payable':
      return '/pay';
    default:
      return '/code';
  }
}

export interface Named {
  code: string;
  /** As the operator has it registered. */
  name: string;
}

async function readNamed(text: string, kind: OfferKind): Promise<Named | null> {
  const view = await call('read_code', { text });
  if (view.reading !== 'payable' || view.offer.kind !== kind) return null;
  return { code: view.code, name: view.offer.name };
}

/** Reads a shop's label: its text and the shop's registered name, or null when it is none. */
export const readShop = (text: string) => readNamed(text, 'label');

/** Reads a person's receive code: its text and the person's name, or null when it is none. */
export const readPerson = (text: string) => readNamed(text, 'receive');

/** Reads what a payer shows to a till: its digits, or null when it is something else. */
export async function readPayerCode(text: string): Promise<string | null> {
  const view = await call('read_code', { text });
  const is_payer = view.reading === 'other_payment' && view.family === 'tongbao-payer';
  return is_payer ? view.text : null;
}
