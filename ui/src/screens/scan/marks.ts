// Where a code that was found in a frame is on the screen, and what is drawn around it.
import type { FoundView } from '../../bindings.gen';
import type { Sight, Size } from './frames';

export type Point = [x: number, y: number];

export interface Mark {
  text: string;
  points: Point[];
  seen_at_ms: number;
}

/** A mark stays this long after its code was seen last: a single missed frame is no reason. */
const KEPT_MS = 600;
/** How much of each side the corners' arms take. */
const ARM = 0.26;

/**
 * Maps a point of a frame to the box that shows it, as `object-fit: cover` does: scaled until the
 * box is full, and cut off evenly on both sides.
 */
export function toBox([x, y]: Point, frame: Size, box: Size): Point {
  const scale = Math.max(box.width / frame.width, box.height / frame.height);
  const left = (box.width - frame.width * scale) / 2;
  const top = (box.height - frame.height * scale) / 2;
  return [x * scale + left, y * scale + top];
}

/** Returns the marks after one more frame: moved, new, or kept for a moment. */
export function follow(marks: Mark[], sight: Sight, box: Size, now_ms: number): Mark[] {
  const seen = sight.codes.map((code: FoundView) => ({
    text: code.text,
    points: code.points.map((point) => toBox(point, sight, box)),
    seen_at_ms: now_ms,
  }));
  const kept = marks.filter(
    (mark) =>
      now_ms - mark.seen_at_ms < KEPT_MS && !seen.some((newer) => newer.text === mark.text),
  );
  return [...seen, ...kept].filter((mark) => mark.points.length > 0);
}

const tenths = (length: number) => Math.round(length * 10) / 10;
const at = ([x, y]: Point) => `${tenths(x)} ${tenths(y)}`;

function part([ax, ay]: Point, [bx, by]: Point): string {
  return at([ax + (bx - ax) * ARM, ay + (by - ay) * ARM]);
}

/** Draws the corners of a code; of bars, whose two or more points lie on a line, the line. */
export function outline(points: Point[]): string {
  if (points.length < 3) return points.map((one, n) => `${n === 0 ? 'M' : 'L'}${at(one)}`).join('');
  return points
    .map((corner, n) => {
      const before = points.at(n - 1) as Point;
      const after = points[(n + 1) % points.length] as Point;
      return `M${part(corner, before)}L${at(corner)}L${part(corner, after)}`;
    })
    .join('');
}

export function centre(points: Point[]): Point {
  const sum = (axis: 0 | 1) => points.reduce((total, point) => total + point[axis], 0);
  return [sum(0) / points.length, sum(1) / points.length];
}
