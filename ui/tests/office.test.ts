// What belongs to a shop besides its till: sound boxes, label sheets, what is held against it.
import { afterEach, expect, test, vi } from 'vitest';
import { answered, appealed, box, matter } from './fake/office_data';
import { SHOP, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

const HOME = `/shops/${SHOP}`;
const BOXES = `${HOME}/sound-boxes`;
const LABELS = `${HOME}/labels`;
const MATTERS = `${HOME}/matters`;
const owner = (fake: FakeWallet) => (fake.shops.shops = [shop()]);
const all = (id: string) => document.querySelectorAll(`[data-testid="${id}"]`);
const OFFICE = ['takers', 'figures', 'bills', 'labels', 'sound-boxes', 'matters'];

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test.each([
  ['owner', ['takers', 'figures', 'bills', 'labels', 'sound-boxes', 'matters']],
  ['manager', ['takers', 'figures', 'bills', 'labels', 'sound-boxes', 'matters']],
  ['cashier', ['takers', 'matters']],
  ['auditor', ['takers', 'figures', 'bills', 'matters']],
] as const)('a shop leads to what the role may see: %s', async (role, seen) => {
  await open(HOME, (fake) => {
    fake.shops.shops = [shop(role)];
  });
  expect(OFFICE.filter((path) => has(`shop-${path}`))).toEqual([...seen]);
});

test('a shop that waits for its approval shows no label and says when it comes', async () => {
  const waiting = shop('owner', {
    state: 'pending',
    may_charge: false,
    may_see_books: false,
    may_set_up: false,
  });
  await open(HOME, (fake) => {
    fake.shops.shops = [waiting];
  });
  expect(get('shop-state').dataset.state).toBe('pending');
  expect(textOf('label-waits')).toContain('once the shop is approved');
  expect(has('shop-label')).toBe(false);
  expect(OFFICE.filter((path) => has(`shop-${path}`))).toEqual([]);
});

test('a sound box is paired with a code that is shown until it is used', async () => {
  // The clock as well: a slow machine would count the time of the code down.
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { wallet } = await open(HOME, owner);
  await press('shop-sound-boxes');
  expect(textOf('empty')).toContain('No sound box yet');
  await press('box-pair');
  expect(textOf('box-code')).toBe('4028 1755 6310');
  expect(get('box-qr').getAttribute('src')).toMatch(/^data:image\/svg/);
  expect(textOf('box-left')).toMatch(/^Good for 5:00, once/);
  wallet.office.boxes = [box(1)];
  await vi.advanceTimersByTimeAsync(3000);
  await settle();
  expect(has('box-code')).toBe(false);
  expect(all('box')).toHaveLength(1);
  expect(textOf('toast')).toContain('paired');
});

test('a pairing code that is over is made again, and a refusal says why', async () => {
  const { wallet } = await open(BOXES, (fake) => {
    owner(fake);
    fake.office.code_ms = -60_000;
  });
  await press('box-pair');
  expect(has('box-over')).toBe(true);
  expect(has('box-code')).toBe(false);
  wallet.fails('offer_sound_box', 'sound_boxes_too_many');
  await press('box-again');
  expect(get('error').dataset.code).toBe('sound_boxes_too_many');
  wallet.works('offer_sound_box');
  wallet.office.code_ms = 60_000;
  await press('box-again');
  expect(has('box-code')).toBe(true);
});

test('a sound box is turned off after a second word', async () => {
  const { wallet } = await open(BOXES, (fake) => {
    owner(fake);
    fake.office.boxes = [box(1), box(2)];
  });
  await press('box-off');
  expect(wallet.requests('turn_off_sound_box')).toEqual([]);
  await press('box-off-yes');
  expect(wallet.requests('turn_off_sound_box')).toEqual([
    { merchant: SHOP, sound_box: box(2).sound_box },
  ]);
  expect(all('box')).toHaveLength(1);
});

test('sound boxes that cannot be had say so', async () => {
  const { wallet } = await open(BOXES, (fake) => {
    owner(fake);
    fake.online = false;
  });
  expect(get('error').dataset.code).toBe('offline');
  expect((get('box-pair') as HTMLButtonElement).disabled).toBe(true);
  wallet.online = true;
  await press('boxes-retry');
  expect(has('empty')).toBe(true);
});

test('a label is saved on the paper that is wanted', async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const labels = [
    { label: '01JDLABEL1', code: '0002' },
    { label: '01JDLABEL2', code: '0003' },
  ];
  const { wallet } = await open(LABELS, (fake) => {
    fake.shops.shops = [shop('manager', { labels })];
  });
  await press('label-stickers16');
  const choice = get('label-choice') as HTMLSelectElement;
  choice.selectedIndex = 1;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  await press('label-a5');
  expect(wallet.requests('label_sheet')).toEqual([
    { merchant: SHOP, label: '01JDLABEL1', paper: 'stickers16' },
    { merchant: SHOP, label: '01JDLABEL2', paper: 'a5' },
  ]);
  expect(clicked).toHaveBeenCalledTimes(2);
  wallet.fails('label_sheet', 'label_unprintable');
  await press('label-a6');
  expect(get('error').dataset.code).toBe('label_unprintable');
});

