// Shops: opened, waiting, joined by an invitation; their staff, their money, what they sell.
import { expect, test, vi } from 'vitest';
import { yuan } from './fake/data';
import { INVITATION, SHOP, item, member, shop } from './fake/shops_data';
import { PIN } from './fake/wallet';
import { get, has, keys, open, press, settle, submit, textOf, type } from './mounting';

test('a shop is opened and waits for its approval', async () => {
  const { wallet, router } = await open('/settings', (fake) => {
    fake.shops.approves = false;
  });
  await press('settings-shops');
  expect(has('empty')).toBe(true);
  await press('shops-open');
  expect((get('open-go') as HTMLButtonElement).disabled).toBe(true);
  await type('open-name', 'Lin’s Noodles');
  await type('open-city', 'Hangzhou');
  await type('open-address', '3 Lake Road');
  const select = get('open-category') as HTMLSelectElement;
  select.value = '5812';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  wallet.fails('open_merchant', 'merchants_too_many');
  await submit('open-go');
  expect(get('error').dataset.code).toBe('merchants_too_many');
  wallet.works('open_merchant');
  await submit('open-go');
  expect(router.currentRoute.value.path).toBe(`/shops/${SHOP}`);
  expect(get('shop-state').dataset.state).toBe('pending');
  expect(textOf('shop-lead')).toContain('once it is approved');
  expect(has('shop-till')).toBe(false);
});

test.each([
  [null, null, 'The operator takes no fee.'],
  ['0.6', null, 'The operator keeps 0.6 % of what customers pay. It comes back with refunds.'],
  ['1', 1000, 'The operator keeps 1 % of what customers pay, from ¥10.00 a payment on. It comes back with refunds.'],
])('a fee of %s, free below %s, is said before a shop is opened', async (percent, below, sentence) => {
  await open('/shops/open', (fake) => {
    fake.shops.fee = { percent, free_below: below === null ? null : yuan(below) };
  });
  expect(textOf('open-fee')).toBe(sentence);
});

test('an operator that is silent about its fee keeps nobody from opening a shop', async () => {
  await open('/shops/open', (fake) => fake.fails('shop_fee', 'offline'));
  expect(has('open-fee')).toBe(false);
  expect(has('error')).toBe(false);
  expect(has('open-name')).toBe(true);
});

test.each([
  ['owner', true],
  ['auditor', true],
  ['cashier', false],
] as const)('whether the %s of a shop is told its fee: %s', async (role, is_told) => {
  await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop(role)];
    fake.shops.fee = { percent: '0.6', free_below: null };
  });
  expect(has('shop-fee')).toBe(is_told);
});

test('home leads to the one shop, and to all of several', async () => {
  const { wallet, router } = await open('/', (fake) => {
    fake.shops.shops = [shop('cashier')];
  });
  expect(textOf('home-shops')).toBe('Lin’s Noodles');
  wallet.shops.shops = [shop(), shop('cashier', { merchant: 'OTHER', name: 'Books' })];
  await press('home-shops');
  await router.push('/');
  await settle();
  await press('home-shops');
  expect(document.querySelectorAll('[data-testid="shop"]')).toHaveLength(2);
});

test('where nobody works in a shop home says nothing of shops', async () => {
  await open('/');
  expect(has('home-shops')).toBe(false);
});

test('a cashier sees no balance and no staff', async () => {
  await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop('cashier')];
  });
  expect(textOf('shop-role')).toBe('Cashier');
  expect(has('shop-till')).toBe(true);
  expect(has('shop-balance')).toBe(false);
  expect(has('shop-staff')).toBe(false);
  expect(has('shop-withdraw')).toBe(false);
});

test('a shop that was limited says why', async () => {
  await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [
      shop('owner', { state: 'limited', reason: 'papers missing', may_charge: false }),
    ];
  });
  expect(textOf('shop-reason')).toBe('Reason: papers missing');
  expect(has('shop-till')).toBe(false);
});

