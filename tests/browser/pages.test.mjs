// The pages that the operator serves to any browser: label, coupon, envelope, invitation, neutrality log, till,
// sound box. Each is at phone size, in both languages and both looks, free of what axe finds.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium as browserType } from 'playwright-core';
import { chromium } from './camera.mjs';
import { artifacts, openTown, PATIENCE, run } from './town.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const LOOKS = [
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'zh-CN', colorScheme: 'dark' },
];
const SECRET = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ';
const NOBODY = '00000000000000000000000001';
let town;
let browser;

before(async () => {
  town = await openTown();
  browser = await browserType.launch(chromium);
});

after(async () => {
  await browser?.close();
  await town?.close();
});

/** Opens a path in each look, does what comes first there, keeps a picture, and lets axe look at it. */
async function check(name, path, first = async () => {}) {
  for (const look of LOOKS) {
    // The pages allow no script but their own; axe has to come in all the same.
    const context = await browser.newContext({
      ...look,
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      bypassCSP: true,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await page.goto(`${town.url}${path}`);
    await first(page);
    await page.screenshot({ path: join(artifacts, `page-${name}-${look.locale}.png`), fullPage: true });
    await page.addScriptTag({ path: AXE });
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    await context.close();
    const told = violations.map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`);
    assert.deepEqual(told, [], `${name} in ${look.locale}`);
    assert.ok(passes.length > 5, `${name}: axe found ${passes.length} things to look at`);
    assert.ok(wide <= 390, `${name} is ${wide} wide`);
  }
}

/** Taps what saves a file; resolves to its name, the type in the operator's answer, and its bytes. */
async function saved(page, button) {
  const [download, answer] = await Promise.all([
    page.waitForEvent('download'),
    page.waitForResponse((one) => one.url().includes('/v1/till/label.')),
    page.locator(button).tap(),
  ]);
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), type: answer.headers()['content-type'], bytes };
}

const desk = (...args) => run('tongbaod', [...args, '--data', town.data]);

test('the page of a label: good, unknown, withdrawn, and of a shop that is limited', async () => {
  const [good, withdrawn, limited] = town.demo.merchants;
  await check('label', `/l/${good.label}`);
  await check('label-unknown', `/l/${NOBODY}`);
  desk('label', 'close', '--merchant', withdrawn.merchant, '--label', withdrawn.label);
  await check('label-withdrawn', `/l/${withdrawn.label}`);
  const text = 'Three cards that were stolen, in one hour.';
  desk('merchant', 'limit', '--merchant', limited.merchant, '--reason', 'fraud_suspected', '--text', text);
  await check('label-limited', `/l/${limited.label}`, (page) => page.getByText('limited this shop').waitFor());
  await check('neutrality', '/neutrality', (page) => page.getByText(text).first().waitFor());
});

test('the pages of links that nobody made', async () => {
  await check('link-c', `/c/${NOBODY}`);
  for (const kind of ['e', 's']) {
    const path = `/${kind}/${NOBODY}#${SECRET}`;
    await check(`link-${kind}`, path, async (page) => {
      // What stands behind the # goes into the wallet with the rest.
      const link = await page.locator('#open:visible').getAttribute('href');
      assert.equal(link, `tongbao:${town.url}${path}`);
    });
  }
});

test('the till, without its key and with it', async () => {
  const { till_key: key } = town.demo.merchants[0];
  await check('till-locked', '/till');
  await check('till', `/till#key=${key}`, async (page) => {
    await page.locator('#charge').waitFor();
    for (const [paper, kind, begins] of [
      ['a6', 'pdf', '%PDF-'],
      ['stickers', 'pdf', '%PDF-'],
      ['a4', 'svg', '<svg '],
    ]) {
      const { name, type, bytes } = await saved(page, `#label-${paper}-${kind}`);
      assert.equal(name, `label-${paper}.${kind}`);
      assert.equal(type, kind === 'pdf' ? 'application/pdf' : 'image/svg+xml');
      assert.equal(bytes.subarray(0, 5).toString(), begins);
    }
  });
});

test('a sound box that is not paired yet', async () => {
  await check('sound', '/sound');
});
