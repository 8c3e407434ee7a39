/** What XML cannot hold, would change or discourages, as the format escapes it (ECMA-376, 22.9.2.19); the writer drops it. */
const ESCAPED =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd]|\p{Cs}|\p{Noncharacter_Code_Point}|_(?=x[0-9a-fA-F]{4}_)/gu;

const unit = (code: number): string => `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
const units = (text: string): string => [...Array(text.length).keys()].map((i) => unit(text.charCodeAt(i))).join('');

/**
 * A text as a cell of a workbook holds it, so that readers give back exactly what was written. The writer finds texts again in
 * a plain object, in which "valueOf" and its like are there before anybody wrote them.
 */
export function xlsxText(text: string): string {
  return text in {} ? units(text) : text.replace(ESCAPED, (char) => units(char));
}
