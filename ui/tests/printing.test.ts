// Receipts on a printer in the local network: its address is kept, and what goes wrong is said.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PAYER, SHOP, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, keys, open, press, submit, textOf, type } from './mounting';

const TILL = `/shops/${SHOP}/till`;

const works = (fake: FakeWallet) => {
  fake.shops.shops = [shop()];
};

beforeEach(() => localStorage.removeItem('tongbao.printer'));
afterEach(() => vi.restoreAllMocks());

async function toReceipt(): Promise<FakeWallet> {
  const { wallet } = await open(TILL, works);
  await keys('9');
  await type('till-scanner', PAYER);
  await submit('till-scanner');
  await press('charge-receipt', 'slip-printer');
  return wallet;
}

test('a receipt is printed where the printer is, and nothing is saved', async () => {
  const saved = vi.fn(() => 'blob:receipt');
  URL.createObjectURL = saved;
  const wallet = await toReceipt();
  expect((get('printer-print') as HTMLButtonElement).disabled).toBe(true);
  await type('printer-address', ' 192.168.1.50:9101 ');
  await submit('printer-address');
  expect(wallet.requests('slip_file').at(-1)).toMatchObject({
    form: { kind: 'escpos', print_at: '192.168.1.50:9101' },
  });
  expect(textOf('toast')).toContain('The printer has it');
  expect(has('printer-print')).toBe(false);
  expect(saved).not.toHaveBeenCalled();
  expect(localStorage.getItem('tongbao.printer')).toMatch(/^\w+ \w+ 192\.168\.1\.50:9101$/);
});

test('a printer that does not answer is told, and the sheet stays', async () => {
  const wallet = await toReceipt();
  wallet.fails('slip_file', 'printer_unreachable');
  await type('printer-address', '192.168.1.51');
  await submit('printer-address');
  expect(textOf('error')).toContain('No printer answers at this address');
  expect(has('printer-print')).toBe(true);
});
