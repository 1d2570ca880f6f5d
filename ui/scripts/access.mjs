// Runs axe over every screen on the fake wallet: `node scripts/access.mjs [SCENE...]`. Prints what breaks a rule of
// WCAG or of axe's best practice, in the light look, and for colours in the dark one too; fails when anything does.
import { createRequire } from 'node:module';
import { newContext, openScene, PHONE, sceneNames, withSite } from './pictures/site.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const AT_ONCE = 4;
const SETTLE_MS = 100;
// A colour on its way to another passes on to what inherits it, frame by frame, and is none that anyone reads: all
// arrive at once. Entrances end at once too; countdowns go on.
const STILL = '*, ::before, ::after { transition: none !important }';
// The field lies unseen over the boxes that show its digits.
const UNSEEN = '[autocomplete="one-time-code"]';
const LOOK = { language: 'en', theme: 'system', size: PHONE };

function describe(violation) {
  const places = violation.nodes.slice(0, 3).map((node) => {
    const why = node.failureSummary?.replaceAll('\n', ' ').slice(0, 200) ?? '';
    return `\n    ${node.html.slice(0, 160)}\n      ${why}`;
  });
  return `${violation.id}: ${violation.help}${places.join('')}`;
}

/** Until what comes in has come in: twice, for what a busy machine shows late. */
async function settle(page) {
  await comeIn(page);
  await comeIn(page);
}

async function comeIn(page) {
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(async () => {
    const ends = (each) => Number.isFinite(each.effect.getComputedTiming().endTime);
    const moves = (each) => each.playState === 'running' && ends(each);
    const late = performance.now() + 1000;
    while (document.getAnimations().some(moves) && performance.now() < late) {
      await new Promise(requestAnimationFrame);
    }
  });
}

async function look(page, wrong) {
  const run = (options) =>
    page.evaluate(([exclude, rest]) => globalThis.axe.run({ exclude }, rest), [[UNSEEN], options]);
  await page.addScriptTag({ path: AXE });
  await page.addStyleTag({ content: STILL });
  await settle(page);
  const light = await run({});
  // A screen on which no rule found anything to look at was not there.
  if (light.passes.length === 0) wrong.push('nothing to check');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await settle(page);
  const dark = await run({ runOnly: ['color-contrast'] });
  wrong.push(...light.violations.map(describe), ...dark.violations.map((each) => `dark: ${describe(each)}`));
}

async function check(context, origin, scene) {
  const wrong = [];
  const page = await openScene(context, origin, scene, LOOK, wrong);
  await look(page, wrong);
  await page.close();
  for (const line of wrong) console.log(`${scene}: ${line}`);
  return wrong.length === 0;
}

const scenes = process.argv.length > 2 ? process.argv.slice(2) : await sceneNames();
const waiting = [...scenes];
let passed = 0;
await withSite(async (browser, origin) => {
  const context = await newContext(browser, LOOK);
  const worker = async () => {
    for (let scene = waiting.shift(); scene; scene = waiting.shift()) {
      if (await check(context, origin, scene)) passed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
});
// In the words of node's own test runner, so that `make test` counts them.
console.log(`# pass ${passed}`);
console.log(`# fail ${scenes.length - passed}`);
process.exitCode = passed === scenes.length && passed > 0 ? 0 : 1;