test('the owner takes money out', async () => {
  const { wallet } = await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop()];
  });
  expect(textOf('shop-balance')).toBe('¥864.50');
  await press('shop-withdraw');
  expect((get('withdraw-amount') as HTMLInputElement).value).toBe('800.00');
  await submit('withdraw-go');
  expect(wallet.requests('withdraw')).toEqual([]);
  expect(textOf('pin-entry')).toContain('¥800.00 into your own account');
  await keys('000000');
  expect(textOf('pin-trouble')).toContain('4');
  await keys(PIN);
  const asked = { merchant: SHOP, amount: '800.00' };
  expect(wallet.requests('withdraw')).toEqual([
    { ...asked, pin: '000000' },
    { ...asked, pin: PIN },
  ]);
  expect(textOf('toast')).toContain('¥800.00');
  expect(has('pin-entry')).toBe(false);
});

test('the owner saves the shop as one file', async () => {
  URL.createObjectURL = () => 'blob:shop';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const { wallet } = await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop()];
  });
  wallet.fails('export_shop', 'export_invalid');
  await press('shop-export', 'export-save');
  expect(textOf('error')).toContain('not as the operator sealed it');
  wallet.works('export_shop');
  await press('export-save');
  expect(textOf('toast')).toContain(`shop-${SHOP}.tongbao.jsonl`);
  expect(has('export-save')).toBe(false);
});

test('who is no owner does not take the shop elsewhere', async () => {
  await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop('manager')];
  });
  expect(has('shop-staff')).toBe(true);
  expect(has('shop-export')).toBe(false);
});

test('why money cannot be taken out is said where it was asked', async () => {
  await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop()];
    fake.instead.withdraw = () => fake.refuse('pin_locked');
  });
  await press('shop-withdraw');
  await submit('withdraw-go');
  await keys(PIN);
  expect(get('error').dataset.code).toBe('pin_locked');
  expect(has('withdraw-amount')).toBe(true);
});

test('an invitation is joined by its link, and one of elsewhere is not', async () => {
  const { wallet, router } = await open('/');
  await router.push({ path: '/shops/join', query: { code: `${INVITATION}#SECRET` } });
  await settle();
  expect(router.currentRoute.value.fullPath).toBe('/shops/join');
  expect(has('join-invitation')).toBe(true);
  await press('join-go');
  expect(wallet.requests('join_merchant')).toEqual([{ code: `${INVITATION}#SECRET` }]);
  expect(router.currentRoute.value.path).toBe(`/shops/${SHOP}`);
  await router.push({ path: '/shops/join', query: { code: `${INVITATION}#ELSEWHERE` } });
  await settle();
  expect(has('join-foreign')).toBe(true);
  expect(has('join-go')).toBe(false);
});

test('an invitation is scanned from the shops', async () => {
  const { router } = await open('/shops');
  await press('shops-join');
  expect(has('join-missing')).toBe(true);
  await press('join-scan', 'scan-paste');
  await type('scan-paste-input', `${INVITATION}#USED`);
  await press('scan-paste-go');
  await settle();
  expect(router.currentRoute.value.path).toBe('/shops/join');
  await press('join-go');
  expect(get('error').dataset.code).toBe('invitation_used');
});

test.each([
  ['owner', false],
  ['manager', false],
  ['cashier', true],
] as const)('the most that may go back is told where there is one: %s', async (role, told) => {
  await open(`/shops/${SHOP}`, (fake) => {
    fake.shops.shops = [shop(role)];
  });
  expect(document.body.textContent.includes('You can give back of one payment')).toBe(told);
});

