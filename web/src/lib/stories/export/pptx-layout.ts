import { SLIDE } from '../stage/frame.ts';

/*
 * Where things stand on a slide of a file for PowerPoint. Boxes are in pixels of the slide's frame (1280 × 720, y downwards), so
 * that they can be held against the slide on screen; files want inches and points.
 */

/** Pixels of the frame. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

const PX_AN_INCH = 96;
const POINTS_A_PX = 0.75;

/** Size of a slide in the file, inches: 16 to 9, as PowerPoint has it. */
export const SLIDE_INCHES = { width: SLIDE.width / PX_AN_INCH, height: SLIDE.height / PX_AN_INCH } as const;

/** Where sources, edition and number are. */
export const FOOTER: Box = { x: 0, y: SLIDE.height - 56, w: SLIDE.width, h: 56 };
export const FOOTER_TEXT: Box = { x: 40, y: FOOTER.y + 4, w: 880, h: 48 };
export const FOOTER_PLACE: Box = { x: 930, y: FOOTER.y + 4, w: 310, h: 48 };

/** Title above the content, and the content below it. */
export const TITLE: Box = { x: 64, y: 36, w: 1152, h: 96 };
const CONTENT: Box = { x: 64, y: 150, w: 1152, h: FOOTER.y - 150 - 16 };
/** Text beside what is drawn, and the gap between the two. */
const BESIDE = 320;
const GAP = 40;
/** What an edition does not get is said in a line of its own. */
const NOTE = 44;

/** Parts of a slide with a title above: where nothing stands beside, `text` is as wide as the content. */
export function contentBoxes({ beside, note }: { beside: boolean; note: boolean }): {
  text: Box;
  drawn: Box;
  note: Box;
} {
  const h = CONTENT.h - (note ? NOTE + 12 : 0);
  const whole = { ...CONTENT, h };
  return {
    text: beside ? { ...whole, w: BESIDE } : whole,
    drawn: beside ? { ...whole, x: CONTENT.x + BESIDE + GAP, w: CONTENT.w - BESIDE - GAP } : whole,
    note: { ...CONTENT, y: CONTENT.y + CONTENT.h - NOTE, h: NOTE },
  };
}

/** A box as the file wants it, inches. */
export const inches = ({ x, y, w, h }: Box): Box => ({
  x: x / PX_AN_INCH,
  y: y / PX_AN_INCH,
  w: w / PX_AN_INCH,
  h: h / PX_AN_INCH,
});

/** Height of letters as the file wants it, points in steps of a half. */
export const points = (px: number): number => Math.round(px * POINTS_A_PX * 2) / 2;

/** Width of a letter in parts of its height: what common fonts need on average, with a reserve for wide ones. */
const LETTER = 0.53;
const LINE = 1.25;

/** Lines that a paragraph takes when it is broken at words. @param size of letters, pixels */
export function linesOf(text: string, width: number, size: number): number {
  const room = Math.max(1, Math.floor(width / (size * LETTER)));
  let lines = 1;
  let used = 0;
  for (const word of text.split(/\s+/)) {
    const { length } = word;
    if (used > 0 && used + 1 + length > room) {
      lines += 1;
      used = 0;
    }
    // A word that is wider than its line goes on in the next one.
    const over = Math.floor(Math.max(0, length - 1) / room);
    lines += over;
    used = length - over * room + (used > 0 ? used + 1 : 0);
  }
  return lines;
}

/** Height of paragraphs below each other, pixels. @param between parts of a line between two paragraphs */
export const heightOf = (texts: readonly string[], width: number, size: number, between = 0.35): number =>
  texts.reduce((sum, text) => sum + linesOf(text, width, size) * size * LINE, 0) +
  Math.max(0, texts.length - 1) * between * size;

/** The largest size, from `size` down to `least`, at which paragraphs fit a box. */
export function fittedSize(texts: readonly string[], { w, h }: Pick<Box, 'w' | 'h'>, size: number, least = 11): number {
  let fitted = size;
  while (fitted > least && heightOf(texts, w, fitted) > h) fitted -= 1;
  return fitted;
}

/** Boxes side by side and below each other. @param columns at most, as many as there are boxes */
export function grid({ x, y, w, h }: Box, count: number, columns: number, gap = GAP): Box[] {
  const across = Math.max(1, Math.min(columns, count));
  const down = Math.max(1, Math.ceil(count / across));
  const width = (w - (across - 1) * gap) / across;
  const height = (h - (down - 1) * (gap / 2)) / down;
  return Array.from({ length: count }, (_, index) => ({
    x: x + (index % across) * (width + gap),
    y: y + Math.floor(index / across) * (height + gap / 2),
    w: width,
    h: height,
  }));
}

/** A picture in the middle of a box, whole. */
export function contained({ x, y, w, h }: Box, picture: { width: number; height: number }): Box {
  const scale = Math.min(w / Math.max(1, picture.width), h / Math.max(1, picture.height));
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: x + (w - width) / 2, y: y + (h - height) / 2, w: width, h: height };
}
