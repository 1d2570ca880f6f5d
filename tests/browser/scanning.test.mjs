// The camera in bad conditions: Chromium films a shop's label that moves, is out of focus, tilted
// or badly lit, and the wallet names the shop each time. Pictures stay in tests/artifacts.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium as browserType } from 'playwright-core';
import { chromium, chromiumFilming, film, takeNames } from './camera.mjs';
import { Journey } from './journey.mjs';
import { openTown, PATIENCE, Program, walletEnv } from './town.mjs';

const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
  locale: 'en-GB',
};
let town;
let host;
let address;

/** Opens the wallet in a browser of its own, because the film is chosen when a browser starts. */
async function openWallet(launch, name) {
  const browser = await browserType.launch(launch);
  const context = await browser.newContext({ ...phone, permissions: ['camera'] });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(address);
  return { browser, page, journey: new Journey(page, town, name) };
}

before(async () => {
  town = await openTown();
  host = new Program('tongbao-browser', ['--port', '0', '--ui', 'ui/dist'], walletEnv(town, 'lin'));
  [, address] = await host.says(/Tongbao is at (\S+)/);
  const { browser, journey } = await openWallet(chromium, 'scanning');
  await journey.enrol('lin@demo.example', '271828');
  await browser.close();
});

after(async () => {
  await host?.end();
  await town?.close();
});

for (const take of takeNames) {
  test(`a label is read from a ${take} picture`, async () => {
    const shop = town.demo.merchants[0];
    const clip = join(town.folder, `${take}.y4m`);
    film(shop.png, clip, take);
    const { browser, journey } = await openWallet(chromiumFilming(clip), `scanning-${take}`);
    try {
      await journey.tap('home-scan');
      await journey.see('pay-payee');
      assert.ok((await journey.text('pay-payee')).includes(shop.name), 'the registered name');
      await journey.shot('read');
    } finally {
      await browser.close();
    }
  });
}
