/** A number as it is typed, with a decimal comma or point; null where the text is none within the bounds. */
export function typedNumber(text: string, [least, most]: readonly [number, number]): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value >= least && value <= most ? value : null;
}
