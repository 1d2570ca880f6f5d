// Takes a picture of every screen into .shots/: `node scripts/shots.mjs [SCENE...]`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newContext, openScene, OUT, PHONE, sceneNames, withSite } from './pictures/site.mjs';

const SETTLE_MS = 900;
const LOOKS = [
  { name: 'en-light', language: 'en', theme: 'light', size: PHONE },
  { name: 'en-dark', language: 'en', theme: 'dark', size: PHONE },
  { name: 'zh-light', language: 'zh', theme: 'light', size: PHONE },
  { name: 'zh-dark', language: 'zh', theme: 'dark', size: PHONE },
  {
    name: 'en-small-large-text',
    language: 'en',
    theme: 'light',
    size: { width: 320, height: 640 },
    text: 'large',
  },
  {
    name: 'en-tablet',
    language: 'en',
    theme: 'light',
    size: { width: 1024, height: 768 },
    scenes: /^(till|charge|takings|takers|shift|figures|bills|labels|matters)/,
  },
];

async function take(context, origin, scene, look) {
  const wrong = [];
  const page = await openScene(context, origin, scene, look, wrong);
  await page.waitForTimeout(SETTLE_MS);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > look.size.width) wrong.push(`wider than the screen: ${wide} of ${look.size.width}`);
  await page.screenshot({ path: join(OUT, look.name, `${scene}.png`) });
  await page.close();
  for (const line of wrong) console.log(`${look.name} ${scene}: ${line}`);
  return wrong.length;
}

await mkdir(OUT, { recursive: true });
const looks = process.env.LOOKS ? LOOKS.filter((look) => process.env.LOOKS.includes(look.name)) : LOOKS;
const scenes = process.argv.length > 2 ? process.argv.slice(2) : await sceneNames();

let wrong = 0;
let taken = 0;
await withSite(async (browser, origin) => {
  for (const look of looks) {
    const context = await newContext(browser, look);
    for (const scene of scenes.filter((name) => look.scenes?.test(name) ?? true)) {
      taken += 1;
      wrong += await take(context, origin, scene, look);
    }
    await context.close();
  }
});
console.log(`${taken} pictures in .shots, ${wrong} complaints`);
process.exitCode = wrong === 0 ? 0 : 1;
