// Being paid: the code, what is asked for, and the moment when money arrives.
import { expect, test } from 'vitest';
import { OWN, payment } from './fake/data';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

test('shows the own code as a picture and as text, offline too', async () => {
  await open('/receive', (wallet) => {
    wallet.online = false;
  });
  expect(get('receive-qr').getAttribute('src')).toMatch(/^data:image\/svg\+xml/);
  expect(get('receive-qr').getAttribute('alt')).toBe('Payment code of Lin Xiaoyu');
  expect(textOf('receive-text')).toBe(OWN);
  expect(textOf('offline')).toContain('Works without network');
});

test('asks for an amount with a note, and for any amount again', async () => {
  const { wallet } = await open('/receive');
  await press('receive-set');
  await keys('12.5');
  await type('receive-note-input', 'Dumplings');
  await submit('receive-save');
  expect(textOf('receive-amount')).toBe('¥12.50');
  expect(textOf('receive-note')).toBe('Dumplings');
  await press('receive-set', 'receive-clear');
  expect(has('receive-amount')).toBe(false);
  expect(wallet.requests('receive')).toEqual([
    { amount: null, note: null },
    { amount: '12.5', note: 'Dumplings' },
    { amount: null, note: null },
  ]);
});

test('money that arrives is shown over the code', async () => {
  const { wallet } = await open('/receive');
  wallet.tell({ event: 'received', payment: payment(0) });
  await settle();
  expect(textOf('receive-paid')).toContain('+¥12.50');
});

test('a failure is explained and can be tried again', async () => {
  const { wallet } = await open('/receive', (wallet) => wallet.fails('receive', 'bridge_failed'));
  expect(get('error').dataset.code).toBe('bridge_failed');
  wallet.works('receive');
  await press('receive-retry');
  expect(has('receive-qr')).toBe(true);
});
