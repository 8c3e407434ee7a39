/** One cell as a spreadsheet or a delimited text holds it. A day is a calendar date without time zone, with its time (HH:MM) where it has one. */
export type Cell = string | number | boolean | { day: string; time?: string } | null;

/** A register file as it was read: rows by their line in the file, nothing shifted or padded. */
export interface SheetTable {
  format: 'xlsx' | 'xls' | 'ods' | 'csv';
  /** Name of the sheet; null for delimited texts. */
  sheet: string | null;
  rows: Cell[][];
  /** Dates that stand as bare numbers count from 1904 (old Excel for Mac) instead of 1900. */
  epoch1904: boolean;
  /** Rows must be as long as the header: in a delimited text a surplus field means that values sit in wrong columns. */
  strictLength: boolean;
}

/** The text of a cell as a reader of the file sees it, without outer spaces. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.day;
  return String(cell).trim();
}

/** A date of a workbook as a cell: its day, and its time to the minute where it is not midnight; null for none that there is. */
export function momentCell(date: Date): Cell {
  if (Number.isNaN(date.getTime())) return null;
  // Times of day are days with a part: rounded, because the part of a day is a fraction.
  const moment = new Date(Math.round(date.getTime() / 60_000) * 60_000).toISOString();
  const time = moment.slice(11, 16);
  return time === '00:00' ? { day: moment.slice(0, 10) } : { day: date.toISOString().slice(0, 10), time };
}

const DAY_MS = 86_400_000;
/** Day 1 is 1 January 1900, and Excel believes that 1900 had a 29 February. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999, the last day that Excel knows. */
const LAST_SERIAL = 2_958_465;

const dateOf = (serial: number, epoch1904: boolean): Date =>
  new Date((epoch1904 ? EPOCH_1904 : EPOCH_1900) + serial * DAY_MS);

/** The moment of a serial number that is formatted as a date; as {@link daySerial}, without bounds. */
export const momentSerial = (serial: number, epoch1904: boolean): Cell => momentCell(dateOf(serial, epoch1904));

/** The calendar day of a serial number, or null where it is none (a year such as 1904 is one, by Excel's reckoning in 1905). */
export function daySerial(serial: number, epoch1904: boolean): string | null {
  if (!(serial >= 1 && serial <= LAST_SERIAL)) return null;
  return dateOf(Math.floor(serial), epoch1904).toISOString().slice(0, 10);
}
