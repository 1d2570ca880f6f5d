// The camera of the device: opened, shown in a video element, its light, and why it cannot be used.

export type CameraTrouble = 'denied' | 'none' | 'busy';

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

/** Asks for the camera at the back. How long the person thinks about it is not limited. */
export async function openStream(): Promise<MediaStream> {
  if (navigator.mediaDevices?.getUserMedia === undefined) {
    throw new DOMException('no cameras here', 'NotFoundError');
  }
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
}

export async function play(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream;
  await within(PLAY_MS_MAX, video.play());
}

/** A light is not in the common list of what a camera can, so it is asked for by name. */
type Lit = { torch?: boolean };

export function hasTorch(stream: MediaStream): boolean {
  const track = stream.getVideoTracks()[0];
  return Boolean((track?.getCapabilities?.() as Lit | undefined)?.torch);
}

export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  const lit: Lit = { torch: on };
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [lit as MediaTrackConstraintSet] });
}
