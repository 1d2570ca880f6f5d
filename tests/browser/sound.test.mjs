// A sound box in Chromium: a till pairs it, a wallet pays, and what it says is written down by a
// stand-in for the speaking engine. Scenario 14 by clicks; breaks, a second tab, quiet hours.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium as browserType } from 'playwright-core';
import { chromium } from './camera.mjs';
import { artifacts, openTown, PATIENCE, Program, programs, until, walletEnv } from './town.mjs';

const PIN = '271828';
let town;
let browser;
let boxes;
let box;
let till;
let shop;

/** Writes down what is spoken instead of speaking it. */
function deafEngine() {
  window.said = [];
  window.played = 0;
  class Utterance extends EventTarget {
    constructor(text) {
      super();
      this.text = text;
    }
  }
  const engine = {
    getVoices: () => [{ lang: 'en-GB' }, { lang: 'zh-CN' }],
    speak(utterance) {
      window.said.push(utterance.text);
      setTimeout(() => utterance.onend(), 20);
    },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: engine, configurable: true });
  window.SpeechSynthesisUtterance = Utterance;
  const create = AudioContext.prototype.createBufferSource;
  AudioContext.prototype.createBufferSource = function source() {
    window.played += 1;
    return create.call(this);
  };
}

function wallet(...args) {
  const env = { ...process.env, ...walletEnv(town, 'lin'), TONGBAO_PIN: PIN };
  const ended = spawnSync(join(programs, 'tongbao'), ['--json', ...args], { env, encoding: 'utf8' });
  assert.equal(ended.status, 0, ended.stderr);
  return JSON.parse(ended.stdout.trim().split('\n').at(-1));
}

const pay = (amount) =>
  wallet('pay', '--code', shop.code, '--amount', amount, '--no-coupons', '--yes').payment;

const said = (page) => page.evaluate(() => window.said.slice());

/** The announcement of a payment, in English. */
const spoken = (words, { check }) => {
  const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  return `received ${words} yuan, check ${digits[check[0]]}, ${digits[check[1]]}`;
};

async function shot(page, name) {
  await sleep(150);
  await page.screenshot({ path: join(artifacts, `sound-${name}.png`), fullPage: true });
}

async function openBox(page) {
  await page.goto(`${town.url}/sound`);
  await page.locator('#begin').tap();
}

before(async () => {
  town = await openTown();
  shop = town.demo.merchants[0];
  const from = town.operator.output.length;
  wallet('enrol', '--operator', town.url, '--handle', 'lin@demo.example');
  wallet('enrol', '--code', await town.code(from));
  wallet('pin', 'set');
  browser = await browserType.launch(chromium);
  const phone = {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    locale: 'en-GB',
  };
  boxes = await browser.newContext(phone);
  await boxes.addInitScript(deafEngine);
  boxes.setDefaultTimeout(PATIENCE);
  const tills = await browser.newContext(phone);
  tills.setDefaultTimeout(PATIENCE);
  till = await tills.newPage();
});

after(async () => {
  await browser?.close();
  // The one that was started anew; the town knows the first.
  await town?.operator.end();
  await town?.close();
});

test('a till pairs a box with a code, once', async () => {
  await till.goto(`${town.url}/till#key=${shop.till_key}`);
  await till.locator('#box-pair').tap();
  await till.locator('#box-picture').waitFor({ state: 'visible' });
  await shot(till, '01-till-code');
  const code = (await till.locator('#box-code').innerText()).replaceAll(' ', '');
  assert.match(code, /^\d{12}$/);
  box = await boxes.newPage();
  await box.goto(`${town.url}/sound`);
  await shot(box, '02-pair');
  await box.locator('#code').fill(code);
  await box.locator('#pair-form button').tap();
  await box.locator('#begin').waitFor({ state: 'visible' });
  await shot(box, '03-ready');
  await box.locator('#begin').tap();
  await until('the test sound', async () => (await said(box)).length === 1);
  assert.deepEqual(await said(box), ['check one, two']);
  await until('listening', async () => (await box.locator('#state').innerText()) === 'Listening');
  await until('the till lists it', async () => (await till.locator('#box-list li').count()) === 1);
  assert.ok(await till.locator('#box-offer').isHidden(), 'the code is used');
  const other = await boxes.browser().newContext();
  other.setDefaultTimeout(PATIENCE);
  const stranger = await other.newPage();
  await stranger.goto(`${town.url}/sound#code=${code}`);
  await stranger.locator('#trouble').waitFor({ state: 'visible' });
  assert.match(await stranger.locator('#trouble').innerText(), /unknown, used or over/);
  assert.ok(!stranger.url().includes(code), 'out of the address bar');
  await other.close();
});

