import { damagedXls } from './xls-refusals.ts';

/** Characters that no XML, and so no newer workbook, can hold; the text of a table with them would pass for binary. */
// eslint-disable-next-line no-control-regex -- looking for control characters is the purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/**
 * Reads what a record and the records that continue it hold. Where characters go on in a continuing record, its first byte says
 * anew how wide they are ([MS-XLS] 2.5.293); numbers, runs of formatting and phonetic texts go on without it.
 */
export class PieceReader {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at: number;

  /** @param at bytes of the first piece that are passed over */
  constructor(pieces: readonly Buffer[], at = 0) {
    this.#pieces = pieces;
    this.#at = at;
    if (at > (pieces[0]?.length ?? 0)) throw damagedXls();
  }

  get #left(): number {
    return (this.#pieces[this.#piece]?.length ?? 0) - this.#at;
  }

  /** Whether everything has been read. */
  get ended(): boolean {
    return this.#left === 0 && this.#pieces.slice(this.#piece + 1).every(({ length }) => length === 0);
  }

  #nextPiece(): void {
    this.#piece += 1;
    this.#at = 0;
    if (this.#piece >= this.#pieces.length) throw damagedXls();
  }

  byte(): number {
    while (this.#left === 0) this.#nextPiece();
    return this.#pieces[this.#piece]?.[this.#at++] as number;
  }

  uint16(): number {
    return this.byte() + this.byte() * 0x100;
  }

  uint32(): number {
    return this.uint16() + this.uint16() * 0x10000;
  }

  skip(bytes: number): void {
    for (let rest = bytes; rest > 0;) {
      if (this.#left === 0) this.#nextPiece();
      const step = Math.min(rest, this.#left);
      this.#at += step;
      rest -= step;
    }
  }

  #characters(count: number, wideAtFirst: boolean): string {
    let wide = wideAtFirst;
    let text = '';
    for (let rest = count; rest > 0;) {
      if (this.#left === 0) {
        this.#nextPiece();
        wide = (this.byte() & 1) === 1;
      }
      const width = wide ? 2 : 1;
      const step = Math.min(rest, Math.floor(this.#left / width));
      if (step === 0 && this.#left > 0) throw damagedXls();
      const piece = this.#pieces[this.#piece] as Buffer;
      text += piece.toString(wide ? 'utf16le' : 'latin1', this.#at, this.#at + step * width);
      this.#at += step * width;
      rest -= step;
    }
    return text.replace(CONTROL, '').toWellFormed();
  }

  /** A text with its length in two bytes before it, without its formatting and phonetic part ([MS-XLS] 2.5.293). */
  text(): string {
    const count = this.uint16();
    const flags = this.byte();
    const runs = (flags & 8) === 0 ? 0 : this.uint16();
    const phonetic = (flags & 4) === 0 ? 0 : this.uint32();
    const text = this.#characters(count, (flags & 1) === 1);
    this.skip(4 * runs + phonetic);
    return text;
  }

  /** A short text, with its length in one byte before it: the name of a sheet ([MS-XLS] 2.4.28). */
  shortText(): string {
    const count = this.byte();
    return this.#characters(count, (this.byte() & 1) === 1);
  }
}

/**
 * The texts that the cells of a workbook share (SST), in their order.
 * @param pieces the record and those that continue it
 * @throws {UnreadableFile} where a text is cut off
 */
export function sharedTexts(pieces: readonly Buffer[]): string[] {
  const reader = new PieceReader(pieces);
  reader.skip(4);
  const count = reader.uint32();
  const texts: string[] = [];
  // Some writers announce more than there are; a cell that refers to one which is missing is refused there.
  while (texts.length < count && !reader.ended) texts.push(reader.text());
  return texts;
}
