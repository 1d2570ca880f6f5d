// The journey in Chromium: a person enrols, scans a filmed label with the camera, pays, is paid,
// and looks at the history, while the shop's till watches. Pictures stay in tests/artifacts.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium as browserType } from 'playwright-core';
import { chromiumFilming, film } from './camera.mjs';
import { Journey } from './journey.mjs';
import { openTown, PATIENCE, Program, walletEnv } from './town.mjs';

const PIN = '271828';
let town;
let host;
let browser;
let page;
let journey;

before(async () => {
  town = await openTown();
  const clip = join(town.folder, 'label.y4m');
  film(town.demo.merchants[0].png, clip);
  host = new Program('tongbao-browser', ['--port', '0', '--ui', 'ui/dist'], walletEnv(town, 'lin'));
  const [, address] = await host.says(/Tongbao is at (\S+)/);
  browser = await browserType.launch(chromiumFilming(clip));
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    locale: 'en-GB',
    permissions: ['camera'],
  });
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  journey = new Journey(page, town, 'chromium');
  await page.goto(address);
});

after(async () => {
  await browser?.close();
  await host?.end();
  await town?.close();
});

test('a person enrols with the code from the log and sets a PIN', async () => {
  await journey.enrol('lin@demo.example', PIN);
  await journey.shot('home');
  const balance = await journey.text('home-balance');
  assert.match(balance, /\d+\.\d\d/);
});

test('the label is scanned from the moving picture and paid', async () => {
  const shop = town.demo.merchants[0].name;
  const before = await journey.balance();
  await journey.tap('home-scan');
  await journey.see('pay-payee');
  assert.ok((await journey.text('pay-payee')).includes(shop), 'the registered name is shown');
  await journey.keys('12.5');
  await journey.shot('pay-amount');
  await journey.tap('pay-next');
  await journey.see('pay-confirm');
  await journey.shot('pay-confirm');
  await journey.tap('pay-confirm');
  await journey.shot('pay-pin');
  await journey.pin(PIN);
  await journey.see('pay-result');
  await journey.shot('pay-result');
  assert.match(await journey.text('pay-result'), /12\.50/);
  await journey.tap('pay-done');
  await journey.says('home-balance', before - 1250);
});

test('without a camera the other ways to a code stay open', async () => {
  await page.evaluate(() => {
    const none = () => Promise.reject(new DOMException('none', 'NotFoundError'));
    navigator.mediaDevices.getUserMedia = none;
  });
  await journey.tap('home-scan');
  await journey.see('scan-trouble');
  await journey.shot('scan-no-camera');
  await journey.home();
});

test('an order code shows paid on the till at once, and only once', async () => {
  const till = await page.context().newPage();
  const key = town.demo.merchants[0].till_key;
  await till.goto(`${town.url}/till#key=${key}`);
  const tillView = new Journey(till, town, 'till');
  await till.locator('#charge').waitFor();
  await tillView.shot('open');
  for (const key of ['8', '8', '0']) {
    await till.locator('#pad').getByRole('button', { name: key, exact: true }).tap();
  }
  const opened = till.waitForResponse((answer) => answer.url().endsWith('/v1/orders'));
  await till.locator('#charge').tap();
  const { code } = await (await opened).json();
  await till.locator('#code').waitFor();
  await tillView.shot('waiting');
  await page.bringToFront();
  await journey.paste(code);
  await journey.see('pay-next');
  await journey.shot('order');
  await journey.tap('pay-next');
  await journey.tap('pay-confirm');
  await journey.pin(PIN);
  await journey.see('pay-result');
  assert.match(await journey.text('pay-result'), /8\.80/);
  await journey.tap('pay-done');
  await till.locator('#paid').waitFor();
  await till.bringToFront();
  await tillView.shot('paid');
  await till.locator('#next').tap();
  await till.locator('#open-figures').tap();
  await till.locator('#figures-body').waitFor();
  const sums = await till.locator('#sums').innerText();
  assert.match(await till.locator('#takings').innerText(), /¥[1-9]/);
  assert.match(sums, /Customers/);
  await till.locator('[data-period="month"]').tap();
  await till.locator('#days svg').waitFor();
  await till.locator('#no-uplifts').waitFor();
  await tillView.shot('figures');
  await till.locator('#close-figures').tap();
  await till.locator('#charge').waitFor();
  await page.bringToFront();
  await journey.paste(code);
  await journey.sees(/already paid/i);
  await journey.shot('order-paid-before');
  await till.close();
});

test('a wrong PIN is told with the tries left and pays nothing', async () => {
  await journey.home();
  const before = await journey.balance();
  await journey.paste(await journey.labelText());
  await journey.see('pay-payee');
  await journey.keys('1');
  await journey.tap('pay-next');
  await journey.tap('pay-confirm');
  await journey.pin('314159');
  await journey.sees(/4/);
  await journey.shot('pin-wrong');
  await journey.pin(PIN);
  await journey.see('pay-result');
  await journey.tap('pay-done');
  await journey.says('home-balance', before - 100);
});

test('more money than there is cannot be paid', async () => {
  const before = await journey.balance();
  await journey.paste(await journey.labelText());
  await journey.see('pay-payee');
  await journey.keys('4999');
  await journey.tap('pay-next');
  await journey.tap('pay-confirm');
  await journey.pin(PIN);
  await journey.sees(/not enough money/i);
  await journey.shot('insufficient');
  await journey.home();
  assert.equal(await journey.balance(), before);
});

