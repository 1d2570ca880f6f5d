// Scanning without a camera: why there is none, by picture, by paste, several codes, and no code.
import { beforeEach, expect, test } from 'vitest';
import { troubleOf } from '../src/screens/scan/camera';
import { distinct, isBlack } from '../src/screens/scan/frames';
import { LABEL, ORDER, OWN } from './fake/data';
import { get, has, open, press, settle, submit, textOf, type } from './mounting';

const qr = (text: string) => ({ format: 'qr', text, points: [] });

function cameraFails(name: string): void {
  const getUserMedia = () => Promise.reject(new DOMException('no', name));
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true });
}

beforeEach(() => cameraFails('NotAllowedError'));

async function choosePicture(): Promise<void> {
  const input = get('scan-file') as HTMLInputElement;
  const file = new File([new Uint8Array([1, 2, 3])], 'code.png', { type: 'image/png' });
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'none'],
  ['OverconstrainedError', 'none'],
  ['NotReadableError', 'busy'],
])('%s is explained as %s, and the other ways stay', async (name, trouble) => {
  cameraFails(name);
  await open('/scan');
  expect(get('scan-trouble').dataset.trouble).toBe(trouble);
  expect(has('scan-picture')).toBe(true);
  expect(has('scan-paste')).toBe(true);
});

test('a refused camera says where to allow it: elsewhere in a browser', async () => {
  await open('/scan');
  expect(textOf('scan-trouble')).toContain('settings of this device');
  await open('/scan', (wallet) => (wallet.host = 'browser'));
  expect(textOf('scan-trouble')).toContain('beside the address');
});

test('a pasted label leads to paying it', async () => {
  const { router } = await open('/scan');
  await press('scan-paste');
  await type('scan-paste-input', `  ${LABEL}\n`);
  await submit('scan-paste-go');
  expect(router.currentRoute.value.path).toBe('/pay');
  expect(textOf('pay-payee')).toBe('Lao Wang Noodles');
});

test('a pasted web address is shown with its host and not opened', async () => {
  const { router } = await open('/scan');
  await press('scan-paste');
  await type('scan-paste-input', 'https://menu.example.org/7');
  await submit('scan-paste-go');
  expect(router.currentRoute.value.path).toBe('/code');
  expect(get('code').dataset.reading).toBe('web_address');
  expect(textOf('code-fields')).toContain('menu.example.org');
  expect(document.querySelector('a[href^="http"]')).toBeNull();
});

test('the own code and a broken code are explained, then scanning goes on', async () => {
  await open('/scan');
  for (const [code, word] of [
    [OWN, 'payee_is_payer'],
    ['000201broken', 'crc_wrong'],
  ]) {
    await press('scan-paste');
    await type('scan-paste-input', code!);
    await submit('scan-paste-go');
    expect(get('error').dataset.code).toBe(word);
    await press('scan-again');
    expect(has('error')).toBe(false);
  }
});

test('a picture with one code is read, one without says so', async () => {
  const { wallet, router } = await open('/scan');
  await choosePicture();
  expect(has('scan-none')).toBe(true);
  await press('scan-again');
  wallet.seen = [qr(ORDER)];
  await choosePicture();
  expect(router.currentRoute.value.path).toBe('/pay');
});

test('of several codes one is chosen', async () => {
  const { wallet, router } = await open('/scan');
  wallet.seen = [qr(LABEL), qr(ORDER), qr(LABEL)];
  await choosePicture();
  const choices = document.querySelectorAll<HTMLElement>('[data-testid="scan-choice"]');
  expect([...choices].map((choice) => choice.querySelector('strong')?.textContent)).toEqual([
    'Lao Wang Noodles',
    'Moon Bookshop',
  ]);
  choices[1]?.click();
  await settle();
  expect(router.currentRoute.value.path).toBe('/pay');
  expect(textOf('pay-payee')).toBe('Moon Bookshop');
});

test('the black frames at the start are known', () => {
  const frame = (value: number) => ({
    rgba: new Uint8Array(64 * 64 * 4).fill(value).map((byte, at) => (at % 4 === 3 ? 255 : byte)),
    width: 64,
    height: 64,
  });
  expect(isBlack(frame(3))).toBe(true);
  expect(isBlack(frame(90))).toBe(false);
});

test('one text is one code, and an unknown cause counts as busy', () => {
  expect(distinct([qr('a'), qr('b'), qr('a')]).map((one) => one.text)).toEqual(['a', 'b']);
  expect(troubleOf('?')).toBe('busy');
});
