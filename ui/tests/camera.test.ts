// Scanning with a camera: frames, marks, choice, hints, and a camera that comes and goes.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setPlatform } from '../src/platform';
import { whenBack } from '../src/screens/scan/camera';
import { type Sight, scaleOf, watchVideo } from '../src/screens/scan/frames';
import { hintOf } from '../src/screens/scan/hints';
import { centre, follow, outline, toBox } from '../src/screens/scan/marks';
import { setSound, signalFound } from '../src/screens/scan/signal';
import { LABEL, ORDER } from './fake/data';
import { FakeWallet } from './fake/wallet';
import { get, has, open, press, settle, textOf } from './mounting';

const SQUARE: Array<[number, number]> = [
  [10, 10],
  [20, 10],
  [20, 20],
  [10, 20],
];
const qr = (text: string) => ({ format: 'qrcode', text, points: SQUARE });

/** A camera that films grey, tells of each frame when asked to, and can be taken away. */
class FakeCamera {
  track = Object.assign(new EventTarget(), {
    stopped: false,
    stop: () => (this.track.stopped = true),
    getCapabilities: (): object => this.powers,
    getSettings: () => ({ deviceId: this.asked.at(-1) ?? 'back' }),
    applyConstraints: vi.fn(() => Promise.resolve()),
  });
  powers: object = {};
  cameras = ['back'];
  asked: Array<string | undefined> = [];
  devices = Object.assign(new EventTarget(), {
    getUserMedia: ({ video }: { video: { deviceId?: { exact: string } } }) => {
      const id = video.deviceId?.exact;
      this.asked.push(id);
      if (id !== undefined && !this.cameras.includes(id)) {
        return Promise.reject(new DOMException('gone', 'OverconstrainedError'));
      }
      return Promise.resolve({ getTracks: () => [this.track], getVideoTracks: () => [this.track] });
    },
    enumerateDevices: () =>
      Promise.resolve(
        this.cameras.map((deviceId) => ({ kind: 'videoinput', deviceId, label: deviceId })),
      ),
  });
  private waiting: Array<() => void> = [];

  install(): void {
    Object.defineProperty(navigator, 'mediaDevices', { value: this.devices, configurable: true });
    const video = HTMLVideoElement.prototype;
    vi.spyOn(video, 'play').mockResolvedValue();
    vi.spyOn(video, 'pause').mockReturnValue();
    for (const [name, value] of Object.entries({ srcObject: null, videoWidth: 1920, videoHeight: 1080 })) {
      Object.defineProperty(video, name, { value, configurable: true, writable: true });
    }
    const asks = (tell: () => void) => this.waiting.push(tell);
    Object.assign(video, { requestVideoFrameCallback: asks, cancelVideoFrameCallback: () => undefined });
    const pen = {
      drawImage: () => undefined,
      getImageData: (_x: number, _y: number, width: number, height: number) => ({
        data: new Uint8ClampedArray(width * height * 4).fill(120),
      }),
    };
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(pen as never);
  }

  async frame(): Promise<void> {
    for (const tell of this.waiting.splice(0)) tell();
    await settle();
  }
}

let camera: FakeCamera;

beforeEach(() => {
  camera = new FakeCamera();
  camera.install();
});

afterEach(() => {
  Object.defineProperty(document, 'hidden', { value: false, configurable: true });
  vi.unstubAllGlobals();
});

test('a code in a frame is marked, signalled and read', async () => {
  const buzz = vi.fn();
  Object.defineProperty(navigator, 'vibrate', { value: buzz, configurable: true });
  const { wallet, router } = await open('/scan');
  expect(get('scan-camera').dataset.playing).toBe('true');
  expect(textOf('scan-status')).toContain('looks for codes');
  wallet.hangs('read_code');
  wallet.seen = [qr(LABEL)];
  await camera.frame();
  expect(has('scan-marks')).toBe(true);
  expect(textOf('scan-status')).toBe('Code found');
  expect(buzz).toHaveBeenCalledOnce();
  expect(router.currentRoute.value.path).toBe('/scan');
  expect(wallet.requests('read_code')).toEqual([{ text: LABEL }]);
});

