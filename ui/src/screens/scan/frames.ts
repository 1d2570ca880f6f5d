// Takes frames from a video and has them decoded: one under way at a time, the others dropped.
import type { FoundView } from '../../bindings.gen';
import { decodeFrame, frameSideMax } from '../../platform';
import { within } from './camera';

/** The shortest time from one frame that is decoded to the next: a dozen a second. */
const FRAME_MS = 80;
const FRAME_MS_MAX = 8000;
const DECODE_MS_MAX = 10_000;
/** How often the video's own clock is looked at, where it does not tell of its frames. */
const POLL_MS = 100;
/** A frame is at most 1280 by 720, either way round: more costs time and finds no more. */
const SHORT_SIDE_MAX = 720;
/** Below this brightness everywhere, of 255, a frame is one of the black ones at the start. */
const BLACK_MAX = 8;
/** Below this brightness on the whole it is too dark for codes. */
const DARK_MEAN_MAX = 42;
const SAMPLES = 256;

export interface Picture {
  rgba: Uint8Array;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Returns by how much a picture is made smaller so that the host takes it. */
export function scaleOf({ width, height }: Size, short_side_max: number): number {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return Math.min(1, frameSideMax() / long, short_side_max / short);
}

/** Draws a picture no larger than the host takes and returns its pixels. */
export function pixelsOf(
  source: CanvasImageSource,
  size: Size,
  canvas: HTMLCanvasElement,
  short_side_max = Infinity,
): Picture | null {
  const scale = scaleOf(size, short_side_max);
  const width = Math.round(size.width * scale);
  const height = Math.round(size.height * scale);
  if (!width || !height) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (pen === null) return null;
  pen.drawImage(source, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  return { rgba: new Uint8Array(data.buffer), width, height };
}

/** Returns the brightest and the mean of a frame's samples, of 255. */
export function brightness({ rgba }: Picture): { peak: number; mean: number } {
  const step = Math.max(4, Math.floor(rgba.length / SAMPLES / 4) * 4);
  let [peak, sum, count] = [0, 0, 0];
  for (let at = 0; at < rgba.length; at += step) {
    const light = Math.max(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
    peak = Math.max(peak, light);
    sum += light;
    count += 1;
  }
  return { peak, mean: count === 0 ? 0 : sum / count };
}

export function isBlack(picture: Picture): boolean {
  return brightness(picture).peak <= BLACK_MAX;
}

/** Returns each text once, in the order in which they were found. */
export function distinct(found: FoundView[]): FoundView[] {
  return found.filter((one, at) => found.findIndex((other) => other.text === one.text) === at);
}

/** What one frame showed; the codes' points are in its pixels. */
export interface Sight extends Size {
  codes: FoundView[];
  dark: boolean;
}

export interface Watch {
  stop(): void;
}

export interface Watcher {
  seen(sight: Sight): void;
  /** No frame came for too long. */
  stalled(): void;
}

/**
 * Waits for a frame that was not looked at yet. Where the video tells of its frames that is heard,
 * but not relied on: some web views fall silent. Returns false when none comes.
 */
function nextFrame(video: HTMLVideoElement, before: number, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (came: boolean) => {
      clearTimeout(late);
      clearInterval(poll);
      if (called !== undefined) video.cancelVideoFrameCallback(called);
      stop.removeEventListener('abort', stopped);
      resolve(came);
    };
    const stopped = () => end(false);
    const ready = () => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    const late = setTimeout(() => end(false), FRAME_MS_MAX);
    const poll = setInterval(() => ready() && video.currentTime !== before && end(true), POLL_MS);
    const called = video.requestVideoFrameCallback?.(() => end(true));
    stop.addEventListener('abort', stopped);
  });
}

async function look(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<Sight | null> {
  const size = { width: video.videoWidth, height: video.videoHeight };
  const picture = pixelsOf(video, size, canvas, SHORT_SIDE_MAX);
  if (picture === null) return null;
  const { rgba, width, height } = picture;
  const { peak, mean } = brightness(picture);
  if (peak <= BLACK_MAX) return { codes: [], dark: true, width, height };
  const { found } = await within(DECODE_MS_MAX, decodeFrame(rgba, width, height));
  return { codes: distinct(found), dark: mean < DARK_MEAN_MAX, width, height };
}

/** Watches a playing video until it is stopped or gives no more frames. */
export function watchVideo(video: HTMLVideoElement, watcher: Watcher): Watch {
  const canvas = document.createElement('canvas');
  const stop = new AbortController();
  const { signal } = stop;

  async function watch(): Promise<void> {
    let looked_at = -1;
    while (!signal.aborted) {
      const came = await nextFrame(video, looked_at, signal);
      if (signal.aborted) return;
      if (!came) return watcher.stalled();
      const started_ms = Date.now();
      looked_at = video.currentTime;
      // A frame that cannot be decoded is followed by others: nothing to tell the person.
      const sight = await look(video, canvas).catch(() => null);
      if (signal.aborted) return;
      if (sight !== null) watcher.seen(sight);
      const wait_ms = started_ms + FRAME_MS - Date.now();
      if (wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, wait_ms));
    }
  }

  void watch();
  return { stop: () => stop.abort() };
}