test('without a label there is nothing to print', async () => {
  await open(LABELS, owner);
  expect(textOf('empty')).toContain('No label to print');
});

test('a limited shop says why, and its owner appeals with evidence', async () => {
  const { wallet } = await open(HOME, (fake) => {
    fake.shops.shops = [shop('owner', { state: 'limited', may_charge: false, may_set_up: false })];
    fake.office.matters = [matter()];
  });
  expect(textOf('held-reason')).toBe('Fraud is suspected and being looked into');
  expect(textOf('held-text')).toContain('Three cards');
  await press('held-more', 'matter-appeal');
  expect((get('appeal-go') as HTMLButtonElement).disabled).toBe(true);
  await type('appeal-say', ' It was\nnot us. ');
  const file = new File(['abc'], 'letter.pdf');
  Object.defineProperty(get('evidence-file'), 'files', { value: [file], configurable: true });
  get('evidence-file').dispatchEvent(new Event('change'));
  // The hash is reckoned beside this thread.
  await vi.waitFor(() => expect(has('appeal-evidence')).toBe(true), { timeout: 20_000 });
  wallet.fails('appeal', 'neutrality_appealed');
  await submit('appeal-go');
  expect(get('error').dataset.code).toBe('neutrality_appealed');
  wallet.works('appeal');
  await submit('appeal-go');
  expect(wallet.requests('appeal').at(-1)).toEqual({
    merchant: SHOP,
    entry: 12,
    text: 'It was not us.',
    evidence: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect(textOf('appeal-text')).toBe('It was not us.');
  expect(textOf('appeal-waits')).toContain('To be answered by');
  expect(has('matter-appeal')).toBe(false);
});

test('what is too long for the log is not sent', async () => {
  await open(MATTERS, (fake) => {
    owner(fake);
    fake.office.matters = [matter()];
  });
  await press('matter-appeal');
  await type('appeal-say', '字'.repeat(281));
  expect((get('appeal-go') as HTMLButtonElement).disabled).toBe(true);
  await type('appeal-say', '字'.repeat(280));
  expect((get('appeal-go') as HTMLButtonElement).disabled).toBe(false);
});

test('only an owner appeals', async () => {
  await open(MATTERS, (fake) => {
    fake.shops.shops = [shop('manager')];
    fake.office.matters = [matter()];
  });
  expect(has('matter-appeal')).toBe(false);
  expect(has('matter-owner-only')).toBe(true);
});

test('an answer, and one that is late, are told', async () => {
  const granted = answered('granted');
  await open(MATTERS, (fake) => {
    owner(fake);
    fake.office.matters = [
      matter({ entry: 20, action: 'removed', appeal: appealed({ is_overdue: true }) }),
      matter({ ended: granted, appeal: appealed({ answer: granted }) }),
    ];
  });
  const states = [...all('matter-state')].map((state) => state.textContent?.trim());
  expect(states[0]).toBe('Holds now');
  expect(states[1]).toContain('Appeal granted');
  expect(textOf('appeal-waits')).toContain('Should have been answered by');
  expect(textOf('appeal-answer')).toContain('The bank took its report back.');
});

test('a shop that nothing is held against, and one that cannot be reached, say so', async () => {
  const { wallet, router } = await open(MATTERS, owner);
  expect(textOf('empty')).toContain('Nothing is held against this shop');
  await router.push('/');
  wallet.online = false;
  await router.push(MATTERS);
  await settle();
  expect(get('error').dataset.code).toBe('offline');
  expect(has('matters-retry')).toBe(true);
});
