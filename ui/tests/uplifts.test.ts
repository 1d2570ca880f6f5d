// What campaigns brought to a shop: what is found, what is not, and why.
import { expect, test } from 'vitest';
import { uplift } from './fake/office_data';
import { SHOP, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { has, open, press, settle, textOf } from './mounting';

const UPLIFTS = `/shops/${SHOP}/uplifts`;
const owner = (fake: FakeWallet) => (fake.shops.shops = [shop()]);

test('both groups, the difference and its interval are told', async () => {
  await open(`/shops/${SHOP}/figures`, (fake) => {
    owner(fake);
    fake.office.uplifts = [uplift('Autumn draw', 'more', [120, 640, 1_160])];
  });
  await press('figures-uplifts');
  await settle();
  expect(textOf('uplift')).toMatch(/October.* to .*October/);
  expect(textOf('uplift-verdict')).toContain('spent more');
  expect(textOf('uplift-difference')).toBe('+¥6.40 a person');
  expect(textOf('uplift-interval')).toContain('+¥1.20 and +¥11.60');
  expect(textOf('uplift-may-win')).toBe('922 of 1804 bought something, ¥29.00 a person');
  expect(textOf('uplift-held-out')).toContain('87 of 196');
});

test('nothing is said to be an effect that may be none', async () => {
  await open(UPLIFTS, (fake) => {
    owner(fake);
    fake.office.uplifts = [uplift('Winter draw', 'none_told')];
  });
  expect(textOf('uplift-verdict')).toContain('No effect can be told');
  expect(textOf('uplift-interval')).toContain('−¥2.10 and +¥14.90');
  expect(has('uplift-runs')).toBe(true);
});

test('without people or without a group no difference is shown', async () => {
  await open(UPLIFTS, (fake) => {
    owner(fake);
    fake.office.uplifts = [{ ...uplift('Free for all', 'no_group'), is_over: false }];
  });
  expect(textOf('uplift-verdict')).toContain('holds nobody out');
  expect(has('uplift-difference')).toBe(false);
  expect(has('uplift-held-out')).toBe(false);
  expect(has('uplift-runs')).toBe(false);
});

test('a shop without a campaign is told so', async () => {
  await open(UPLIFTS, (fake) => {
    owner(fake);
    fake.office.uplifts = [];
  });
  expect(document.body.textContent).toContain('No campaign here yet');
});

test('without a connection it is asked again by hand', async () => {
  const { wallet } = await open(UPLIFTS, (fake) => {
    owner(fake);
    fake.online = false;
  });
  expect(has('error')).toBe(true);
  wallet.online = true;
  await press('uplifts-retry');
  expect(has('error')).toBe(false);
  expect(has('uplift')).toBe(true);
});
