import type { Pixels } from '../strokes.ts';

/** A part of a picture, in its pixels from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A square part that is searched on its own. It may reach beyond the picture. */
export interface Tile {
  left: number;
  top: number;
  side: number;
}

/** A place that looks like a face, and how much so, from 0 to 1. */
export interface Guess {
  box: Box;
  score: number;
}

/** Side of the small picture that the model looks at. */
export const LOOK = 256;
/**
 * The model finds faces from about a tenth of what it looks at: tiles of 512 for those of 60 px, larger ones for those
 * nearby, and the whole for a face that fills the picture.
 */
const SIDES = [512, 1024];
/** From one tile to the next, of its side: what lies on an edge is whole in a neighbour. */
const STEP = 0.75;
/** What lies beyond the picture. */
const GREY = 128;
/** Two guesses are one face where they share that much of the smaller one. */
const SAME = 0.4;

/** Where tiles of a side begin along a length; one in the middle where the side is longer. */
function beginnings(length: number, side: number): number[] {
  if (length <= side) return [Math.floor((length - side) / 2)];
  const count = Math.ceil((length - side) / (side * STEP)) + 1;
  return Array.from({ length: count }, (_, n) => Math.round((n * (length - side)) / (count - 1)));
}

/** The tiles that a picture is searched in, small ones first; the last is all of it. */
export function tilesOf(width: number, height: number): Tile[] {
  const longest = Math.max(width, height);
  return [...SIDES.filter((side) => side < longest), longest].flatMap((side) =>
    beginnings(height, side).flatMap((top) => beginnings(width, side).map((left) => ({ left, top, side }))),
  );
}

/**
 * A tile as the model looks at it: `LOOK` × `LOOK` pixels of red, green and blue from 0 to 255, each the average of what
 * lies below it. Browsers shrink pictures each in their own way, and some leave out pixels.
 */
export function looked({ data, width, height }: Pixels, { left, top, side }: Tile): Float32Array {
  const out = new Float32Array(LOOK * LOOK * 3).fill(GREY);
  const scale = side / LOOK;
  const span = (from: number, n: number, end: number): [number, number] => {
    const first = Math.floor(from + n * scale);
    return [Math.max(0, first), Math.min(end, Math.max(first + 1, Math.floor(from + (n + 1) * scale)))];
  };
  for (let row = 0; row < LOOK; row++) {
    const [y0, y1] = span(top, row, height);
    for (let column = 0; column < LOOK; column++) {
      const [x0, x1] = span(left, column, width);
      const count = (x1 - x0) * (y1 - y0);
      if (x1 <= x0 || y1 <= y0) continue;
      let [red, green, blue] = [0, 0, 0];
      for (let y = y0; y < y1; y++) {
        for (let at = (y * width + x0) * 4; at < (y * width + x1) * 4; at += 4) {
          red += data[at] as number;
          green += data[at + 1] as number;
          blue += data[at + 2] as number;
        }
      }
      out.set([red / count, green / count, blue / count], (row * LOOK + column) * 3);
    }
  }
  return out;
}

/** A box within the small picture that the model looked at, as one of the picture. */
export function onPicture({ left, top, side }: Tile, box: Box): Box {
  const scale = side / LOOK;
  return {
    left: left + box.left * scale,
    top: top + box.top * scale,
    width: box.width * scale,
    height: box.height * scale,
  };
}

function shared(one: Box, other: Box): number {
  const wide = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const high = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  if (wide <= 0 || high <= 0) return 0;
  return (wide * high) / Math.min(one.width * one.height, other.width * other.height);
}

/** What tiles that overlap found, each face once, with the surest of its guesses; from left to right. */
export function merged(guesses: readonly Guess[]): Guess[] {
  const kept: Guess[] = [];
  for (const guess of guesses.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some(({ box }) => shared(box, guess.box) > SAME)) kept.push(guess);
  }
  return kept.sort((a, b) => a.box.left - b.box.left);
}
