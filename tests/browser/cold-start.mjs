// How long the app takes from its start to its first screen, in the real window. Printed, not
// judged: `make bench` shows it.

import { join } from 'node:path';
import { freePort, openTown, programs, walletEnv } from './town.mjs';
import { openWindow } from './webdriver.mjs';

const town = await openTown();
const times = [];
for (let round = 0; round < 7; round += 1) {
  const env = walletEnv(town, `cold-${round % 2}`);
  const port = await freePort();
  const app = await openWindow({ binary: join(programs, 'tongbao-app'), port, env });
  await app.find('enrol-handle', 60_000);
  // From the start of the navigation to the first contentful paint, as the web view measured it,
  // and from the start of the process as seen from outside.
  const painted = await app.script(
    `const paint = performance.getEntriesByName('first-contentful-paint')[0];
     return paint ? paint.startTime : performance.now();`,
  );
  times.push({ session: app.startedInMs, painted: Math.round(painted) });
  await app.close();
}
await town.close();
const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(
  `cold start of the app, median of ${times.length}: window there after ` +
    `${middle(times.map((t) => t.session))} ms, first screen painted ` +
    `${middle(times.map((t) => t.painted))} ms after the page began to load`,
);
