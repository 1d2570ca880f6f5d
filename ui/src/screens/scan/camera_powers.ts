// What a camera can beside filming: its light and its zoom. Neither is in the common list of
// what a track can, so both are asked for by name.

export interface ZoomRange {
  min: number;
  max: number;
  step: number;
}

interface Able {
  torch?: boolean;
  zoom?: number | Partial<ZoomRange>;
}

const ZOOM_STEP = 0.1;
/** Beyond this a picture holds no more of a code than before. */
const ZOOM_MAX = 8;

function able(stream: MediaStream): Able {
  return (stream.getVideoTracks()[0]?.getCapabilities?.() as Able | undefined) ?? {};
}

export function hasTorch(stream: MediaStream): boolean {
  return Boolean(able(stream).torch);
}

export function zoomRange(stream: MediaStream): ZoomRange | null {
  const { zoom } = able(stream);
  if (typeof zoom !== 'object') return null;
  const { min = 1, max = 1, step = ZOOM_STEP } = zoom;
  return max > min ? { min, max: Math.min(max, ZOOM_MAX), step: step || ZOOM_STEP } : null;
}

async function apply(stream: MediaStream, wish: Able): Promise<void> {
  await stream
    .getVideoTracks()[0]
    ?.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] });
}

export function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  return apply(stream, { torch: on });
}

export function setZoom(stream: MediaStream, zoom: number): Promise<void> {
  return apply(stream, { zoom });
}
