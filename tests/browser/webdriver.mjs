// A small WebDriver client: enough to click through the real app window.
// Needs WebKitWebDriver; one driver process and one port for each session.

import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Starts the driver and, through it, the app; resolves to a session. */
export async function openWindow({ binary, port, env, args = [] }) {
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, ...env, TAURI_WEBVIEW_AUTOMATION: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true, // a group of its own, so that the app ends with it
  });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`${base}/status`).then((r) => r.ok, () => false);
    if (ready) break;
    if (tries > 100) throw new Error('WebKitWebDriver did not start');
    await sleep(100);
  }
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } },
  };
  const started = Date.now();
  const { sessionId } = await request(base, 'POST', '/session', { capabilities });
  return new Session(driver, `${base}/session/${sessionId}`, Date.now() - started);
}

/** A question that the driver never answers, as happens while a page gives way to another. */
const ANSWER_MS = 8_000;

async function request(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: path === '/session' ? undefined : AbortSignal.timeout(ANSWER_MS),
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
  async find(testId, timeout = 30_000) {
    return this.#until(timeout, `no element ${testId}`, async () => {
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

  async click(testId) {
    await this.#until(30_000, `cannot click ${testId}`, async () => {
      const id = await this.find(testId);
      try {
        await request(this.base, 'POST', `/element/${id}/click`, {});
        return true;
      } catch (error) {
        // It moved, was redrawn or something still covers it: look again.
        if (/stale|intercepted|interactable/.test(error.message)) return null;
        throw error;
      }
    });
  }

  /** Replaces what a field holds. `element/clear` does nothing in WebKitGTK: select and type over. */
  async type(testId, text) {
    const id = await this.find(testId);
    await request(this.base, 'POST', `/element/${id}/click`, {});
    // Two requests: text behind modifier keys in one is swallowed.
    for (const keys of ['\uE009a\uE000\uE017', text]) {
      await request(this.base, 'POST', `/element/${id}/value`, { text: keys });
    }
  }

  /** Gives a file to a field for files, which no screen shows. */
  async upload(testId, file) {
    const [element] = await request(this.base, 'POST', '/elements', {
      using: 'css selector',
      value: `[data-testid="${testId}"]`,
    });
    await request(this.base, 'POST', `/element/${element[ELEMENT]}/value`, { text: file });
  }

  async text(testId) {
    const id = await this.find(testId);
    return request(this.base, 'GET', `/element/${id}/text`);
  }

  /** Waits until the element's text matches. */
  async expect(testId, pattern, timeout = 30_000) {
    let last = '';
    return this.#until(timeout, () => `${testId} says «${last}», not ${pattern}`, async () => {
      last = await this.text(testId).catch(() => '');
      return pattern.test(last) ? last : null;
    });
  }

  async script(source, ...args) {
    return request(this.base, 'POST', '/execute/sync', { script: source, args });
  }

  async screenshot(file) {
    const picture = await request(this.base, 'GET', '/screenshot');
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

  async #until(timeout, message, probe) {
    const end = Date.now() + timeout;
    while (Date.now() < end) {
      const value = await probe().catch((error) => {
        // Asked again: the next page answers, or what was redrawn meanwhile is found anew.
        if (error.name === 'TimeoutError' || /stale element/.test(error.message)) return null;
        throw error;
      });
      if (value) return value;
      await sleep(100);
    }
    throw new Error(typeof message === 'function' ? message() : message);
  }
}
