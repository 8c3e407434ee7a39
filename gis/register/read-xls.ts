import { xlsSheets } from '../read/xls.ts';
import type { CellForm } from '../read/xls-cells.ts';
import { momentSerial } from './cells.ts';
import type { Cell } from './cells.ts';

/** Cells with their kinds, as they come from XLSX; errors are empty. */
const CELLS: CellForm<Cell> = {
  empty: null,
  text: (text) => text,
  truth: (value) => value,
  number: (serial, kind, epoch1904) => (kind === 'number' ? serial : momentSerial(serial, epoch1904)),
};

/**
 * Visible sheets of a workbook of Excel 97–2003 that hold anything, cells with their kinds.
 * @throws {UnreadableFile} where it is older, encrypted, damaged, too large, or no workbook
 */
export function readXlsCells(bytes: Uint8Array): { sheet: string; data: Cell[][]; epoch1904: boolean }[] {
  const sheets = [...xlsSheets(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), CELLS)];
  return sheets.map(({ name, rows, epoch1904 }) => ({ sheet: name, data: rows, epoch1904 }));
}
