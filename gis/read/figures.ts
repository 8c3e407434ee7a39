/** A number that has been written as one: no leading zero, which tells a code, and no more digits than a number can hold. */
const FIGURE = /^-?(?:0|[1-9]\d{0,14})(?:[.,]\d{1,12})?$/;
const NOTHING = /^[-–.]?$/;

/**
 * Tells columns of figures from columns of codes, where a format has texts only: a column holds figures where every value that
 * is there is a number written as one. Postcodes, keys with leading zeros and long identifiers stay text.
 */
export class FigureColumns {
  readonly #figures = new Set<string>();
  readonly #others = new Set<string>();

  /** Takes a value of a column into account; anything but text says nothing. */
  see(column: string, value: unknown): void {
    if (typeof value !== 'string') return;
    const text = value.trim();
    if (NOTHING.test(text)) return;
    (FIGURE.test(text) ? this.#figures : this.#others).add(column);
  }

  /** Whether all values seen of a column are figures. */
  has(column: string): boolean {
    return this.#figures.has(column) && !this.#others.has(column);
  }
}
