// A small WebDriver client: enough to click through the real app window.
// Needs WebKitWebDriver; one driver process and one port for each session.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { PATIENCE, until } from './town.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Starts the driver and, through it, the app; resolves to a session. */
export async function openWindow({ binary, port, env, args = [] }) {
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, ...env, TAURI_WEBVIEW_AUTOMATION: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true, // a group of its own, so that the app ends with it
  });
  const base = `http://127.0.0.1:${port}`;
  const ready = () => fetch(`${base}/status`).then((r) => r.ok, () => false);
  await until('WebKitWebDriver starts', ready);
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } },
  };
  const started = Date.now();
  const { sessionId } = await request(base, 'POST', '/session', { capabilities }, null);
  return new Session(driver, `${base}/session/${sessionId}`, Date.now() - started);
}

/**
 * The driver never answers some questions, as happens while a page gives way to another. They are
 * asked again, so one answer gets only a part of the patience. What does something is never done
 * again, and has all of it; but for a click, which shows by what comes next.
 */
const ANSWER_MS = PATIENCE / 3;

async function request(base, method, path, body, limit_ms = ANSWER_MS) {
  const response = await fetch(base + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: limit_ms === null ? undefined : AbortSignal.timeout(limit_ms),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

class Session {
  constructor(driver, base, startedInMs) {
    this.driver = driver;
    this.base = base;
    /** How long the driver took to start the app and find its window. */
    this.startedInMs = startedInMs;
  }

  /** Waits until an element of this test id is there and shown. */
  async find(testId) {
    return this.#until(`an element ${testId} is shown`, async () => {
      const found = await request(this.base, 'POST', '/elements', {
        using: 'css selector',
        value: `[data-testid="${testId}"]`,
      });
      for (const element of found) {
        const id = element[ELEMENT];
        if (await request(this.base, 'GET', `/element/${id}/displayed`)) return id;
      }
      return null;
    });
  }

  /** Clicks an element, once; resolves to it. */
  async click(testId) {
    return this.#until(`${testId} can be clicked`, async () => {
      const id = await this.find(testId);
      try {
        await request(this.base, 'POST', `/element/${id}/click`, {});
      } catch (error) {
        // It moved, was redrawn or something still covers it: look again.
        if (/stale|intercepted|interactable/.test(error.message)) return null;
        // Without an answer it may be clicked all the same, and a second click would be one digit
        // too many: whether it was is told by what comes next.
        if (error.name !== 'TimeoutError') throw error;
      }
      return id;
    });
  }

  /** Replaces what a field holds. `element/clear` does nothing in WebKitGTK: select and type over. */
  async type(testId, text) {
    const id = await this.click(testId);
    // Two requests: text behind modifier keys in one is swallowed.
    for (const keys of ['\uE009a\uE000\uE017', text]) {
      await this.#act(`/element/${id}/value`, { text: keys });
    }
  }

  /** Gives a file to a field for files, which no screen shows. */
  async upload(testId, file) {
    const [element] = await request(this.base, 'POST', '/elements', {
      using: 'css selector',
      value: `[data-testid="${testId}"]`,
    });
    await this.#act(`/element/${element[ELEMENT]}/value`, { text: file });
  }

  async text(testId) {
    const id = await this.find(testId);
    return request(this.base, 'GET', `/element/${id}/text`);
  }

  /** Waits until the element's text matches. */
  async expect(testId, pattern) {
    let last = '';
    return this.#until(() => `${testId} says ${pattern}, and not «${last}»`, async () => {
      last = await this.text(testId).catch(() => '');
      return pattern.test(last) ? last : null;
    });
  }

  async script(source, ...args) {
    return this.#act('/execute/sync', { script: source, args });
  }

  async screenshot(file) {
    const picture = await request(this.base, 'GET', '/screenshot', undefined, PATIENCE);
    await writeFile(file, Buffer.from(picture, 'base64'));
  }

  async close() {
    await request(this.base, 'DELETE', '').catch(() => {});
    try {
      process.kill(-this.driver.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  /** Has something done in the page. */
  #act(path, body) {
    return request(this.base, 'POST', path, body, PATIENCE);
  }

  #until(what, probe) {
    return until(what, () =>
      probe().catch((error) => {
        // Asked again: the next page answers, or what was redrawn meanwhile is found anew.
        if (error.name === 'TimeoutError' || /stale element/.test(error.message)) return null;
        throw error;
      }),
    );
  }
}
