// Settings: language and theme at once, and the change of the PIN.
import { expect, test } from 'vitest';
import { PIN } from './fake/wallet';
import { get, has, keys, open, settle, textOf } from './mounting';

async function choose(id: string): Promise<void> {
  const radio = get(id) as HTMLInputElement;
  radio.checked = true;
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

test('language and theme change at once and are kept by the core', async () => {
  const { wallet } = await open('/settings');
  expect(textOf('settings-name')).toBe('Lin Xiaoyu');
  await choose('settings-language-zh');
  expect(document.documentElement.lang).toBe('zh-Hans');
  expect(document.body.textContent).toContain('修改支付密码');
  await choose('settings-theme-dark');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(wallet.state.settings).toEqual({ language: 'zh', theme: 'dark' });
});

test('the PIN is changed with the current one', async () => {
  const { wallet, router } = await open('/settings/pin');
  await keys(PIN);
  await keys('730164');
  await keys('730164');
  await settle();
  expect(wallet.requests('set_pin')).toEqual([{ pin: '730164', current_pin: PIN }]);
  expect(router.currentRoute.value.path).toBe('/settings');
  expect(has('toast')).toBe(true);
});

test('a wrong current PIN is asked for again', async () => {
  await open('/settings/pin');
  await keys('000001');
  await keys('730164');
  await keys('730164');
  expect(textOf('pin-trouble')).toContain('4 tries are left');
  expect(document.body.textContent).toContain('Enter your current PIN');
});

test('the sound of scanning is switched off on this device', async () => {
  await open('/settings');
  expect((get('settings-sound-on') as HTMLInputElement).checked).toBe(true);
  await choose('settings-sound-off');
  expect(localStorage.getItem('tongbao-scan-sound')).toBe('off');
});
