// Codes that others made: what they state, what is odd about it, and how one leaves for their app.
import { expect, test, vi } from 'vitest';
import { openable } from '../src/platform';
import { open as openBrowser } from '../src/platform/browser';
import { visible } from '../src/text/visible';
import { PIX, TILL, UPI, others } from './fake/codes';
import { LABEL, PERSON, offers } from './fake/data';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

async function read(code: string) {
  const opened = await open('/scan');
  await press('scan-paste');
  await type('scan-paste-input', code);
  await submit('scan-paste-go');
  return opened;
}

test("another network's code shows what it states, and is never called invalid", async () => {
  await read(PIX);
  expect(get('code').dataset.reading).toBe('other_payment');
  expect(textOf('code-family')).toBe('Pix code');
  expect(textOf('code-payee')).toBe('PADARIA DO PORTO');
  expect(textOf('code-amount')).toBe('12.50 BRLfixed by the code');
  for (const stated of ['+5511900000000', 'Santos, BR', 'MESA7']) {
    expect(textOf('code-fields')).toContain(stated);
  }
  expect(textOf('code')).toContain('cannot pay it');
  expect(textOf('code')).not.toMatch(/invalid/i);
  expect(has('name-warnings')).toBe(false);
  expect(has('code-open')).toBe(false);
  expect((get('code-details') as HTMLDetailsElement).open).toBe(false);
  expect(textOf('code-details')).toContain('Check value');
});

test("a payer's code says that it is for a till", async () => {
  await read(TILL);
  expect(textOf('code')).toContain('shown to a till');
  expect(has('code-payee')).toBe(false);
  expect(has('code-amount')).toBe(false);
});

test('each oddity of a name has a sentence, unknown ones share one', async () => {
  await read(UPI);
  const sentences = [...get('name-warnings').querySelectorAll('li')].map((li) => li.textContent);
  expect(sentences).toHaveLength(2);
  expect(sentences[0]).toContain('different scripts');
  expect(sentences[1]).toContain('unusual');
  expect(textOf('code-amount')).toContain('the payer may change it');
});

test('another app is opened only after its address was shown and agreed to', async () => {
  const { wallet } = await read(UPI);
  await press('code-open');
  expect(wallet.opened).toEqual([]);
  expect(textOf('code-open-target')).toContain(UPI);
  wallet.opens = false;
  await press('code-open-go');
  expect(document.querySelector('[role="alert"].failed')?.textContent).toContain('Nothing on this');
  wallet.opens = true;
  await press('code-open-go');
  expect(wallet.opened).toEqual([UPI, UPI]);
  expect(has('code-open-target')).toBe(false);
});

test('a web address opens in the browser over https, and else only as a copy', async () => {
  const { wallet, router } = await read('https://menu.example.org/7');
  await press('code-open', 'code-open-go');
  expect(wallet.opened).toEqual(['https://menu.example.org/7']);
  await router.push('/scan');
  await settle();
  await press('scan-paste');
  await type('scan-paste-input', 'http://menu.example.org/7');
  await submit('scan-paste-go');
  expect(get('code').dataset.reading).toBe('web_address');
  expect(has('code-open')).toBe(false);
  expect(has('code-copy')).toBe(true);
});

test.each([
  ['https://example.org/', 'https://example.org/'],
  ['BITCOIN:BC1QXYZ', 'bitcoin:BC1QXYZ'],
  ['UPI://pay?pa=a@b', 'upi://pay?pa=a@b'],
  ['alipays://platformapi', 'alipays://platformapi'],
  ['http://example.org/', null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['intent://scan/#Intent;end', null],
  ['https:example.org', null],
  ['https://', null],
  ['https://example.org/\nx', null],
  [' https://example.org/', null],
  ['', null],
])('%j is opened as %j', (link, address) => expect(openable(link)).toBe(address));

test('the browser opens a window that cannot reach back', async () => {
  const opens = vi.spyOn(window, 'open').mockReturnValue(null);
  expect(await openBrowser().openLink('https://example.org/')).toBe(true);
  expect(opens).toHaveBeenCalledWith('https://example.org/', '_blank', 'noopener');
});

test('signs that hide or turn text are shown', () => {
  expect(visible('a\u202eb\u200bc\u0007')).toBe('a\ufffdb\ufffdc\ufffd');
  expect(visible('one\r\ntwo')).toBe('one\ntwo');
  expect(visible('通宝 é 👍🏽')).toBe('通宝 é 👍🏽');
});

test("an odd name of one's own operator's payee is warned of as well", async () => {
  await read(PERSON);
  expect(offers()[PERSON]?.name_warnings).toEqual(['mixed_scripts']);
  expect(textOf('name-warnings')).toContain('different scripts');
});

test('a plain name is not warned of', async () => {
  await read(LABEL);
  expect(has('name-warnings')).toBe(false);
  expect(others()[PIX]?.name_warnings).toEqual([]);
});
