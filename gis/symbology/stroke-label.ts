/** Strokes of the signs of labels, in a box of 6 × 10 with y downwards: digits, and the capitals that are in use. */
const STROKES: Readonly<Record<string, string>> = {
  '0': 'M3 0C0 0 0 3 0 5S0 10 3 10 6 7 6 5 6 0 3 0Z',
  '1': 'M.8 2.2 3.4 0V10',
  '2': 'M.2 2.4C.5-.8 6-.8 5.8 2.8 5.7 5 1.2 7.4 0 10H6',
  '3': 'M.3 1.4C2-.6 5.6-.3 5.6 2.4 5.6 4.2 4 4.8 2.4 4.8 4.4 4.8 6 5.6 6 7.4 6 10.4 1.6 10.8 0 8.6',
  '4': 'M4.4 10V0L0 6.8H6',
  '5': 'M5.6 0H.9L.5 4.6C2.4 3.4 6 3.8 6 6.8 6 10.4 1.6 10.8 0 8.8',
  '6': 'M5.2.6C1.8-.6 0 3 0 6 0 11.4 6 11.2 6 6.9 6 3 1 3 .2 6.4',
  '7': 'M0 0H6L2.2 10',
  '8': 'M3 4.7C-.6 4.7-.2 0 3 0S6.6 4.7 3 4.7C-1 4.7-1 10 3 10S7 4.7 3 4.7Z',
  '9': 'M.8 9.4C4.2 10.6 6 7 6 4 6-1.4 0-1.2 0 3.1 0 7 5 7 5.8 3.6',
  '.': 'M.6 9.7V10',
  '-': 'M1.5 5H4.5',
  C: 'M6 1.7L4.5 0H1.5L0 1.7V8.3L1.5 10H4.5L6 8.3',
  D: 'M0 0V10H3L6 6.7V3.3L3 0Z',
  E: 'M6 0H0V10H6M0 5H4.5',
  G: 'M6 1.7L4.5 0H1.5L0 1.7V8.3L1.5 10H4.5L6 8.3V5H3',
  H: 'M0 0V10M6 0V10M0 5H6',
  I: 'M0 0V10',
  M: 'M0 10V0L3 5L6 0V10',
  N: 'M0 10V0L6 10V0',
  O: 'M1.5 0H4.5L6 1.7V8.3L4.5 10H1.5L0 8.3V1.7Z',
  U: 'M0 0V8.3L1.5 10H4.5L6 8.3V0',
  Z: 'M0 0H6L0 10H6',
  W: 'M0 0 1.9 10 4 2.4 6.1 10 8 0',
};
const WIDTHS: Readonly<Record<string, number>> = { '.': 1.2, I: 0, W: 8 };
/** Between two signs; words of capitals want {@link WORD_GAP}. */
const GAP = 1.9;
export const WORD_GAP = 3.4;

/**
 * A label drawn as lines in the colour of its surroundings, its middle at the origin: what turns drawings into pictures takes its
 * fonts from the machine, which may have none, and is to draw the same on every one.
 * @param label signs that have no strokes are left out; tests hold those in use against them
 * @param size height of a digit in the units of the drawing
 * @param gap between two signs, parts of which ten are as high as a digit
 */
export function drawnLabel(label: string, size: number, gap = GAP): string {
  const signs = [...label].filter((sign) => sign in STROKES);
  const width = signs.reduce((sum, sign) => sum + (WIDTHS[sign] ?? 6) + gap, -gap);
  const scale = size / 10;
  let at = -width / 2;
  const paths = signs.map((sign) => {
    const path = `<path d="${STROKES[sign]}" transform="translate(${at.toFixed(2)} -5)"/>`;
    at += (WIDTHS[sign] ?? 6) + gap;
    return path;
  });
  return `<g transform="scale(${scale.toFixed(3)})" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`;
}

/** How wide such a label is. */
export const labelWidth = (label: string, size: number, gap = GAP): number =>
  [...label].reduce((sum, sign) => sum + (WIDTHS[sign] ?? 6) + gap, -gap) * (size / 10);
