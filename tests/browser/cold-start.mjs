// How long the app takes from the start of its process to its first painted screen. A release build
// lets nobody drive it, so the clock stops when the welcome screen's red stands on the display, read
// from the frame buffer of an X server of our own. Printed, not judged: `make bench` shows it.

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE, programs } from './town.mjs';

const ROUNDS = 7;

const folder = await mkdtemp(join(tmpdir(), 'tongbao-cold-'));
const display = `:${200 + (process.pid % 500)}`;
const server = spawn(
  'Xvfb',
  [display, '-screen', '0', '800x900x24', '-fbdir', folder, '-nolisten', 'tcp'],
  { stdio: 'ignore' },
);

/** Counts the points of a coarse grid that have the welcome screen's red (BGRX, an XWD file). */
async function redPoints() {
  const file = (await readdir(folder)).find((name) => name.startsWith('Xvfb_screen'));
  if (!file) return 0;
  const dump = await readFile(join(folder, file));
  if (dump.length < 100) return 0;
  const field = (number) => dump.readUInt32BE(number * 4);
  const [start, width, height, perLine] = [field(0) + field(19) * 12, field(4), field(5), field(12)];
  let count = 0;
  for (let y = 4; y < height; y += 16) {
    for (let x = 4; x < width; x += 16) {
      const at = start + y * perLine + x * 4;
      const [blue, green, red] = [dump[at], dump[at + 1], dump[at + 2]];
      if (red > 120 && red > 2 * green && red > 2.5 * blue) count += 1;
    }
  }
  return count;
}

async function until(condition, what) {
  const end = performance.now() + PATIENCE;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what} within ${PATIENCE} ms`);
    await sleep(5);
  }
}

const times = [];
try {
  await until(async () => (await readdir(folder)).length > 0, 'no X server');
  await sleep(500);
  for (let round = 0; round < ROUNDS; round += 1) {
    const env = {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      TONGBAO_HOME: join(folder, `home-${round % 2}`),
      TONGBAO_KEYRING: 'off',
      TONGBAO_PASSPHRASE: 'a passphrase for tests',
    };
    const began = performance.now();
    const app = spawn(join(programs, 'tongbao-app'), [], { env, stdio: 'ignore', detached: true });
    const gone = new Promise((done) => app.once('exit', done));
    await until(async () => (await redPoints()) > 100, 'no first screen');
    times.push(Math.round(performance.now() - began));
    process.kill(-app.pid, 'SIGKILL');
    await gone;
    await until(async () => (await redPoints()) === 0, 'the window stays');
  }
} finally {
  server.kill();
  await rm(folder, { recursive: true, force: true });
}
times.sort((a, b) => a - b);
console.log(
  `cold start of the app to its first screen, ${ROUNDS} times: median ` +
    `${times[(ROUNDS - 1) / 2]} ms, slowest ${times[ROUNDS - 1]} ms (passphrase and its key included)`,
);
