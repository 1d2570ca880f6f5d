// The camera of the device: opened, shown in a video element, and why it cannot be used.

export type CameraTrouble = 'denied' | 'none' | 'busy' | 'lost' | 'insecure';

const PLAY_MS_MAX = 8000;

/** Web views name the same cause differently; WebKit says "overconstrained" when there is none. */
const TROUBLE_BY_NAME: Record<string, CameraTrouble> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  DevicesNotFoundError: 'none',
  OverconstrainedError: 'none',
  TypeError: 'none',
};

export function troubleOf(cause: unknown): CameraTrouble {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'NotFoundError' && window.isSecureContext === false) return 'insecure';
  return TROUBLE_BY_NAME[name] ?? 'busy';
}

export async function within<T>(span_ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('no answer', 'TimeoutError')), span_ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * Asks for a camera, by its identifier or else the one at the back. How long the person thinks
 * about it is not limited.
 */
export async function openStream(camera: string | null = null): Promise<MediaStream> {
  if (navigator.mediaDevices?.getUserMedia === undefined) {
    throw new DOMException('no cameras here', 'NotFoundError');
  }
  const which = camera === null ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: camera } };
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
}

export async function play(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream;
  await within(PLAY_MS_MAX, video.play());
}

/** Calls back once when the camera is unplugged, or taken by the system. */
export function whenLost(stream: MediaStream, lost: () => void): void {
  stream.getVideoTracks()[0]?.addEventListener?.('ended', lost, { once: true });
}

/** Calls back when a camera may have come back: plugged in, or allowed. Returns how to stop. */
export function whenBack(back: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  navigator.mediaDevices?.addEventListener?.('devicechange', back, { signal });
  const name = 'camera' as PermissionName;
  navigator.permissions?.query({ name }).then(
    (status) => {
      const changed = () => status.state === 'granted' && back();
      status.addEventListener('change', changed, { signal });
    },
    // Not every web view knows this permission by name; the button is there as well.
    () => undefined,
  );
  return () => stop.abort();
}
