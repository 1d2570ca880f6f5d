// How large a code is drawn: a whole number of the screen's own pixels for each of its units, so
// that no bar and no square is blurred or uneven.

/** Fewer than this, and readers of tills begin to miss bars. */
export const BAR_PIXELS_MIN = 2;

/** Returns width and height of a picture in its own units, quiet zones included. */
export function unitsOf(svg: string): { width: number; height: number } | null {
  const box = /\bviewBox=(["'])\s*[-\d.]+[\s,]+[-\d.]+[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*\1/;
  const [, , width, height] = box.exec(svg) ?? [];
  if (!Number(width) || !Number(height)) return null;
  return { width: Number(width), height: Number(height) };
}

/** Returns the most pixels a unit can have where `room` CSS pixels are free; zero if there is none. */
export function pixelsPerUnit(units: number, room: number, density: number): number {
  return Math.max(0, Math.floor((room * density) / units));
}

/** Returns how wide that many units are, in CSS pixels. */
export function widthOf(units: number, pixels: number, density: number): number {
  return (units * pixels) / density;
}

/** Moves a length to the nearest edge between two pixels of the screen. */
export function toPixel(length: number, density: number): number {
  return Math.round(length * density) / density;
}

/** The picture as an address: an image cannot run anything, whatever is in it. */
export function pictureSource(svg: string, stretched = false): string {
  // Bars are as good at any height, so they may fill the room that there is.
  const told = stretched ? svg.replace(/^<svg\b/, '<svg preserveAspectRatio="none"') : svg;
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(told)}`;
}
