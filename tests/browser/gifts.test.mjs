// What a town gives, by clicks and against the real programs: a card and its gift, the day's draw
// and its check, a red envelope that two people open. Pictures stay in tests/artifacts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium as browserType } from 'playwright-core';
import { chromium } from './camera.mjs';
import { Journey } from './journey.mjs';
import { openTown, PATIENCE, Program, walletEnv } from './town.mjs';

const PIN = '271828';
const GIFT = '20 off for your first card';
const people = {};
let town;
let browser;

/** Opens the wallet of a person of the demo in a page of its own. */
async function enter(name) {
  const host = new Program('tongbao-browser', ['--port', '0', '--ui', 'ui/dist'], walletEnv(town, name));
  const [, address] = await host.says(/Tongbao is at (\S+)/);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const journey = new Journey(page, town, `gifts-${name}`);
  people[name] = { host, page, journey };
  await page.goto(address);
  await journey.enrol(`${name}@demo.example`, PIN);
}

before(async () => {
  town = await openTown({ gifts: true });
  browser = await browserType.launch(chromium);
});

after(async () => {
  await browser?.close();
  for (const { host } of Object.values(people)) await host.end();
  await town?.close();
});

test('a card is bound with the code of its issuer, and its gift can be taken', async () => {
  await enter('lin');
  const { page, journey } = people.lin;
  await page.evaluate(() => (location.hash = '#/settings/cards'));
  await journey.see('cards-bind');
  await journey.tap('cards-bind');
  await page.getByTestId('card-number').fill('9000000000001017');
  await page.getByTestId('card-holder').fill('LIN');
  const from = town.issuer.output.length;
  await journey.tap('card-send');
  await journey.see('card-sent');
  const [, code] = await town.issuer.says(/one-time code for \S+ is (\d{6})/, from);
  await page.getByTestId('card-code').fill(code);
  await journey.tap('card-confirm');
  await journey.see('card');
  await journey.shot('card');
  await journey.home();
  await journey.tap('home-coupons');
  await journey.tap('coupons-offered');
  await page.getByTestId('stock').filter({ hasText: GIFT }).getByTestId('stock-take').tap();
  await journey.tap('coupons-usable');
  await page.getByTestId('coupon').filter({ hasText: GIFT }).first().waitFor();
  await journey.home();
});

test('a payment tells its draw, and the draw can be checked', async () => {
  const { journey, page } = people.lin;
  await journey.paste(await journey.labelText());
  await journey.see('pay-payee');
  await journey.keys('5');
  await journey.tap('pay-next');
  await journey.tap('pay-confirm');
  await journey.pin(PIN);
  await journey.see('draw-result');
  await journey.shot('draw');
  await journey.tap('pay-receipt');
  await journey.see('draw-check');
  await journey.tap('draw-check');
  await journey.see('check-step');
  await journey.shot('draw-check');
  await page.evaluate(() => (location.hash = '#/campaigns'));
  await journey.see('campaign-odds');
  await journey.shot('campaign');
});

test("the till's page tells what the campaign brought, and that this cannot be told", async () => {
  const till = await people.lin.page.context().newPage();
  await till.goto(`${town.url}/till#key=${town.demo.merchants[0].till_key}`);
  await till.locator('#open-figures').tap();
  await till.locator('#uplift-list .bill').waitFor();
  assert.match(await till.locator('#uplift-list').innerText(), /Pay and win[\s\S]*holds nobody out/);
  await till.close();
});

test('an envelope is sent and opened by two, once each, and proves its shares', async () => {
  await enter('mei');
  const { lin, mei } = people;
  await lin.page.bringToFront();
  await lin.journey.home();
  const before = await lin.journey.balance();
  await lin.journey.tap('home-envelopes');
  await lin.journey.tap('envelopes-send');
  await lin.journey.keys('8');
  await lin.page.getByTestId('envelope-shares').fill('2');
  await lin.journey.tap('envelope-next');
  await lin.journey.see('envelope-confirm');
  await lin.journey.tap('envelope-confirm');
  await lin.journey.pin(PIN);
  await lin.journey.see('envelope-sent');
  await lin.journey.tap('envelope-link-show');
  const link = await lin.journey.text('envelope-link');
  await lin.journey.shot('sent');

  const shares = [];
  for (const { journey, page } of [mei, lin]) {
    await page.bringToFront();
    await journey.paste(link);
    await journey.see('envelope-closed');
    await journey.tap('envelope-open');
    await journey.see('envelope-mine');
    shares.push(minor(await journey.text('envelope-mine')));
  }
  assert.equal(shares[0] + shares[1], 800, 'the shares are all of its money');
  await lin.journey.see('envelope-proof');
  assert.equal(await lin.page.getByTestId('envelope-proof').getAttribute('data-state'), 'whole');
  await lin.journey.shot('proof');
  await lin.journey.home();
  await lin.journey.says('home-balance', before - 800 + shares[1]);
  await mei.page.bringToFront();
  await mei.journey.paste(link);
  await mei.journey.tap('envelope-open');
  await mei.journey.see('envelope-mine');
  assert.equal(minor(await mei.journey.text('envelope-mine')), shares[0], 'a second try gives no more');
  assert.match(town.audit(), /^\d+ journal rows, \d+ payments/);
});

const minor = (text) => Math.round(Number(/(\d+\.\d\d)/.exec(text)[1]) * 100);
