// Red envelopes: opened once by each, why one does not open, and what everybody got.
import { expect, test } from 'vitest';
import { setLanguage } from '../src/text';
import { readCode } from '../src/session/reading';
import { DAY_MS } from './fake/data';
import { FOREIGN_LINK, type Kept, claimed, kept, linkOf, lucky } from './fake/envelopes';
import type { FakeWallet } from './fake/wallet';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const idOf = (word: string) => `06F9${word.toUpperCase().padEnd(22, '0')}`;
const holding =
  (...envelopes: Kept[]) =>
  (wallet: FakeWallet) =>
    void (wallet.envelopes.all = envelopes);

const five = (more: Partial<Kept> = {}) => kept('party', more);
const full = claimed('Chen Bo', 'Wei', null, 'Ana', 'Li');

async function scanned(code: string, set?: (wallet: FakeWallet) => void) {
  const opened = await open('/', set);
  await opened.router.push(await readCode(code));
  await settle();
  return opened;
}

test('home leads to the envelopes: those sent and those opened, apart', async () => {
  const own = kept('mine', { sender: null, claims: claimed('Chen Bo') });
  const { router } = await open('/', holding(own, five({ claims: full, state: 'finished' })));
  await press('home-envelopes');
  expect(router.currentRoute.value.path).toBe('/envelopes');
  expect(all('envelope-item')).toHaveLength(1);
  expect(textOf('envelope-item')).toContain('1/5 · Open');
  await press('envelopes-got');
  expect(textOf('envelope-item')).toContain('From Mei Zhang');
  expect(textOf('envelope-item')).toContain('+¥12.67');
  await press('envelope-item');
  expect(router.currentRoute.value.path).toBe(`/envelopes/${idOf('party')}`);
  expect(textOf('envelope-mine')).toBe('¥12.67');
});

test('an empty list, one that loads and one that fails look different', async () => {
  const { wallet, router } = await open('/envelopes', (wallet) => wallet.hangs('envelopes'));
  expect(has('loading')).toBe(true);
  expect(has('empty')).toBe(false);
  await router.push('/');
  wallet.fails('envelopes', 'offline');
  await router.push('/envelopes');
  await settle();
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('envelopes');
  await press('envelopes-retry');
  expect(textOf('empty')).toContain('Nothing sent yet');
});

test('a scanned envelope is closed until it is pressed; then the amount is in the balance', async () => {
  const set = holding(five({ claims: claimed('Chen Bo') }));
  const { wallet, router } = await scanned(linkOf('party'), set);
  expect(router.currentRoute.value.fullPath).toBe('/envelope');
  expect(textOf('envelope-closed')).toContain('Riverside Co-operative');
  expect(wallet.requests('claim_envelope')).toHaveLength(0);
  await press('envelope-open');
  expect(textOf('envelope-mine')).toBe('¥0.88');
  expect(textOf('envelope-greeting')).toBe('Happy birthday, everyone!');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('You got ¥0.88 from Mei Zhang');
  expect(wallet.balance_minor).toBe(128_640 + 88);
  expect(textOf('envelope-taken')).toBe('2 of 5 opened');
  expect(get('envelope-proof').dataset.state).toBe('own');
  await press('envelope-done');
  expect(all('history-item')[0]?.textContent).toMatch(/Mei Zhang.*\+¥0\.88/s);
});

test('a link that is followed opens the envelope, and its code leaves the address', async () => {
  const { router } = await open(
    `/envelope?code=${encodeURIComponent(linkOf('party'))}`,
    holding(five()),
  );
  expect(router.currentRoute.value.fullPath).toBe('/envelope');
  await press('envelope-open');
  expect(textOf('envelope-mine')).toBe('¥4.12');
});

test('a second link that is followed takes the place of the first', async () => {
  const other = kept('other', { sender: 'Chen Bo', shares: [600] });
  const path = (word: string) => `/envelope?code=${encodeURIComponent(linkOf(word))}`;
  const { router } = await open(path('party'), holding(five(), other));
  await press('envelope-open');
  await router.push(path('other'));
  await settle();
  expect(has('envelope-closed')).toBe(true);
  await press('envelope-open');
  expect(textOf('envelope-mine')).toBe('¥6.00');
});

test('a link that is followed while the wallet is locked waits until it is open', async () => {
  const path = `/envelope?code=${encodeURIComponent(linkOf('party'))}`;
  const { wallet, router } = await open(path, (wallet) => {
    wallet.state = { ...wallet.state, stage: 'locked', lock: 'passphrase' };
    wallet.envelopes.all = [five()];
  });
  expect(router.currentRoute.value.path).toBe('/locked');
  await type('locked-passphrase', 'open sesame');
  await submit('locked-unlock');
  expect(wallet.state.stage).toBe('ready');
  await router.replace('/');
  await settle();
  expect(has('envelope-closed')).toBe(true);
});

test('a followed link that is no envelope shows what it is, a broken one can be tried again', async () => {
  const { router, wallet } = await open('/envelope?code=hello');
  expect(router.currentRoute.value.path).toBe('/code');
  wallet.fails('read_code', 'offline');
  await router.push(`/envelope?code=${encodeURIComponent(linkOf('party'))}`);
  await settle();
  expect(get('error').dataset.code).toBe('offline');
  wallet.works('read_code');
  await press('envelope-follow-retry');
  expect(has('envelope-closed')).toBe(true);
});

test('without a code there is no envelope to open', async () => {
  await open('/envelope');
  expect(has('envelope-missing')).toBe(true);
  expect(has('envelope-open')).toBe(false);
});

