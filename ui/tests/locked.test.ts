// The closed wallet: every reason has its own words and its own way on.
import { expect, test } from 'vitest';
import type { LockReason } from '../src/bindings.gen';
import { get, has, open, press, submit, type } from './mounting';

const lockedBy = (lock: LockReason) =>
  open('/', (wallet) => {
    wallet.state = { ...wallet.state, stage: 'locked', lock };
  });

test('a wrong passphrase is refused, the right one opens home', async () => {
  const { router } = await lockedBy('passphrase');
  expect(router.currentRoute.value.path).toBe('/locked');
  await type('locked-passphrase', 'wrong');
  await submit('locked-unlock');
  expect(get('error').dataset.code).toBe('passphrase_wrong');
  await type('locked-passphrase', 'open sesame');
  await submit('locked-unlock');
  await router.replace('/');
  expect(router.currentRoute.value.path).toBe('/');
});

test('a new passphrase is entered twice', async () => {
  const { wallet } = await lockedBy('passphrase_new');
  await type('locked-passphrase', 'four words make one');
  await type('locked-repeat', 'four words');
  await submit('locked-unlock');
  expect(wallet.requests('unlock')).toHaveLength(0);
  await type('locked-repeat', 'four words make one');
  await submit('locked-unlock');
  expect(wallet.requests('unlock')).toEqual([{ passphrase: 'four words make one' }]);
});

test('a wallet that is open elsewhere can be tried again', async () => {
  const { wallet } = await lockedBy('in_use');
  expect(has('locked-passphrase')).toBe(false);
  await press('locked-retry');
  expect(wallet.requests('unlock')).toEqual([{ passphrase: null }]);
});

test('a damaged wallet offers no passphrase', async () => {
  await lockedBy('damaged');
  expect(has('locked-passphrase')).toBe(false);
  expect(has('locked-retry')).toBe(true);
});