test.each(['scan-mark', 'scan-choice'])('of several codes one is chosen by its %s', async (id) => {
  const { wallet, router } = await open('/scan');
  wallet.seen = [qr(LABEL), qr(ORDER)];
  await camera.frame();
  expect(textOf('scan-status')).toBe('2 codes found. Choose one.');
  const ways = [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
  expect(ways).toHaveLength(2);
  if (id === 'scan-mark') expect(ways[1]!.getAttribute('aria-label')).toBe('2 Moon Bookshop');
  ways[1]!.click();
  await settle();
  expect(router.currentRoute.value.path).toBe('/pay');
  expect(textOf('pay-payee')).toBe('Moon Bookshop');
});

test('closing the choice goes on scanning', async () => {
  const { wallet } = await open('/scan');
  wallet.seen = [qr(LABEL), qr(ORDER)];
  await camera.frame();
  wallet.seen = [];
  await press('sheet-close');
  expect(has('scan-choice')).toBe(false);
  expect(has('scan-mark')).toBe(false);
  expect(textOf('scan-status')).toContain('looks for codes');
});

test('light, zoom and camera are there where there is a choice', async () => {
  camera.powers = { torch: true, zoom: { min: 1, max: 4, step: 0.5 } };
  camera.cameras = ['back', 'front'];
  await open('/scan');
  await press('scan-torch');
  expect(camera.track.applyConstraints).toHaveBeenLastCalledWith({ advanced: [{ torch: true }] });
  expect(get('scan-torch').getAttribute('aria-pressed')).toBe('true');
  const zoom = get('scan-zoom') as HTMLInputElement;
  zoom.value = '2.5';
  zoom.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
  expect(camera.track.applyConstraints).toHaveBeenLastCalledWith({ advanced: [{ zoom: 2.5 }] });
  const choice = get('scan-camera-choice') as HTMLSelectElement;
  choice.value = 'front';
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
  expect(camera.asked).toEqual([undefined, 'front']);
  expect(localStorage.getItem('tongbao-camera')).toBe('front');
});

test('with one plain camera there is nothing to choose', async () => {
  await open('/scan');
  for (const id of ['scan-torch', 'scan-zoom', 'scan-camera-choice']) expect(has(id)).toBe(false);
});

test('a remembered camera that is gone is forgotten', async () => {
  localStorage.setItem('tongbao-camera', 'unplugged');
  await open('/scan');
  expect(camera.asked).toEqual(['unplugged', undefined]);
  expect(localStorage.getItem('tongbao-camera')).toBeNull();
  expect(get('scan-camera').dataset.playing).toBe('true');
});

test('a camera that is taken away is explained, and scanning goes on when it is back', async () => {
  await open('/scan');
  camera.track.dispatchEvent(new Event('ended'));
  await settle();
  expect(get('scan-trouble').dataset.trouble).toBe('lost');
  camera.devices.dispatchEvent(new Event('devicechange'));
  await settle();
  expect(has('scan-trouble')).toBe(false);
  expect(get('scan-camera').dataset.playing).toBe('true');
});

test('a hidden page releases the camera', async () => {
  await open('/scan');
  Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(camera.track.stopped).toBe(true);
  expect(get('scan-camera').dataset.playing).toBe('false');
});

test('never more than one frame is under way, and stale ones are dropped', async () => {
  vi.useFakeTimers();
  const wallet = new FakeWallet();
  setPlatform(wallet);
  const answers: Array<() => void> = [];
  const decode = vi
    .spyOn(wallet, 'decodeFrame')
    .mockImplementation(() => new Promise((done) => answers.push(() => done({ found: [] }))));
  const sights: Sight[] = [];
  const stalled = vi.fn();
  const watch = watchVideo(document.createElement('video'), {
    seen: (sight) => sights.push(sight),
    stalled,
  });
  for (let frame = 0; frame < 5; frame += 1) await camera.frame();
  expect(decode).toHaveBeenCalledOnce();
  expect(decode).toHaveBeenCalledWith(expect.any(Uint8Array), 1280, 720);
  answers[0]!();
  await vi.advanceTimersByTimeAsync(200);
  await camera.frame();
  expect(decode).toHaveBeenCalledTimes(2);
  expect(sights).toHaveLength(1);
  // An answer after the end is nobody's any more.
  watch.stop();
  answers[1]!();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sights).toHaveLength(1);
  expect(stalled).not.toHaveBeenCalled();
  vi.useRealTimers();
});

