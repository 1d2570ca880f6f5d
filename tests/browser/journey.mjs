// What a person does in the app, in the words of its screens; the same for each kind of page.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifacts, PATIENCE, programs, until } from './town.mjs';

export class Journey {
  constructor(page, town, name) {
    this.page = page;
    this.town = town;
    this.name = name;
    this.shots = 0;
  }

  see(testId) {
    return this.page.getByTestId(testId).first().waitFor({ state: 'visible', timeout: PATIENCE });
  }

  sees(pattern) {
    return this.page.getByText(pattern).first().waitFor({ state: 'visible', timeout: PATIENCE });
  }

  tap(testId) {
    return this.page.getByTestId(testId).first().tap();
  }

  text(testId) {
    return this.page.getByTestId(testId).first().innerText();
  }

  async shot(what) {
    this.shots += 1;
    const number = String(this.shots).padStart(2, '0');
    await sleep(400); // let the transition end
    await this.page.screenshot({ path: join(artifacts, `${this.name}-${number}-${what}.png`) });
  }

  /** The balance on the home screen, in minor units. */
  async balance() {
    await this.see('home-balance');
    return minor(await this.text('home-balance'));
  }

  /** Waits until the balance is so many minor units. */
  async says(testId, wanted) {
    let last;
    await until(() => `${testId} is ${wanted}, and not ${last}`, async () => {
      last = minor(await this.text(testId).catch(() => ''));
      return last === wanted;
    });
  }

  async keys(digits) {
    for (const key of digits) await this.tap(key === '.' ? 'key-point' : `key-${key}`);
  }

  async pin(digits) {
    await this.see('pin-pad');
    for (const key of digits) await this.tap(`key-${key}`);
  }

  async home() {
    await this.page.evaluate(() => (location.hash = '#/'));
    await this.see('home-balance');
  }

  /** Pastes a code's text on the scan screen. */
  async paste(text) {
    await this.home();
    await this.tap('home-scan');
    await this.tap('scan-paste');
    await this.see('scan-paste-input');
    await this.page.getByTestId('scan-paste-input').locator('visible=true').first().fill(text);
    await this.tap('scan-paste-go');
  }

  async enrol(handle, pin) {
    const from = this.town.operator.output.length;
    await this.see('enrol-handle');
    await this.shot('welcome');
    await this.page.getByTestId('enrol-handle').fill(handle);
    await this.tap('enrol-start');
    await this.see('enrol-code');
    const code = await this.town.code(from);
    await this.shot('code');
    await this.page.getByTestId('enrol-code').fill(code);
    await this.tap('enrol-confirm');
    await this.see('pin-pad');
    await this.shot('set-pin');
    await this.pin(pin);
    await this.sees(/once more/i);
    await this.pin(pin);
    await this.see('enrol-done');
    await this.shot('enrolled');
    await this.tap('enrol-done');
    await this.see('home-balance');
  }

  /** The payer code on the screen, read off the screen itself as a till's scanner would. */
  async payerCode(testId) {
    await this.see(testId);
    const picture = join(artifacts, `${this.name}-${testId}.png`);
    await this.page.getByTestId('payer-card').screenshot({ path: picture });
    const ended = spawnSync(join(programs, 'tongbao'), ['scan', picture], { encoding: 'utf8' });
    const found = ended.stdout.trim().split('\n').map((line) => JSON.parse(line));
    return found.map(({ text }) => text);
  }

  /** The text of the first shop's label, read from its picture by the wallet's own scanner. */
  async labelText() {
    const picture = this.town.demo.merchants[0].png;
    const ended = spawnSync(join(programs, 'tongbao'), ['scan', picture], { encoding: 'utf8' });
    return JSON.parse(ended.stdout).text;
  }
}

function minor(text) {
  const found = /(\d[\d,]*)\.(\d\d)/.exec(text);
  return found ? Number(found[1].replaceAll(',', '')) * 100 + Number(found[2]) : NaN;
}
