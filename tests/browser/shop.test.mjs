// The shop in Chromium, on phones: an owner opens it and invites a cashier, who takes money by
// order code and by the code that a payer shows, gives some back, and finds an open order again
// after the app was closed. Pictures stay in tests/artifacts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium as browserType } from 'playwright-core';
import { Journey } from './journey.mjs';
import { artifacts, openTown, PATIENCE, Program, run, until, walletEnv } from './town.mjs';

const PIN = '271828';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const hosts = [];
let town;
let browser;
let owner;
let cashier;
let payer;
let shop;

/** A person with a phone: a wallet's host and a page of its own. */
async function person(name) {
  const env = walletEnv(town, name);
  const host = new Program('tongbao-browser', ['--port', '0', '--ui', 'ui/dist'], env);
  hosts.push(host);
  const [, address] = await host.says(/Tongbao is at (\S+)/);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const journey = new Journey(page, town, `shop-${name}`);
  await page.goto(address);
  await journey.enrol(`${name}@demo.example`, PIN);
  return journey;
}

const go = (journey, path) =>
  journey.page.evaluate((to) => (location.hash = `#${to}`), path);

const fill = (journey, testId, text) =>
  journey.page.getByTestId(testId).first().fill(text);

/** Waits until an attempt at somebody's till stands so. */
const stands = (journey, state) =>
  journey.page.locator(`[data-testid="charge"][data-state="${state}"]`).waitFor();

/** The text of the code that is on somebody's till, out of the core's answer. */
async function orderCode(journey, begin) {
  const answered = journey.page.waitForResponse((answer) => answer.url().endsWith('/open_order'));
  await begin();
  return (await (await answered).json()).standing.code;
}

/** The payer pays the order of a code. */
async function payOrder(code) {
  await payer.paste(code);
  await payer.tap('pay-next');
  await payer.tap('pay-confirm');
  await payer.pin(PIN);
  await payer.see('pay-result');
}