test('scenario 14: what is paid is said with the digits of the payer; a faked screen meets silence', async () => {
  await shot(box, '04-waiting');
  const before = (await said(box)).length;
  const paid = pay('12.50');
  await until('an announcement', async () => (await said(box)).length > before);
  assert.equal((await said(box)).at(-1), spoken('twelve point five zero', paid));
  assert.equal(await box.locator('#amount').innerText(), '¥12.50');
  assert.equal(await box.locator('#check').innerText(), paid.check);
  await shot(box, '05-paid');
  await till.locator('#list li .for').first().getByText(paid.check).waitFor();
  await shot(till, '06-till-list');
  // Somebody holds up the same screen again: nothing is paid, nothing is said.
  await sleep(1500);
  assert.equal((await said(box)).length, before + 1);
});

test('a break says what was missed once, in its order', async () => {
  const before = (await said(box)).length;
  await town.operator.end();
  await until('it says so', async () => (await box.locator('#state').innerText()) === 'No connection');
  await shot(box, '07-no-connection');
  const listen = town.url.replace('http://', '');
  town.operator = new Program('tongbaod', ['serve', '--data', town.data, '--listen', listen]);
  await until('served', () => fetch(`${town.url}/healthz`).then((r) => r.ok, () => false));
  const paid = [pay('0.01'), pay('100')];
  await until('both', async () => (await said(box)).length >= before + 2);
  const expected = [spoken('zero point zero one', paid[0]), spoken('one hundred', paid[1])];
  assert.deepEqual((await said(box)).slice(before), expected);
  // The page anew: what was said is not said again.
  await box.reload();
  await box.locator('#begin').tap();
  await until('listening', async () => (await box.locator('#state').innerText()) === 'Listening');
  await sleep(500);
  assert.deepEqual(await said(box), ['check one, two']);
  assert.equal(await box.locator('#amount').innerText(), '¥100.00');
});

test('of two tabs one speaks', async () => {
  const second = await boxes.newPage();
  await openBox(second);
  await box.locator('#here').waitFor({ state: 'visible' });
  await shot(box, '08-other-tab');
  const paid = pay('7');
  await until('said', async () => (await said(second)).length === 2);
  await sleep(500);
  assert.deepEqual(await said(second), ['check one, two', spoken('seven', paid)]);
  assert.equal((await said(box)).length, 1, 'only its test sound');
  await second.close();
  await box.locator('#amount').waitFor({ state: 'visible' });
  await until('listening', async () => (await box.locator('#state').innerText()) === 'Listening');
  assert.equal(await box.locator('#amount').innerText(), '¥7.00');
});

test('quiet hours show and do not say; Chinese; recorded words', async () => {
  const before = (await said(box)).length;
  const set = (id, value) => box.locator(id).evaluate((element, wanted) => {
    element.value = wanted;
    element.dispatchEvent(new Event('change'));
  }, value);
  await box.locator('#quiet').check();
  await set('#from', '00:00');
  await set('#to', '00:00');
  pay('3');
  await box.locator('#when').getByText('quiet hours').waitFor();
  await shot(box, '09-quiet');
  assert.equal((await said(box)).length, before);
  await box.locator('#quiet').uncheck();
  await set('#language', 'zh');
  const paid = pay('12.50');
  await until('said', async () => (await said(box)).length > before);
  assert.match((await said(box)).at(-1), /^收到十二点五元,验证码/);
  await box.emulateMedia({ colorScheme: 'dark' });
  await shot(box, '10-chinese-dark');
  await set('#voice', 'recorded');
  await box.locator('#test').tap();
  await until('played', () => box.evaluate(() => window.played === 1));
  assert.equal(await box.locator('#check').innerText(), paid.check);
});

test('a box that the till turns off is off', async () => {
  const off = till.locator('#box-list button').first();
  await off.tap();
  await off.tap();
  await until('gone from the list', async () => (await till.locator('#box-list li').count()) === 0);
  pay('5');
  await box.locator('#pair').waitFor({ state: 'visible' });
  await shot(box, '11-off');
  assert.ok(await box.evaluate(() => localStorage.getItem('sound-box')) === null);
});
