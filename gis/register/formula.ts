/** How a cell says that a value is to be cleared; an empty cell leaves the value as it is. */
const CLEAR_WORDS = ['–', '—', '-', '(leer)', '(empty)'] as const;

const CLEARS = new Set<string>(CLEAR_WORDS);

/** Whether a cell's text asks for the value to be cleared. */
export function isClear(text: string): boolean {
  return CLEARS.has(text.trim().toLowerCase());
}

/** Beginnings that spreadsheets take for a formula (OWASP, CSV injection); the full-width forms work in some of them. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

const needsQuote = (text: string): boolean => FORMULA.test(text) || isClear(text);
const APOSTROPHES = /^'+/;

/**
 * A text that no spreadsheet takes for a formula: a leading apostrophe marks it as text. Texts that would be read as "clear"
 * or already bear such an apostrophe are marked, too, so that {@link revealed} gives back exactly what was written.
 */
export function defused(text: string): string {
  return needsQuote(text.replace(APOSTROPHES, '')) ? `'${text}` : text;
}

/** The text without the apostrophe that {@link defused} put in front. */
export function revealed(text: string): string {
  return text.startsWith("'") && needsQuote(text.replace(APOSTROPHES, '')) ? text.slice(1) : text;
}

/**
 * Where within a text a cell would begin for a program that splits the file by another separator than its own: Excel takes the
 * one of its language, and quotation marks in the middle of what it takes for a cell protect nothing from it (OWASP).
 */
const INNER = /([;,\t\r\n]"*)('*[=+\-@＝＋－＠])/gu;
const MARKED = /([;,\t\r\n]"*)'('*[=+\-@＝＋－＠])/gu;

/** A text for a delimited file in which no formula begins, by whatever separator it is split; {@link revealedWithin} undoes it. */
export function defusedWithin(text: string): string {
  return text.replace(INNER, "$1'$2");
}

/** The text without the apostrophes that {@link defusedWithin} put in. */
export function revealedWithin(text: string): string {
  return text.includes("'") ? text.replace(MARKED, '$1$2') : text;
}