/** Taps what saves a file; resolves to where it was saved, by its name. */
async function saved(testId) {
  const download = owner.page.waitForEvent('download');
  await owner.tap(testId);
  const file = await download;
  const path = join(town.folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** Waits until the bill of the day that is over is made: the list is loaded anew for it. */
async function billIsMade() {
  const parts = ['bill', 'empty', 'error'].map((id) => `[data-testid="${id}"]`);
  await until('the bill is made', async () => {
    // Counted once the list is there: it comes some time after the page.
    await owner.page.locator(parts.join()).first().waitFor();
    if ((await owner.page.getByTestId('bill').count()) > 0) return true;
    await sleep(500);
    await owner.page.reload();
    return false;
  });
}

before(async () => {
  town = await openTown({ sandbox: true });
  browser = await browserType.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  owner = await person('lin');
  cashier = await person('mei');
  payer = await person('omar');
});

after(async () => {
  await browser?.close();
  for (const host of hosts) await host.end();
  await town?.close();
});

test('a shop is opened, waits, and is approved', async () => {
  await go(owner, '/settings');
  await owner.tap('settings-shops');
  await owner.tap('shops-open');
  await fill(owner, 'open-name', 'Lin Noodles');
  await fill(owner, 'open-city', 'Hangzhou');
  await fill(owner, 'open-address', '3 Lake Road');
  await owner.page.getByTestId('open-category').selectOption('5812');
  await owner.tap('open-go');
  await owner.page.locator('[data-testid="shop-state"][data-state="pending"]').waitFor();
  await owner.shot('pending');
  assert.equal(await owner.page.getByTestId('shop-till').count(), 0);
  shop = /shops\/(\w+)/.exec(owner.page.url())[1];
  run('tongbaod', ['merchant', '--data', town.data, 'approve', shop]);
  await go(owner, '/shops');
  await owner.tap('shop');
  await owner.see('shop-till');
  await owner.see('shop-balance');
});

test('a cashier joins by the link of an invitation, and sees no balance', async () => {
  await owner.tap('shop-staff');
  await owner.tap('staff-invite');
  await owner.tap('role-cashier');
  await owner.see('invite-qr');
  await owner.shot('invite');
  await owner.tap('invite-copy');
  const link = await owner.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/s\/\w{26}#\w{26}$/);
  await cashier.paste(link);
  await cashier.tap('join-go');
  await cashier.see('shop-till');
  assert.match(await cashier.text('shop-role'), /Cashier/);
  assert.equal(await cashier.page.getByTestId('shop-balance').count(), 0);
  await cashier.shot('cashier');
});

test('an order code is shown and paid', async () => {
  await cashier.tap('shop-till');
  await cashier.keys('12.5');
  const code = await orderCode(cashier, () => cashier.tap('till-show-code'));
  await stands(cashier, 'open');
  await cashier.shot('order');
  await payOrder(code);
  await stands(cashier, 'paid');
  assert.equal(await cashier.text('charge-check'), await payer.text('result-check'));
  await cashier.shot('paid');
});

test("the payer's code is charged", async () => {
  await cashier.tap('charge-next');
  await cashier.see('amount-pad');
  await cashier.keys('3');
  await payer.home();
  await payer.tap('home-pay-code');
  const [digits] = await payer.payerCode('payer-qr');
  await fill(cashier, 'till-scanner', digits);
  await cashier.tap('till-scanner-go');
  await stands(cashier, 'paid');
});

test('a part goes back, with its reason', async () => {
  await cashier.tap('charge-receipt');
  await cashier.tap('taken-refund-go');
  await fill(cashier, 'refund-amount', '1');
  await fill(cashier, 'refund-reason', 'cold soup');
  await cashier.see('refund-preview');
  await cashier.shot('refund');
  await cashier.tap('refund-go');
  await cashier.see('taken-refund');
  assert.match(await cashier.text('taken-left'), /2\.00/);
  await cashier.shot('receipt');
});

test('an order that was open when the app was closed is found again', async () => {
  await go(cashier, `/shops/${shop}/till`);
  await cashier.see('amount-pad');
  await cashier.keys('4');
  const code = await orderCode(cashier, () => cashier.tap('till-show-code'));
  await stands(cashier, 'open');
  await cashier.page.reload();
  await payOrder(code);
  await go(cashier, `/shops/${shop}/till`);
  await cashier.tap('till-under-way');
  await stands(cashier, 'paid');
});

test('items come out of a file or are entered, are charged, and stand on the receipt', async () => {
  await go(owner, `/shops/${shop}/catalogue`);
  await owner.see('item-add');
  const text = 'name,price,currency,barcode,tags\r\n"Oolong tea, a pot",6.50,CNY,,drink\r\n';
  const file = { name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await owner.page.getByTestId('import-file').setInputFiles(file);
  await owner.see('item');
  await owner.tap('item-add');
  await fill(owner, 'item-name', 'Beef noodles');
  await fill(owner, 'item-price', '28');
  await owner.tap('item-save');
  await owner.page.getByTestId('item').nth(1).waitFor();
  await owner.shot('catalogue');
  await go(owner, `/shops/${shop}/till`);
  await owner.tap('till-item');
  await owner.tap('till-item');
  await owner.page.getByTestId('till-item').nth(1).tap();
  await owner.says('till-total', 4100);
  await owner.tap('till-tip');
  await owner.page.getByTestId('tip-part').nth(1).tap();
  await owner.says('till-total', 4510);
  await owner.shot('items');
  const code = await orderCode(owner, () => owner.tap('till-show-code'));
  await payOrder(code);
  await stands(owner, 'paid');
  await owner.tap('charge-receipt');
  const goods = await owner.text('goods');
  assert.match(goods, /Oolong tea, a pot\s+2 × ¥6\.50\s+¥13\.00\s+Beef noodles\s+¥28\.00\s+Tip\s+¥4\.10/);
  const slip = await owner.text('slip-text');
  for (const part of [/Oolong tea, a pot/, /2 x 6\.50 +13\.00/, /Beef noodles/, /Tip/, /45\.10/]) {
    assert.match(slip, part);
  }
  await owner.shot('goods');
  await go(owner, `/shops/${shop}/takings`);
  await owner.page.getByTestId('taking').nth(4).waitFor();
  assert.equal(await owner.page.getByTestId('taking').count(), 5);
  await go(owner, `/shops/${shop}`);
  await owner.says('shop-balance', 6360);
});

test('the owner looks at the figures, and a cashier cannot', async () => {
  await owner.tap('shop-figures');
  await owner.says('figures-takings', 6460);
  assert.match(await owner.text('figures-refunds'), /1\.00/);
  await owner.tap('period-week');
  await owner.see('chart-days');
  await owner.shot('figures');
  await owner.tap('figures-bills');
  // The bill of this day is made after its midnight.
  await owner.see('empty');
  await go(cashier, `/shops/${shop}`);
  await cashier.see('shop-role');
  assert.equal(await cashier.page.getByTestId('shop-figures').count(), 0);
  assert.equal(await cashier.page.getByTestId('shop-bills').count(), 0);
  await go(cashier, `/shops/${shop}/figures`);
  await cashier.page.locator('[data-testid="error"][data-code="staff_role_insufficient"]').waitFor();
});

test('a sound box is paired with the code that the owner shows, and turned off', async () => {
  await go(owner, `/shops/${shop}/sound-boxes`);
  await owner.tap('box-pair');
  const code = (await owner.text('box-code')).replace(/\D/g, '');
  const body = { code, box: '01JD9Z3N8Q4T7V0W2X5Y6Z7A8B' };
  const paired = await fetch(`${town.url}/v1/sound-boxes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal((await paired.json()).name, 'Lin Noodles');
  await owner.see('box');
  await owner.shot('sound-box');
  await owner.tap('box-off');
  await owner.tap('box-off-yes');
  await owner.see('empty');
});

test('the label is saved as a sheet to print', async () => {
  await go(owner, `/shops/${shop}/labels`);
  assert.match(await saved('label-a6'), /label\.pdf$/);
});

test('a limit is told with its reason, and the owner appeals it', async () => {
  const limit = ['--merchant', shop, '--reason', 'identity_unproven', '--text', 'Papers missing.'];
  run('tongbaod', ['merchant', '--data', town.data, 'limit', ...limit]);
  await go(owner, '/shops');
  await owner.tap('shop');
  assert.match(await owner.text('held-text'), /Papers missing/);
  await owner.tap('held-more');
  await owner.tap('matter-appeal');
  await fill(owner, 'appeal-say', 'They are on your desk.');
  await owner.tap('appeal-go');
  assert.match(await owner.text('appeal-text'), /on your desk/);
  await owner.shot('appeal');
});

test("at the till's page, the operator's fee stands with the day, the shift and the figures", async () => {
  const change = ['fee.rate_bp', '200', '--was', '0', '--reason', 'From now on.', '--author', 'lead'];
  run('tongbaod', ['setting', 'set', '--data', town.data, ...change]);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE);
  const till = await context.newPage();
  const said = (id, pattern) => till.locator(`#${id}`, { hasText: pattern }).waitFor();
  await till.goto(`${town.url}/till#key=${town.demo.merchants[0].till_key}`);
  await till.locator('#shift-open').tap();
  for (const key of ['1', '5', '00']) await till.locator('#pad').getByText(key, { exact: true }).tap();
  const opened = till.waitForResponse((answer) => answer.url().endsWith('/v1/orders'));
  await till.locator('#charge').tap();
  await payOrder((await (await opened).json()).code);
  await said('paid-text', '¥15.00');
  await till.locator('#next').tap();
  await said('today-fee', /Fee of the operator: −¥0\.30$/);
  await said('list', /Order · \d\d\s*fee ¥0\.30\s*¥15\.00/);
  await said('shift-taken', /¥15\.00 · 1 · Fee of the operator −¥0\.30$/);
  await till.locator('#shift-close').tap();
  await till.locator('#shift-close').tap();
  await said('shift-sums', /Fee of the operator\s*−¥0\.30\s*Expected\s*¥14\.70/);
  await till.screenshot({ path: join(artifacts, 'shop-till-page.png'), fullPage: true });
  await till.locator('#open-figures').tap();
  await said('sums', /Fee of the operator\s*−¥0\.30/);
  await till.screenshot({ path: join(artifacts, 'shop-till-figures.png'), fullPage: true });
  await context.close();
});

test("the day is over: the owner looks at its bill, and its files are what was signed", async () => {
  // Bills are made from 20 minutes past midnight on.
  await town.ahead(town.demo.merchants[0], 25 * 3600);
  await go(owner, `/shops/${shop}`);
  await owner.tap('shop-bills');
  await billIsMade();
  await owner.tap('bill');
  await owner.see('bill-signed');
  await owner.says('bill-takings', 6460);
  await owner.says('bill-closing', 6360);
  await owner.shot('bill');
  const [note, trades] = [await saved('bill-bill.note'), await saved('bill-trade.csv')];
  assert.match(await readFile(trades, 'utf8'), /^time,.*\r\n/);
  const { keys } = JSON.parse(run('tongbaod', ['key', 'list', '--data', town.data, '--json']));
  const told = run('tongbao', ['bill', 'verify', trades, '--note', note, '--operator-key', keys[0]]);
  assert.match(told, /Lin Noodles/);
  assert.match(town.audit(), /^\d+ journal rows, \d+ payments/);
});
