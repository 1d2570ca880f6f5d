// Mounts the whole app on a fake wallet, as a person meets it, and finds things by their test ids.
import { type VueWrapper, flushPromises, mount } from '@vue/test-utils';
import { afterEach } from 'vitest';
import { nextTick } from 'vue';
import { type Router, createMemoryHistory } from 'vue-router';
import App from '../src/App.vue';
import { dismissToast } from '../src/parts/toast';
import { setPlatform } from '../src/platform';
import { openRouter } from '../src/router';
import { confirm_asked } from '../src/session/confirm_asked';
import { payer_wish } from '../src/session/payer_wish';
import { clearEnvelopeDraft } from '../src/session/envelope_draft';
import { clearTillDraft } from '../src/session/till_draft';
import { begun } from '../src/screens/shops/begun';
import { followed_code, followed_path, link_followed, reading } from '../src/session/reading';
import { loadState, session } from '../src/session/state';
import { FakeWallet } from './fake/wallet';

export interface Opened {
  wallet: FakeWallet;
  router: Router;
  app: VueWrapper;
}

let opened: VueWrapper | null = null;

afterEach(() => {
  opened?.unmount();
  opened = null;
  session.state = null;
  session.home = null;
  session.home_error = null;
  reading.value = null;
  followed_code.value = null;
  followed_path.value = '/envelope';
  link_followed.value = null;
  confirm_asked.value = null;
  Object.assign(payer_wish, { cap: null, only: null });
  clearEnvelopeDraft();
  clearTillDraft();
  begun.value = null;
  dismissToast();
  localStorage.clear();
  document.body.innerHTML = '';
});

/** Lets promises, timers of zero length and transitions run out. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await flushPromises();
    await nextTick();
  }
}

export async function open(path = '/', set?: (wallet: FakeWallet) => void): Promise<Opened> {
  const wallet = new FakeWallet();
  set?.(wallet);
  setPlatform(wallet);
  await loadState().catch(() => undefined);
  const router = openRouter(createMemoryHistory());
  await router.push(path);
  const app = mount(App, {
    attachTo: document.body,
    global: { plugins: [router], stubs: { transition: true } },
  });
  opened = app;
  await settle();
  return { wallet, router, app };
}

/** Finds by test id, in dialogs as well. The last one is the one on top. */
export function get(id: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)].at(-1);
  if (found === undefined) throw new Error(`nothing has the test id ${id}`);
  return found;
}

export function has(id: string): boolean {
  return document.querySelector(`[data-testid="${id}"]`) !== null;
}

export function textOf(id: string): string {
  return (get(id).textContent ?? '').replace(/\s+/g, ' ').trim();
}

export async function press(...ids: string[]): Promise<void> {
  for (const id of ids) {
    get(id).click();
    await settle();
  }
}

export async function type(id: string, text: string): Promise<void> {
  const field = get(id) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

export async function submit(id: string): Promise<void> {
  get(id).closest('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await settle();
}

export async function keys(digits: string): Promise<void> {
  for (const digit of digits) await press(digit === '.' ? 'key-point' : `key-${digit}`);
}