test('a camera without frames is said to be silent', async () => {
  vi.useFakeTimers();
  setPlatform(new FakeWallet());
  const stalled = vi.fn();
  watchVideo(document.createElement('video'), { seen: () => undefined, stalled });
  await vi.advanceTimersByTimeAsync(7000);
  expect(stalled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  expect(stalled).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test('frames are at most 1280 by 720, either way round', () => {
  setPlatform(new FakeWallet());
  const scaled = (width: number, height: number) =>
    [width, height].map((side) => Math.round(side * scaleOf({ width, height }, 720)));
  expect(scaled(3840, 2160)).toEqual([1280, 720]);
  expect(scaled(1080, 1920)).toEqual([720, 1280]);
  expect(scaled(1600, 1200)).toEqual([960, 720]);
  expect(scaled(640, 480)).toEqual([640, 480]);
});

test('points of a frame are mapped as the picture covers its box', () => {
  const frame = { width: 1280, height: 720 };
  const box = { width: 360, height: 720 };
  expect(toBox([640, 360], frame, box)).toEqual([180, 360]);
  expect(toBox([460, 0], frame, box)).toEqual([0, 0]);
  const wide = { width: 1280, height: 360 };
  expect(toBox([0, 180], frame, wide)).toEqual([0, 0]);
  expect(toBox([1280, 540], frame, wide)).toEqual([1280, 360]);
});

test('marks follow their codes, and stay for a moment when one is missed', () => {
  const size = { width: 100, height: 100 };
  const sight = (...codes: Sight['codes']) => ({ codes, dark: false, ...size });
  const first = follow([], sight(qr('a'), qr('b')), size, 0);
  expect(first.map((mark) => mark.text)).toEqual(['a', 'b']);
  const moved = { ...qr('a'), points: SQUARE.map(([x, y]): [number, number] => [x + 5, y]) };
  const second = follow(first, sight(moved), size, 300);
  expect(second.map((mark) => [mark.text, mark.points[0]])).toEqual([
    ['a', [15, 10]],
    ['b', [10, 10]],
  ]);
  expect(follow(second, sight(), size, 700).map((mark) => mark.text)).toEqual(['a']);
  expect(follow([], sight({ ...qr('c'), points: [] }), size, 0)).toEqual([]);
  expect(centre(SQUARE)).toEqual([15, 15]);
  expect(outline(SQUARE).match(/M/g)).toHaveLength(4);
  expect(outline(SQUARE.slice(0, 2))).toBe('M10 10L20 10');
});

test('hints begin plain, and speak of light only in the dark', () => {
  expect(hintOf(0, true, false)).toBe('hint');
  expect(hintOf(1, true, false)).toBe('hint_torch');
  expect(hintOf(1, true, null)).toBe('hint_light');
  expect(hintOf(1, true, true)).toBe('hint_closer');
  expect([1, 2, 3, 4].map((round) => hintOf(round, false, false))).toEqual([
    'hint_closer',
    'hint_steady',
    'hint_other',
    'hint_closer',
  ]);
});

test('a sound is made unless it was switched off', () => {
  const speakers = vi.fn(function speaker() {
    throw new Error('no loudspeaker');
  });
  vi.stubGlobal('AudioContext', speakers);
  signalFound();
  expect(speakers).toHaveBeenCalledOnce();
  setSound(false);
  signalFound();
  expect(speakers).toHaveBeenCalledOnce();
  setSound(true);
});

test('waiting for a camera ends when the note is gone', () => {
  const back = vi.fn();
  const stop = whenBack(back);
  camera.devices.dispatchEvent(new Event('devicechange'));
  stop();
  camera.devices.dispatchEvent(new Event('devicechange'));
  expect(back).toHaveBeenCalledOnce();
});
