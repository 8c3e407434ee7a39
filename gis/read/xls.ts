import { CompoundFile } from './ole.ts';
import { readSheet } from './xls-cells.ts';
import type { CellForm, Workbook } from './xls-cells.ts';
import { kindOfFormat, serialText } from './xls-dates.ts';
import { damagedXls, encryptedExcel, noWorkbook, olderExcel } from './xls-refusals.ts';
import { recordsOf, RECORD } from './xls-records.ts';
import { PieceReader, sharedTexts } from './xls-strings.ts';

/** Version in the first record of a workbook of Excel 97–2003 (BIFF8). */
const BIFF8 = 0x0600;
/** A little more than one full sheet of 65,536 rows and 256 columns. */
const MOST_CELLS = 20_000_000;
const MOST_CHARACTERS = 100_000_000;

/** A sheet as rows of texts, all equally wide. */
export interface XlsSheet {
  name: string;
  rows: string[][];
}

interface Globals extends Workbook {
  /** Visible worksheets, with their positions in the stream. */
  sheets: { name: string; at: number }[];
}

/** The stream of a workbook. @throws {UnreadableFile} where the container holds none that is read */
function workbookStream(bytes: Buffer): Buffer {
  // Before Excel 5 there was no container.
  if (!CompoundFile.is(bytes)) throw olderExcel();
  const container = new CompoundFile(bytes);
  const stream = container.stream('Workbook');
  if (stream) return stream;
  if (container.stream('Book')) throw olderExcel();
  // A newer workbook with a password lies in the old container, too.
  throw container.stream('EncryptedPackage') ? encryptedExcel() : noWorkbook();
}

function readGlobals(stream: Buffer): Globals {
  const sheets: Globals['sheets'] = [];
  const formats = new Map<number, string>();
  const formatOfCells: number[] = [];
  let texts: string[] = [];
  let epoch1904 = false;
  for (const { id, data, pieces } of recordsOf(stream, 0)) {
    if (id === RECORD.bof && data.readUInt16LE(0) !== BIFF8) throw olderExcel();
    if (id === RECORD.filePass) throw encryptedExcel();
    if (id === RECORD.date1904) epoch1904 = data.readUInt16LE(0) === 1;
    else if (id === RECORD.format) formats.set(data.readUInt16LE(0), new PieceReader(pieces, 2).text());
    else if (id === RECORD.xf) formatOfCells.push(data.readUInt16LE(2));
    else if (id === RECORD.sst) texts = sharedTexts(pieces);
    else if (id === RECORD.boundSheet) {
      // Hidden ones, and what is no worksheet but a chart, macros or a module ([MS-XLS] 2.4.28), nobody means to hand in.
      const visible = (data.readUInt8(4) & 3) === 0 && data.readUInt8(5) === 0;
      if (visible) sheets.push({ at: data.readUInt32LE(0), name: new PieceReader(pieces, 6).shortText() });
    }
  }
  return { sheets, texts, epoch1904, kinds: formatOfCells.map((format) => kindOfFormat(format, formats.get(format))) };
}

/** Numbers that lead out of the file become the sentence for damaged files. */
function careful<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? damagedXls() : error;
  }
}

/** Cells as GDAL gives them for the same workbook saved as XLSX, except that errors are empty. */
const TEXTS: CellForm<string> = {
  empty: '',
  text: (text) => text,
  truth: (value) => (value ? '1' : '0'),
  number: serialText,
};

/**
 * Visible worksheets of a workbook of Excel 97–2003 (BIFF8 in a compound file, [MS-XLS]) that hold anything, one after the other;
 * of formulas the value that was last calculated.
 * @param bytes the whole file
 * @param form what values of cells become
 * @throws {UnreadableFile} where it is older, encrypted, damaged, too large, or no workbook
 */
export function* xlsSheets<T>(
  bytes: Buffer,
  form: CellForm<T>,
): Generator<{ name: string; rows: T[][]; epoch1904: boolean }> {
  const { stream, globals } = careful(() => {
    const stream = workbookStream(bytes);
    return { stream, globals: readGlobals(stream) };
  });
  const allowed = { cells: MOST_CELLS, characters: MOST_CHARACTERS };
  for (const { name, at } of globals.sheets) {
    const rows = careful(() => readSheet(stream, at, globals, allowed, form));
    if (rows.length > 0) yield { name, rows, epoch1904: globals.epoch1904 };
  }
}

/**
 * {@link xlsSheets} as texts: numbers with a decimal point, days as `2025/03/31`, truth as 1 and 0.
 * @throws {UnreadableFile} as there
 */
export function* readXls(bytes: Buffer): Generator<XlsSheet> {
  for (const { name, rows } of xlsSheets(bytes, TEXTS)) yield { name, rows };
}
