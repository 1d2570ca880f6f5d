// The journey in the app's own window, through WebKitWebDriver: the shell, the web view and the
// Rust core as people get them. Needs a display (Xvfb will do). Pictures stay in tests/artifacts.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifacts, freePort, openTown, PATIENCE, programs, run, walletEnv } from './town.mjs';
import { openWindow } from './webdriver.mjs';

const PIN = '161803';
const binary = join(programs, 'tongbao-app');
let town;
let app;
let shots = 0;

async function shot(what) {
  shots += 1;
  await sleep(900); // let the transition end
  const number = String(shots).padStart(2, '0');
  await app.screenshot(join(artifacts, `window-${number}-${what}.png`));
}

async function pin(digits) {
  await app.find('pin-pad');
  for (const digit of digits) await app.click(`key-${digit}`);
}

/** Puts a filmed picture in place of the camera, which a test machine does not have. */
async function film(file) {
  const picture = (await readFile(file)).toString('base64');
  await app.script(
    `const image = new Image();
     image.src = 'data:image/png;base64,' + arguments[0];
     const canvas = document.createElement('canvas');
     canvas.width = 640;
     canvas.height = 480;
     const brush = canvas.getContext('2d');
     let tick = 0;
     setInterval(() => {
       tick += 1;
       brush.fillStyle = '#8a8580';
       brush.fillRect(0, 0, 640, 480);
       brush.save();
       brush.translate(320 + 20 * Math.sin(tick / 9), 240 + 14 * Math.cos(tick / 7));
       brush.rotate(0.1 * Math.sin(tick / 11));
       brush.drawImage(image, -160, -160, 320, 320);
       brush.restore();
     }, 66);
     // Not on the object itself: the web view may forget it, and what was put on it, at any time.
     MediaDevices.prototype.getUserMedia = async () => canvas.captureStream(15);`,
    picture,
  );
}

/** A link to a batch of coupons, as its page holds it and a browser hands it to the system. */
function couponLink() {
  const args = ['coupon', 'link', '--stock', '10 off from 50', '--data', town.data, '--json'];
  return `tongbao:${town.url}/c/${JSON.parse(run('tongbaod', args)).stock}`;
}

before(async () => {
  town = await openTown();
  app = await openWindow({
    binary,
    port: await freePort(),
    env: walletEnv(town, 'mei'),
  });
});

after(async () => {
  await app?.close();
  await town?.close();
});

test('a person enrols in the window', async () => {
  const from = town.operator.output.length;
  await app.find('enrol-handle');
  await shot('welcome');
  await app.type('enrol-handle', 'mei@demo.example');
  await app.click('enrol-start');
  await app.find('enrol-code');
  const code = await town.code(from);
  await app.type('enrol-code', code);
  await app.click('enrol-confirm');
  await pin(PIN);
  await app.expect('pin-entry', /once more/i);
  await pin(PIN);
  await app.click('enrol-done');
  await app.expect('home-balance', /\d\.\d\d/);
  await shot('home');
});

test('the camera reads the filmed label and the shop is paid', async () => {
  const shop = town.demo.merchants[0];
  await film(shop.png);
  await app.click('home-scan');
  await app.expect('pay-payee', new RegExp(shop.name.split(' ')[0]));
  for (const key of ['7', 'point', '5']) await app.click(`key-${key}`);
  await shot('amount');
  await app.click('pay-next');
  await app.click('pay-confirm');
  await pin(PIN);
  await app.expect('pay-result', /7\.50/);
  await shot('paid');
  await app.click('pay-done');
  await app.find('home-balance');
});

test('a label in a picture file is read, and the pay code is shown', async () => {
  const shop = town.demo.merchants[1];
  await app.click('home-scan');
  await app.find('scan-picture');
  await app.upload('scan-file', shop.png);
  await app.expect('pay-payee', new RegExp(shop.name.split(' ')[0]));
  await shot('picture');
  await app.click('back');
  await app.click('home-pay-code');
  await app.find('payer-qr');
  await shot('pay-code');
  await app.click('back');
  await app.find('home-balance');
});

test('the receive code and the history are there', async () => {
  await app.click('home-receive');
  await app.find('receive-qr');
  await shot('receive');
  await app.script('history.back()');
  await app.click('home-history');
  await app.find('history-item');
  await shot('history');
  assert.match(town.audit(), /^\d+ journal rows, \d+ payments/);
});

test('a link that is followed outside opens in the window that is there', async () => {
  const env = { ...process.env, ...walletEnv(town, 'mei') };
  const second = spawn(binary, [couponLink()], { env, stdio: 'inherit' });
  const [code] = await once(second, 'exit', { signal: AbortSignal.timeout(PATIENCE) });
  assert.equal(code, 0, 'the second start gave the link away and ended');
  await app.expect('take-seen', /50/);
  await shot('link');
  await app.click('take');
  await app.find('take-taken');
});

test('a link that is followed while no window is open starts the wallet with it', async () => {
  await app.close();
  app = await openWindow({
    binary,
    port: await freePort(),
    env: walletEnv(town, 'mei'),
    args: [couponLink()],
  });
  await app.expect('take-seen', /50/);
  await shot('link-start');
});