test('the receive code, the history and a receipt', async () => {
  await journey.tap('home-receive');
  await journey.see('receive-qr');
  await journey.shot('receive');
  await journey.home();
  await journey.tap('home-history');
  await journey.see('history-item');
  await journey.shot('history');
  await page.getByTestId('history-item').first().tap();
  await journey.see('detail-id');
  await journey.see('proof-copy');
  assert.equal(await page.getByTestId('proof').getAttribute('data-state'), 'covered');
  await journey.shot('receipt');
  await journey.home();
});

test('a coupon is taken, its saving told before and after, and only the rest is paid', async () => {
  await journey.tap('home-coupons');
  await journey.see('coupons-offered');
  await journey.tap('coupons-offered');
  const welcome = page.getByTestId('stock').filter({ hasText: '10 off from 50' });
  await welcome.getByTestId('stock-take').tap();
  await journey.tap('coupons-usable');
  await page.getByTestId('coupon').filter({ hasText: '10 off from 50' }).first().waitFor();
  await journey.shot('coupons');
  await journey.home();
  const before = await journey.balance();
  await journey.paste(await journey.labelText());
  await journey.see('pay-payee');
  await journey.keys('60');
  await journey.tap('pay-next');
  await journey.see('discount-saving');
  assert.match(await journey.text('discount-saving'), /10\.00/);
  assert.match(await journey.text('confirm-amount'), /50\.00/);
  await journey.shot('pay-discount');
  await journey.tap('pay-confirm');
  await journey.pin(PIN);
  await journey.see('pay-result');
  assert.match(await journey.text('result-saving'), /10\.00/);
  await journey.shot('pay-saved');
  await journey.tap('pay-done');
  await journey.says('home-balance', before - 5000);
  await journey.tap('home-coupons');
  await journey.tap('coupons-past');
  await page.getByTestId('coupon').filter({ hasText: '10 off from 50' }).first().waitFor();
  await journey.home();
});

test('a label from a picture file is paid too', async () => {
  const before = await journey.balance();
  await journey.tap('home-scan');
  await page.getByTestId('scan-file').setInputFiles(town.demo.merchants[1].png);
  await journey.see('pay-payee');
  assert.ok((await journey.text('pay-payee')).includes(town.demo.merchants[1].name));
  await journey.keys('3.21');
  await journey.tap('pay-next');
  await journey.tap('pay-confirm');
  await journey.pin(PIN);
  await journey.see('pay-result');
  await journey.tap('pay-done');
  await journey.says('home-balance', before - 321);
});

test('a pay code is read off the screen, charged once, and above quick pay confirmed by PIN', async () => {
  const shop = town.demo.merchants[0];
  const before = await journey.balance();
  await journey.tap('home-pay-code');
  await journey.see('payer-qr');
  await journey.shot('pay-code');
  const [digits] = await journey.payerCode('payer-qr');
  assert.match(digits, /^\d{18}$/);
  assert.doesNotMatch(await journey.text('payer-digits'), /\d{4}/, 'the digits are hidden');
  const paid = await town.charge(shop, digits, 1234);
  assert.equal(paid.state, 'paid');
  assert.ok(!JSON.stringify(paid).includes('Lin'), 'the till does not learn who paid');
  assert.equal((await town.charge(shop, digits, 100)).code, 'payer_code_used');
  await journey.home();
  await journey.says('home-balance', before - 1234);
  await journey.tap('home-pay-code');
  await journey.see('payer-qr');
  const [large] = await journey.payerCode('payer-qr');
  assert.notEqual(large, digits);
  const asked = await town.charge(shop, large, 15_000);
  assert.deepEqual([asked.state, asked.rule], ['pin_needed', 'amount']);
  await journey.see('pay-asked');
  await journey.shot('pay-code-pin');
  await journey.tap('pay-next');
  await journey.tap('pay-confirm');
  await journey.pin(PIN);
  await journey.see('pay-result');
  await journey.tap('pay-done');
  await journey.says('home-balance', before - 1234 - 15_000);
});

test('a code of another scheme says whom it pays, and broken ones what is broken', async () => {
  await journey.paste('upi://pay?pa=tea@bank&pn=Tea%20House&am=40.00&cu=INR');
  await journey.see('code-family');
  await journey.sees(/tea@bank/);
  await journey.sees(/40\.00 INR/);
  await journey.shot('code-of-upi');
  await journey.paste('BCD\n002\n1\nSCT\n\nTea House\nDE00100205000001194700\nEUR12.50');
  await journey.see('error');
  await journey.shot('code-broken');
  await journey.home();
});

test('Chinese, the dark, and what is left when the operator is away', async () => {
  await journey.tap('home-settings');
  await journey.see('settings-name');
  await journey.shot('settings');
  await page.getByTestId('settings-language-zh').first().tap({ force: true });
  await journey.sees(/语言/);
  await page.emulateMedia({ colorScheme: 'dark' });
  await journey.shot('settings-chinese-dark');
  await journey.home();
  await journey.shot('home-chinese-dark');
  const known = await journey.balance();
  await town.operator.end();
  await page.reload();
  await journey.see('offline');
  assert.equal(await journey.balance(), known, 'the last known balance is shown');
  await journey.shot('offline');
  await journey.tap('home-receive');
  await journey.see('receive-qr');
  assert.match(town.audit(), /^\d+ journal rows, \d+ payments/);
});