test('staff are invited, given other roles and removed', async () => {
  const { wallet } = await open(`/shops/${SHOP}/staff`, (fake) => {
    fake.shops.shops = [shop()];
    fake.shops.members = [...fake.shops.members, member('Mei', 'cashier')];
  });
  await press('staff-invite', 'role-cashier');
  expect(get('invite-qr').getAttribute('src')).toContain('data:image/svg+xml');
  expect(textOf('invite-until')).toMatch(/until \d{1,2} \w+, \d{2}:\d{2}/);
  await press('sheet-close', 'member-change', 'role-manager');
  expect(wallet.requests('change_role')).toMatchObject([{ role: 'manager' }]);
  await press('member-remove', 'member-remove-yes');
  expect(document.querySelectorAll('[data-testid="member"]')).toHaveLength(1);
});

test('who leaves comes back to the shops', async () => {
  const { wallet, router } = await open(`/shops/${SHOP}/staff`, (fake) => {
    fake.shops.shops = [shop()];
  });
  wallet.fails('remove_staff', 'staff_last_owner');
  await press('member-remove', 'member-remove-yes');
  expect(get('error').dataset.code).toBe('staff_last_owner');
  wallet.works('remove_staff');
  await press('member-remove-yes');
  expect(router.currentRoute.value.path).toBe('/shops');
  expect(has('empty')).toBe(true);
});

test('items are entered, changed and removed', async () => {
  const { wallet } = await open(`/shops/${SHOP}/catalogue`, (fake) => {
    fake.shops.shops = [shop()];
  });
  await press('item-add');
  await submit('item-save');
  expect(get('error').dataset.code).toBe('catalogue_name');
  await type('item-name', 'Tea');
  await type('item-price', '3');
  await submit('item-save');
  expect(textOf('item')).toContain('¥3.00');
  await press('item');
  await type('item-price', '3.50');
  await submit('item-save');
  expect(textOf('item')).toContain('¥3.50');
  expect(wallet.shops.items).toHaveLength(1);
  await press('item', 'item-remove');
  expect(has('empty')).toBe(true);
});

async function importFile(content: string): Promise<void> {
  const input = get('import-file') as HTMLInputElement;
  const file = new File([content], 'items.csv', { type: 'text/csv' });
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input.dispatchEvent(new Event('change'));
  await settle();
  await settle();
}

test('a file is taken whole, or says line by line what is wrong with it', async () => {
  const { wallet } = await open(`/shops/${SHOP}/catalogue`, (fake) => {
    fake.shops.shops = [shop()];
    fake.shops.items = [item('Old', 100)];
    fake.shops.faults = [
      { line: 3, rule: 'catalogue_price' },
      { line: 7, rule: 'catalogue_barcode_twice' },
    ];
  });
  await importFile('name,price\n');
  expect(wallet.requests('import_catalogue')).toEqual([{ merchant: SHOP, text: 'name,price\n' }]);
  expect(textOf('import-faults')).toContain('Line 3: This is not a price');
  expect(textOf('item')).toContain('Old');
  wallet.shops.faults = [];
  await importFile('name,price,currency,barcode\n');
  expect(has('import-faults')).toBe(false);
  expect(document.querySelectorAll('[data-testid="item"]')).toHaveLength(2);
});

test('what cannot be reached can be tried again', async () => {
  for (const [path, command, retry] of [
    ['/shops', 'merchants', 'shops-retry'],
    [`/shops/${SHOP}`, 'till', 'shop-retry'],
    [`/shops/${SHOP}/staff`, 'staff', 'staff-retry'],
    [`/shops/${SHOP}/takings`, 'takings', 'takings-retry'],
    [`/shops/${SHOP}/takings/X`, 'refunds', 'taken-retry'],
  ] as const) {
    const { wallet } = await open(path, (fake) => {
      fake.shops.shops = [shop()];
      fake.fails(command, 'offline');
    });
    expect(get('error').dataset.code, path).toBe('offline');
    await press(retry);
    expect(wallet.requests(command).length, path).toBeGreaterThan(1);
    document.body.innerHTML = '';
  }
});
