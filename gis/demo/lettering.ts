/** Capital letters as strokes on a grid of 4 × 6: a picture that says what it is needs no font, and is the same on every machine. */
const LETTERS: Readonly<Record<string, string>> = {
  '-': 'M1 3H3',
  C: 'M4 1L3 0H1L0 1V5L1 6H3L4 5',
  D: 'M0 0V6H2L4 4V2L2 0Z',
  E: 'M4 0H0V6H4M0 3H3',
  G: 'M4 1L3 0H1L0 1V5L1 6H3L4 5V3H2',
  H: 'M0 0V6M4 0V6M0 3H4',
  I: 'M0 0V6',
  M: 'M0 6V0L2 3L4 0V6',
  N: 'M0 6V0L4 6V0',
  O: 'M1 0H3L4 1V5L3 6H1L0 5V1Z',
  U: 'M0 0V5L1 6H3L4 5V0',
  Z: 'M0 0H4L0 6H4',
};
const advance = (letter: string): number => (letter === 'I' ? 2 : 6);

/**
 * A word as SVG, of the letters that there are; its lower left corner at (`x`, `y`), in pixels.
 * @throws RangeError for another letter
 */
export function lettering(word: string, { x, y, height }: { x: number; y: number; height: number }): string {
  const scale = height / 6;
  let from = 0;
  const paths = [...word].map((letter) => {
    const strokes = LETTERS[letter];
    if (strokes === undefined) throw new RangeError(`no strokes for ${letter}`);
    const path = `<path transform="translate(${from} 0)" d="${strokes}"/>`;
    from += advance(letter);
    return path;
  });
  return `<g transform="translate(${x} ${y - height}) scale(${scale})" fill="none" stroke="#fff" stroke-width="1.1" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`;
}
