import readXlsxFile from 'read-excel-file/node';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { Cell, SheetTable } from '@quartierblick/gis/register/cells.ts';
import { headerRow } from '@quartierblick/gis/register/headers.ts';
import type { OfHeader } from '@quartierblick/gis/register/headers.ts';
import { cellText } from '@quartierblick/gis/register/cells.ts';
import { unzipCounted } from './unzip.ts';
import type { CountedWorkbook } from './unzip.ts';

const MACROS = new UnreadableFile({
  de: 'Die Datei enthält Makros (.xlsm). Bitte in Excel als „Excel-Arbeitsmappe (.xlsx)“ speichern.',
  en: 'The file contains macros (.xlsm). Please save it in Excel as “Excel Workbook (.xlsx)”.',
});
const OPEN_DOCUMENT = new UnreadableFile({
  de: 'Das ist eine OpenDocument-Datei (.ods). Bitte als XLSX oder CSV speichern.',
  en: 'This is an OpenDocument file (.ods). Please save it as XLSX or CSV.',
});
const NO_WORKBOOK = new UnreadableFile({
  de: 'Das ist ein ZIP-Archiv, aber keine Excel-Arbeitsmappe. Bitte die Tabelle als XLSX oder CSV speichern.',
  en: 'This is a ZIP archive, but no Excel workbook. Please save the table as XLSX or CSV.',
});
const EMPTY = new UnreadableFile({
  de: 'Auf keinem Blatt der Arbeitsmappe steht etwas.',
  en: 'There is nothing on any sheet of the workbook.',
});

function checkKind(workbook: CountedWorkbook): void {
  const { names } = workbook;
  if (names.has('xl/vbaProject.bin') || /macroEnabled/i.test(workbook.text('[Content_Types].xml'))) throw MACROS;
  if (names.has('xl/workbook.xml')) return;
  throw names.has('content.xml') && names.has('mimetype') ? OPEN_DOCUMENT : NO_WORKBOOK;
}

/** What the reader says of a cell that it cannot read, as a person can act on it. */
function unreadable(error: unknown): UnreadableFile {
  const found = /row (\d+), col (\d+): (\w+)/.exec(error instanceof Error ? error.message : '');
  if (!found) {
    return new UnreadableFile({
      de: 'Die Arbeitsmappe lässt sich nicht lesen. Bitte in Excel öffnen, neu speichern oder als CSV speichern.',
      en: 'The workbook cannot be read. Please open it in Excel and save it again, or save it as CSV.',
    });
  }
  return new UnreadableFile({
    de: `Zeile ${found[1]}, Spalte ${found[2]} enthält eine Formel ohne berechneten Wert oder eine beschädigte Zelle. Bitte in Excel öffnen und neu speichern.`,
    en: `Row ${found[1]}, column ${found[2]} holds a formula without a computed value or a damaged cell. Please open the file in Excel and save it again.`,
  });
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return null;
    // Times of day are days with a part: rounded, because the part of a day is a fraction.
    const moment = new Date(Math.round(value.getTime() / 60_000) * 60_000).toISOString();
    const time = moment.slice(11, 16);
    return time === '00:00' ? { day: moment.slice(0, 10) } : { day: value.toISOString().slice(0, 10), time };
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

interface ReadSheet {
  sheet: string;
  data: readonly (readonly unknown[])[];
}

/** The sheet that looks most like a register: most known column names, then most rows. */
function bestSheet(sheets: readonly ReadSheet[], ofHeader: OfHeader): ReadSheet | undefined {
  const scored = sheets.map((sheet) => {
    const top = sheet.data.slice(0, 40).map((row) => row.map(cellOf));
    const header = top[headerRow(top, ofHeader)] ?? [];
    const known = header.filter((cell) => ofHeader(cellText(cell)) !== undefined).length;
    return { sheet, known };
  });
  scored.sort((a, b) => b.known - a.known || b.sheet.data.length - a.sheet.data.length);
  return scored[0]?.sheet;
}

/**
 * Reads a workbook: the sheet that looks like a register, cells with their kinds, formulas as the value that they had when
 * the file was saved.
 * @throws {UnreadableFile} saying what it is and what would help
 */
export async function readXlsxTable(bytes: Uint8Array, ofHeader: OfHeader): Promise<SheetTable> {
  const workbook = unzipCounted(bytes);
  checkKind(workbook);
  let sheets: readonly ReadSheet[];
  try {
    sheets = await readXlsxFile(workbook.archive, { trim: false });
  } catch (error) {
    throw unreadable(error);
  }
  const filled = sheets.filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
  const sheet = bestSheet(filled, ofHeader);
  if (!sheet) throw EMPTY;
  return {
    format: 'xlsx',
    sheet: sheet.sheet,
    rows: sheet.data.map((row) => row.map(cellOf)),
    epoch1904: /<(?:\w+:)?workbookPr[^>]*\sdate1904="(?:1|true)"/i.test(workbook.text('xl/workbook.xml')),
    strictLength: false,
  };
}
