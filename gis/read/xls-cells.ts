import { damagedXls, tooLargeXls } from './xls-refusals.ts';
import { recordsOf, RECORD } from './xls-records.ts';
import type { XlsRecord } from './xls-records.ts';
import type { NumberKind } from './xls-dates.ts';
import { PieceReader } from './xls-strings.ts';

/** What cells refer to. */
export interface Workbook {
  texts: readonly string[];
  /** Kind of number by the index of a cell's format (XF). */
  kinds: readonly NumberKind[];
  epoch1904: boolean;
}

/** What may still be read of a workbook: a short file can repeat a long text in every cell. */
export interface Allowance {
  characters: number;
  /** Cells of the rectangles that are filled, empty ones included. */
  cells: number;
}

/** What values of cells become. */
export interface CellForm<T> {
  empty: T;
  text: (text: string) => T;
  truth: (value: boolean) => T;
  /** @param serial the number; days since the epoch of the workbook where its kind is a date */
  number: (serial: number, kind: NumberKind, epoch1904: boolean) => T;
}

const MOST_COLUMNS = 256;
/** Of a number in four bytes (RK): divided by 100; a whole number. */
const [HUNDREDTHS, WHOLE] = [1, 2];

function rkNumber(rk: number): number {
  let value: number;
  if (rk & WHOLE) value = rk >> 2;
  else {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32LE(rk & ~3, 4);
    value = bytes.readDoubleLE(0);
  }
  return rk & HUNDREDTHS ? value / 100 : value;
}

/** Collects the cells of a sheet. */
class Cells<T> {
  readonly rows: (T[] | undefined)[] = [];
  width = 0;
  readonly #workbook: Workbook;
  readonly #allowed: Allowance;
  readonly #form: CellForm<T>;
  /** Cell of a formula whose text follows in a record of its own. */
  #awaited: { row: number; column: number } | null = null;

  constructor(workbook: Workbook, allowed: Allowance, form: CellForm<T>) {
    this.#workbook = workbook;
    this.#allowed = allowed;
    this.#form = form;
  }

  #put(row: number, column: number, value: T): void {
    if (column >= MOST_COLUMNS) throw damagedXls();
    if (value === '' || value === this.#form.empty) return;
    if (typeof value === 'string') this.#allowed.characters -= value.length;
    if (this.#allowed.characters < 0) throw tooLargeXls();
    (this.rows[row] ??= [])[column] = value;
    this.width = Math.max(this.width, column + 1);
  }

  #number(row: number, column: number, format: number, value: number): void {
    const { kinds, epoch1904 } = this.#workbook;
    if (Number.isFinite(value)) {
      this.#put(row, column, this.#form.number(value, kinds[format] ?? 'number', epoch1904));
    }
  }

  #formula(data: Buffer, row: number, column: number, format: number): void {
    // Anything but a number is marked by two bytes that no number ends with ([MS-XLS] 2.5.133).
    if (data.readUInt16LE(12) !== 0xffff) return this.#number(row, column, format, data.readDoubleLE(6));
    const type = data.readUInt8(6);
    if (type === 0) this.#awaited = { row, column };
    // Errors and empty texts are no value.
    else if (type === 1) this.#put(row, column, this.#form.truth(data.readUInt8(8) !== 0));
  }

  /** Takes a record; those that hold no cells change nothing. */
  take({ id, data, pieces }: XlsRecord): void {
    if (id === RECORD.string) {
      const awaited = this.#awaited;
      if (awaited) this.#put(awaited.row, awaited.column, this.#form.text(new PieceReader(pieces).text()));
      this.#awaited = null;
      return;
    }
    if (!CELLS.has(id)) return;
    this.#awaited = null;
    const [row, column, format] = [data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4)];
    if (id === RECORD.formula) this.#formula(data, row, column, format);
    else if (id === RECORD.number) this.#number(row, column, format, data.readDoubleLE(6));
    else if (id === RECORD.rk) this.#number(row, column, format, rkNumber(data.readInt32LE(6)));
    else if (id === RECORD.boolErr && data.readUInt8(7) === 0)
      this.#put(row, column, this.#form.truth(data.readUInt8(6) !== 0));
    else if (id === RECORD.label || id === RECORD.rString) {
      this.#put(row, column, this.#form.text(new PieceReader(pieces, 6).text()));
    } else if (id === RECORD.labelSst) {
      const text = this.#workbook.texts[data.readUInt32LE(6)];
      if (text === undefined) throw damagedXls();
      this.#put(row, column, this.#form.text(text));
    } else if (id === RECORD.mulRk) {
      // Pairs of format and number, and the number of the last column at the end.
      for (let at = 4, i = 0; at + 6 <= data.length - 2; at += 6, i += 1) {
        this.#number(row, column + i, data.readUInt16LE(at), rkNumber(data.readInt32LE(at + 2)));
      }
    }
  }
}

const CELLS: ReadonlySet<number> = new Set([
  RECORD.formula,
  RECORD.number,
  RECORD.rk,
  RECORD.mulRk,
  RECORD.boolErr,
  RECORD.label,
  RECORD.rString,
  RECORD.labelSst,
]);

/**
 * Cells of a sheet as rows, all as wide as the widest; rows above the first one that is filled are there, empty ones
 * below the last are not. Of merged cells the first holds the text.
 * @param at position of the sheet in the stream of the workbook, bytes
 * @param allowed what is left of the workbook's limits; what is read is taken off
 * @throws {UnreadableFile} where it is damaged or too large; RangeError where a record is too short
 */
export function readSheet<T>(
  stream: Buffer,
  at: number,
  workbook: Workbook,
  allowed: Allowance,
  form: CellForm<T>,
): T[][] {
  const cells = new Cells(workbook, allowed, form);
  for (const record of recordsOf(stream, at)) cells.take(record);
  const { rows, width } = cells;
  allowed.cells -= rows.length * width;
  if (allowed.cells < 0) throw tooLargeXls();
  return Array.from(rows, (row) => Array.from({ length: width }, (_, column) => row?.[column] ?? form.empty));
}
