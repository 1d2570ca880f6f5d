// Items that the camera finds at the till, and the receipt of what was sold.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PAYER, SHOP, item, shop } from './fake/shops_data';
import type { FakeWallet } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

const TILL = `/shops/${SHOP}/till`;

const works = (fake: FakeWallet) => {
  fake.shops.shops = [shop()];
};

beforeEach(() => localStorage.removeItem('tongbao.printer'));
afterEach(() => vi.restoreAllMocks());

async function scanner(code: string): Promise<void> {
  await type('till-scanner', code);
  await submit('till-scanner');
}

/** The camera's picture has a code of goods. */
async function scanItem(code: string): Promise<void> {
  await press('till-scan-item', 'scan-paste');
  await type('scan-paste-input', code);
  await press('scan-paste-go');
  await settle();
}

test('a bar code of goods that is scanned puts the item on the bill', async () => {
  const { wallet, router } = await open(TILL, (fake) => {
    works(fake);
    fake.shops.items = [item('Noodles', 1250, '012345678905'), item('Tea', 300, 'T-1')];
  });
  await press('till-scan-item');
  expect(router.currentRoute.value.fullPath).toBe('/scan?for=item');
  await press('scan-paste');
  await type('scan-paste-input', PAYER);
  await press('scan-paste-go');
  expect(has('scan-no-item')).toBe(true);
  await press('scan-again', 'scan-paste');
  // As a camera says a UPC-A.
  await type('scan-paste-input', '0012345678905');
  await press('scan-paste-go');
  await settle();
  expect(router.currentRoute.value.path).toBe(TILL);
  expect(textOf('toast')).toContain('Noodles is on the bill');
  await scanItem('T-1');
  await scanItem('0012345678905');
  expect(textOf('basket')).toContain('Noodles × 2');
  expect(textOf('pay-amount')).toBe('28.00');
  expect(wallet.requests('save_item')).toEqual([]);
});

test('a bar code that no item has is added as a new one, and is on the bill', async () => {
  const { wallet } = await open(TILL, (fake) => {
    works(fake);
    fake.shops.items = [item('Tea', 300)];
  });
  await scanItem('4006381333931');
  expect(textOf('item-unknown')).toContain('4006381333931');
  expect((get('item-barcode') as HTMLInputElement).value).toBe('4006381333931');
  await type('item-name', 'Pen');
  await type('item-price', '2.50');
  await submit('item-name');
  expect(wallet.requests('save_item')).toMatchObject([{ name: 'Pen', barcode: '4006381333931' }]);
  expect(textOf('basket')).toContain('Pen × 1');
  expect(textOf('pay-amount')).toBe('2.50');
});

test('a receipt is shown, saved as PDF and for the printer that this device has', async () => {
  const saved: Array<[string, Blob]> = [];
  URL.createObjectURL = (blob) => {
    saved.push(['', blob as Blob]);
    return 'blob:receipt';
  };
  URL.revokeObjectURL = () => undefined;
  const { wallet } = await open(TILL, works);
  await keys('9');
  await scanner(PAYER);
  await press('charge-receipt');
  expect(textOf('slip-text')).toContain('CNY 9.00');
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.at(-1)![0] = this.download;
  });
  await press('slip-pdf');
  await press('slip-printer', 'paper-narrow', 'charset-utf8', 'printer-save');
  expect(saved.map(([name, { type: of }]) => [name, of])).toEqual([
    ['receipt-7.pdf', 'application/pdf'],
    ['receipt-7.bin', 'application/octet-stream'],
  ]);
  expect(await saved[1]![1].text()).toBe('bytes');
  expect(wallet.requests('slip_file')).toMatchObject([
    { form: { kind: 'pdf' } },
    { form: { kind: 'escpos', paper: 'narrow', charset: 'utf8' } },
  ]);
  expect(localStorage.getItem('tongbao.printer')).toMatch(/^narrow utf8/);
  expect(has('printer-save')).toBe(false);
  wallet.instead.slip_file = () => wallet.refuse('font_missing');
  await press('slip-pdf');
  expect(get('error').dataset.code).toBe('font_missing');
});
