// The site of all screens on the fake wallet of the tests, served to a Chromium of its own, and the
// clicks that lead to a scene; nothing of this is part of the build.
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { steps } from './steps.mjs';

const HERE = import.meta.dirname;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
// A busy machine may well stand still for seconds, and four pages share it.
const PATIENCE_MS = 60_000;
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where pictures go, and the built site beside them. */
export const OUT = resolve(HERE, '../../.shots');
export const PHONE = { width: 390, height: 844 };

function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    const body = await readFile(path).catch(() => null);
    response.writeHead(body === null ? 204 : 200, { 'content-type': TYPES[extname(path)] ?? '' });
    response.end(body);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** The names of all scenes, as their files have them. */
export async function sceneNames() {
  const files = (await readdir(HERE)).filter((name) => name.endsWith('scenes.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(HERE, name), 'utf8')));
  return sources.flatMap((source) => [...source.matchAll(/^ {2}(\w+): \{/gm)]).map(([, name]) => name);
}

/** Builds the site, serves it and starts a browser; hands both to `use` and ends them after it. */
export async function withSite(use) {
  const folder = join(OUT, 'site');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: HERE,
    base: './',
    plugins: [vue()],
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2000 },
  });
  const server = await serve(folder);
  const browser = await chromium.launch({ executablePath: BROWSERS.find(existsSync), args: FLAGS });
  try {
    await use(browser, `http://127.0.0.1:${server.address().port}`);
  } finally {
    await browser.close();
    server.close();
  }
}

export function newContext(browser, look) {
  return browser.newContext({
    viewport: look.size,
    deviceScaleFactor: 1,
    isMobile: true,
    hasTouch: true,
    colorScheme: look.theme === 'dark' ? 'dark' : 'light',
  });
}

/** Opens a scene in a page of its own; what the page complains of is added to `wrong`. */
export async function openScene(context, origin, scene, look, wrong) {
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()));
  page.setDefaultTimeout(PATIENCE_MS);
  const query = new URLSearchParams({ scene, language: look.language, theme: look.theme });
  if (look.text) query.set('text', look.text);
  await page.goto(`${origin}/?${query}`);
  try {
    for (const step of steps[scene] ?? []) {
      const [id, text] = Array.isArray(step) ? step : [step];
      const target = page.getByTestId(id).last();
      if (text === undefined) await target.click();
      else await target.fill(text);
    }
  } catch (error) {
    wrong.push(String(error).split('\n')[0]);
  }
  return page;
}
