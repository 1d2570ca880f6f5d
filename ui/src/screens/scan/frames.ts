// Takes frames from a video and has them decoded: about nine a second, one under way at a time.
import type { FoundView } from '../../bindings.gen';
import { decodeFrame, frameSideMax } from '../../platform';

const FRAME_MS = 110;
const FRAME_MS_MAX = 8000;
/** Below this brightness everywhere, of 255, a frame is one of the black ones at the start. */
const BLACK_MAX = 8;
const BLACK_SAMPLES = 64;

export interface Picture {
  rgba: Uint8Array;
  width: number;
  height: number;
}

/** Draws a picture no larger than the host takes and returns its pixels. */
export function pixelsOf(
  source: CanvasImageSource,
  size: { width: number; height: number },
  canvas: HTMLCanvasElement,
): Picture | null {
  const scale = Math.min(1, frameSideMax() / Math.max(size.width, size.height));
  const width = Math.round(size.width * scale);
  const height = Math.round(size.height * scale);
  if (width === 0 || height === 0) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (pen === null) return null;
  pen.drawImage(source, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  return { rgba: new Uint8Array(data.buffer), width, height };
}

export function isBlack({ rgba }: Picture): boolean {
  const step = Math.max(4, Math.floor(rgba.length / BLACK_SAMPLES / 4) * 4);
  for (let at = 0; at < rgba.length; at += step) {
    if (Math.max(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0) > BLACK_MAX) return false;
  }
  return true;
}

/** Returns each text once, in the order in which they were found. */
export function distinct(found: FoundView[]): FoundView[] {
  return found.filter((one, at) => found.findIndex((other) => other.text === one.text) === at);
}

export interface Watch {
  stop(): void;
}

export interface Watcher {
  found(codes: FoundView[]): void;
  /** No frame came for too long. */
  stalled(): void;
}

/** Watches a playing video until a frame shows a code, or until it is stopped. */
export function watchVideo(video: HTMLVideoElement, watcher: Watcher): Watch {
  const canvas = document.createElement('canvas');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let seen = { time: -1, at_ms: Date.now() };

  async function look(): Promise<FoundView[]> {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return [];
    if (video.currentTime === seen.time) return [];
    seen = { time: video.currentTime, at_ms: Date.now() };
    const size = { width: video.videoWidth, height: video.videoHeight };
    const picture = pixelsOf(video, size, canvas);
    if (picture === null || isBlack(picture)) return [];
    return (await decodeFrame(picture.rgba, picture.width, picture.height)).found;
  }

  async function round(): Promise<void> {
    const started_ms = Date.now();
    // A frame that cannot be decoded is followed by others: nothing to tell the person.
    const codes = distinct(await look().catch(() => []));
    if (stopped) return;
    if (codes.length > 0) return watcher.found(codes);
    if (started_ms - seen.at_ms > FRAME_MS_MAX) return watcher.stalled();
    timer = setTimeout(() => void round(), Math.max(0, started_ms + FRAME_MS - Date.now()));
  }

  void round();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
