import readXlsxFile from 'read-excel-file/node';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { Cell, SheetTable } from '@quartierblick/gis/register/cells.ts';
import { momentCell } from '@quartierblick/gis/register/cells.ts';
import type { OfHeader } from '@quartierblick/gis/register/headers.ts';
import { odsSheets } from '@quartierblick/gis/register/read-ods.ts';
import { bestSheet } from './best-sheet.ts';
import { unzipCounted } from './unzip.ts';
import type { CountedWorkbook } from './unzip.ts';

const MACROS = new UnreadableFile({
  de: 'Die Datei enthält Makros (.xlsm). Bitte in Excel als „Excel-Arbeitsmappe (.xlsx)“ speichern.',
  en: 'The file contains macros (.xlsm). Please save it in Excel as “Excel Workbook (.xlsx)”.',
});
const PASSWORD = new UnreadableFile({
  de: 'Die OpenDocument-Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.',
  en: 'The OpenDocument file is protected by a password. Please save it without one.',
});
const NO_WORKBOOK = new UnreadableFile({
  de: 'Das ist ein ZIP-Archiv, aber keine Excel-Arbeitsmappe. Bitte die Tabelle als XLSX oder CSV speichern.',
  en: 'This is a ZIP archive, but no Excel workbook. Please save the table as XLSX or CSV.',
});

function checkKind(workbook: CountedWorkbook): void {
  const { names } = workbook;
  if (names.has('xl/vbaProject.bin') || /macroEnabled/i.test(workbook.text('[Content_Types].xml'))) throw MACROS;
  if (!names.has('xl/workbook.xml')) throw NO_WORKBOOK;
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
  if (value instanceof Date) return momentCell(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

function odsTable(workbook: CountedWorkbook, ofHeader: OfHeader): SheetTable {
  if (/encryption-data/.test(workbook.text('META-INF/manifest.xml'))) throw PASSWORD;
  const { sheet, data } = bestSheet(odsSheets(workbook.text('content.xml')), ofHeader);
  return { format: 'ods', sheet, rows: data, epoch1904: false, strictLength: false };
}

/**
 * Reads a workbook that is an archive (XLSX, ODS): the sheet that looks like a register, cells with their kinds, formulas as the
 * value that they had when the file was saved.
 * @throws {UnreadableFile} saying what it is and what would help
 */
export async function readArchiveTable(bytes: Uint8Array, ofHeader: OfHeader): Promise<SheetTable> {
  const workbook = unzipCounted(bytes);
  if (workbook.text('mimetype') === 'application/vnd.oasis.opendocument.spreadsheet')
    return odsTable(workbook, ofHeader);
  checkKind(workbook);
  let sheets;
  try {
    sheets = await readXlsxFile(workbook.archive, { trim: false });
  } catch (error) {
    throw unreadable(error);
  }
  const read = sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map(cellOf)) }));
  const { sheet, data } = bestSheet(read, ofHeader);
  return {
    format: 'xlsx',
    sheet,
    rows: data,
    epoch1904: /<(?:\w+:)?workbookPr[^>]*\sdate1904="(?:1|true)"/i.test(workbook.text('xl/workbook.xml')),
    strictLength: false,
  };
}
