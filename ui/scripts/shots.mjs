// Takes a picture of every screen into .shots/: `node scripts/shots.mjs [SCENE...]`.
// The screens run on the fake wallet of the tests; nothing of this is part of the build.
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { steps } from './pictures/steps.mjs';

const HERE = import.meta.dirname;
const OUT = resolve(HERE, '../.shots');
const SITE = join(OUT, 'site');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const SETTLE_MS = 900;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PHONE = { width: 390, height: 844 };
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
    scenes: /^(till|charge|takings)/,
  },
];

async function buildSite() {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(HERE, 'pictures'),
    base: './',
    plugins: [vue()],
    build: { outDir: SITE, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2000 },
  });
}

function serveSite() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = join(SITE, pathname === '/' ? 'index.html' : pathname);
    const body = await readFile(path).catch(() => null);
    response.writeHead(body === null ? 204 : 200, { 'content-type': TYPES[extname(path)] ?? '' });
    response.end(body);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

async function doSteps(page, scene) {
  for (const step of steps[scene] ?? []) {
    const [id, text] = Array.isArray(step) ? step : [step];
    const target = page.getByTestId(id).last();
    if (text === undefined) await target.click();
    else await target.fill(text);
  }
}

async function take(context, origin, scene, look) {
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()));
  page.setDefaultTimeout(8000);
  const query = new URLSearchParams({ scene, language: look.language, theme: look.theme });
  if (look.text) query.set('text', look.text);
  await page.goto(`${origin}/?${query}`);
  try {
    await doSteps(page, scene);
  } catch (error) {
    wrong.push(String(error).split('\n')[0]);
  }
  await page.waitForTimeout(SETTLE_MS);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > look.size.width) wrong.push(`wider than the screen: ${wide} of ${look.size.width}`);
  await page.screenshot({ path: join(OUT, look.name, `${scene}.png`) });
  await page.close();
  for (const line of wrong) console.log(`${look.name} ${scene}: ${line}`);
  return wrong.length;
}

await mkdir(OUT, { recursive: true });
await buildSite();
const server = await serveSite();
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
const looks = process.env.LOOKS ? LOOKS.filter((look) => process.env.LOOKS.includes(look.name)) : LOOKS;
const files = (await readdir(join(HERE, 'pictures'))).filter((name) => name.endsWith('scenes.ts'));
const sources = await Promise.all(files.map((name) => readFile(join(HERE, 'pictures', name), 'utf8')));
const found = sources.flatMap((source) => [...source.matchAll(/^ {2}(\w+): \{/gm)]);
const all = found.map(([, name]) => name);
const scenes = process.argv.length > 2 ? process.argv.slice(2) : all;

let wrong = 0;
let taken = 0;
for (const look of looks) {
  const context = await browser.newContext({
    viewport: look.size,
    deviceScaleFactor: 1,
    isMobile: true,
    hasTouch: true,
    colorScheme: look.theme,
  });
  for (const scene of scenes.filter((name) => look.scenes?.test(name) ?? true)) {
    taken += 1;
    wrong += await take(context, origin, scene, look);
  }
  await context.close();
}
await browser.close();
server.close();
console.log(`${taken} pictures in .shots, ${wrong} complaints`);
process.exitCode = wrong === 0 ? 0 : 1;
