/** Typeface of saved pictures. */
export const PICTURE_FONT = '"Source Sans 3 Variable", "Noto Sans", sans-serif';

/** Lines of a text that fit into a width, in the font that is set; a word that is longer stands alone. */
export function wrap(drawing: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const next = last === '' ? word : `${last} ${word}`;
    if (last !== '' && drawing.measureText(next).width > width) lines.push(word);
    else lines[lines.length - 1] = next;
  }
  return lines;
}