test.each<[string, Kept, string]>([
  ['envelope_claimed', five({ claims: claimed(null) }), 'You have opened this one'],
  [
    'envelope_empty',
    five({ claims: claimed('A', 'B', 'C', 'D', 'E'), state: 'finished' }),
    'All shares are gone',
  ],
  ['envelope_over', five({ state: 'returned' }), 'Its time is over'],
  ['envelope_not_for_you', five({ payee: 'Chen Bo', shares: [100] }), 'For somebody else'],
])('%s is said plainly', async (code, envelope, words) => {
  const { wallet } = await scanned(linkOf('party'), holding(envelope));
  await press('envelope-open');
  expect(get('envelope-refused').dataset.code).toBe(code);
  expect(textOf('envelope-refused')).toContain(words);
  expect(has('envelope-again')).toBe(false);
  expect(wallet.balance_minor).toBe(128_640);
  expect(has('envelope-see')).toBe(code === 'envelope_claimed');
  setLanguage('zh');
  await settle();
  expect(textOf('envelope-refused')).toMatch(/[\u4e00-\u9fff]/);
  setLanguage('en');
});

test('offline it stays closed and can be opened later', async () => {
  const { wallet } = await scanned(linkOf('party'), (wallet) => {
    wallet.envelopes.all = [five()];
    wallet.online = false;
  });
  await press('envelope-open');
  expect(textOf('envelope-refused')).toContain('Nothing was opened or lost');
  wallet.online = true;
  await press('envelope-again');
  expect(textOf('envelope-mine')).toBe('¥4.12');
});

test('two presses take one share', async () => {
  const { wallet } = await scanned(linkOf('party'), holding(five()));
  get('envelope-open').click();
  get('envelope-open').click();
  await settle();
  expect(wallet.requests('claim_envelope')).toHaveLength(1);
});

test("another operator's envelope says whose it is, and has nothing to press", async () => {
  await scanned(FOREIGN_LINK);
  expect(textOf('envelope-foreign')).toContain('Hilltown Bank');
  expect(has('envelope-open')).toBe(false);
});

test('while it is open the sender sees who took what, what is left, and the code again', async () => {
  const own = kept('mine', { sender: null, claims: claimed('Chen Bo', 'Wei') });
  const { wallet } = await open(`/envelopes/${idOf('mine')}`, holding(own));
  expect(all('claim').map((one) => one.dataset.luckiest)).toEqual(['false', 'false']);
  expect(textOf('envelope-money')).toBe('¥5.00 of ¥25.00');
  expect(textOf('envelope-left')).toMatch(/^What is left comes back in 23:\d\d:\d\d$/);
  expect(get('envelope-proof').dataset.state).toBe('committed');
  expect(has('envelope-seed')).toBe(false);
  await press('envelope-show-code');
  expect(textOf('envelope-link')).toBe(linkOf('mine'));
  for (const name of ['Ana', 'Li', 'Bo']) wallet.envelopes.claimBy(name, own);
  await press('envelope-refresh');
  expect(textOf('envelope-left')).toBe('All shares are opened.');
  expect(has('envelope-show-code')).toBe(false);
});

test('after the end the luckiest is marked, once, and the whole is proven', async () => {
  const set = holding(five({ claims: full, state: 'finished' }));
  await open(`/envelopes/${idOf('party')}`, set);
  expect(all('claim').map((one) => one.dataset.luckiest)).toEqual([
    'false', 'false', 'true', 'false', 'false',
  ]);
  expect(get('envelope-proof').dataset.state).toBe('whole');
  expect(textOf('envelope-seed')).toMatch(/^[0-9a-f]{64}$/);
  expect(textOf('envelope-commitment')).toMatch(/^[0-9a-f]{64}$/);
});

test('what nobody opened came back, and equal shares have no luckiest', async () => {
  const own = kept('mine', {
    sender: null, split: 'equal', shares: [400, 400, 400], claims: claimed('Chen Bo'),
    sent_at_ms: Date.now() - 2 * DAY_MS,
  });
  const { wallet } = await open('/', holding(own));
  wallet.envelopes.giveBack(own);
  expect(wallet.balance_minor).toBe(128_640 + 800);
  await press('home-envelopes', 'envelope-item');
  expect(textOf('envelope-left')).toBe('¥8.00 came back to you');
  expect(all('claim')[0]!.dataset.luckiest).toBe('false');
});

test('shares that do not fit the commitment are an alarm', async () => {
  await open(`/envelopes/${idOf('party')}`, holding(five({ claims: full, state: 'finished', holds: false })));
  expect(get('envelope-proof').dataset.state).toBe('broken');
  expect(get('envelope-proof').querySelector('[role="alert"]')).not.toBeNull();
});

test('an envelope of others, or none, is an error that can be tried again', async () => {
  await open(`/envelopes/${idOf('party')}`, holding(five()));
  expect(get('error').dataset.code).toBe('envelope_unknown');
  expect(has('envelope-retry')).toBe(true);
});

test('signs that hide or turn letters are seen in a greeting', async () => {
  const set = holding(five({ greeting: 'gift\u202efor you' }));
  await scanned(linkOf('party'), set);
  await press('envelope-open');
  expect(textOf('envelope-greeting')).toBe('gift\ufffdfor you');
});

test('the shares of the fake operator add up, and none is empty', () => {
  for (const [total, count] of [[2500, 5], [5, 5], [100_000, 5], [777, 100], [1, 1]] as const) {
    const shares = lucky(total, count);
    expect(shares.reduce((sum, one) => sum + one)).toBe(total);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  }
});
