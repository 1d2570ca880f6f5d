// Links that the system hands to the app: followed once the wallet is open, never in a payment.
import { expect, test } from 'vitest';
import { readCode } from '../src/session/reading';
import { LABEL } from './fake/data';
import { kept, linkOf } from './fake/envelopes';
import type { FakeWallet } from './fake/wallet';
import { has, open, settle, submit, textOf, type } from './mounting';

const LINK = linkOf('party');

const holding = (wallet: FakeWallet) => void (wallet.envelopes.all = [kept('party')]);
const locked = (wallet: FakeWallet) => {
  holding(wallet);
  wallet.state = { ...wallet.state, stage: 'locked', lock: 'passphrase' };
};

test('a link that the system hands over opens the envelope', async () => {
  const { wallet, router } = await open('/history', holding);
  wallet.tell({ event: 'link_followed', text: LINK });
  await settle();
  expect(router.currentRoute.value.fullPath).toBe('/envelope');
  expect(has('envelope-closed')).toBe(true);
  expect(wallet.requests('claim_envelope')).toHaveLength(0);
});

test('a link waits until the wallet is open', async () => {
  const { wallet, router } = await open('/', locked);
  wallet.tell({ event: 'link_followed', text: LINK });
  await settle();
  expect(router.currentRoute.value.path).toBe('/locked');
  await type('locked-passphrase', 'open sesame');
  await submit('locked-unlock');
  await settle();
  expect(router.currentRoute.value.path).toBe('/envelope');
  expect(has('envelope-closed')).toBe(true);
});

test('a payment that is under way is not torn away by a link', async () => {
  const { wallet, router } = await open('/', holding);
  await router.push(await readCode(LABEL));
  wallet.tell({ event: 'link_followed', text: LINK });
  await settle();
  expect(router.currentRoute.value.path).toBe('/pay');
  await router.push('/');
  await settle();
  expect(router.currentRoute.value.path).toBe('/envelope');
});

test('a link that is no good says so, and stays where one is', async () => {
  const { wallet, router } = await open('/history');
  wallet.tell({ event: 'link_followed', text: '000201 broken' });
  await settle();
  expect(router.currentRoute.value.path).toBe('/history');
  expect(textOf('toast')).toContain('crc_wrong');
});
