import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { SheetTable } from '@quartierblick/gis/register/cells.ts';
import type { OfHeader } from '@quartierblick/gis/register/headers.ts';
import { readCsvTable } from '@quartierblick/gis/register/read-csv.ts';
import { readXlsCells } from '@quartierblick/gis/register/read-xls.ts';
import { bestSheet } from './best-sheet.ts';
import { readArchiveTable } from './read-archive.ts';

export const MOST_COLUMNS = 500;
export const MOST_ROWS = 100_000;

const starts = (bytes: Uint8Array, ...expected: number[]): boolean => expected.every((byte, i) => bytes[i] === byte);

/** Name of the stream in which Office keeps a workbook that has a password, in the UTF-16 of its container. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

const PASSWORD: UnreadableFile = new UnreadableFile({
  de: 'Die Datei ist mit einem Kennwort geschützt. Bitte in Excel öffnen und ohne Kennwort speichern (Datei → Informationen → Arbeitsmappe schützen).',
  en: 'The file is protected by a password. Please open it in Excel and save it without one (File → Info → Protect Workbook).',
});

function readXlsTable(bytes: Uint8Array, ofHeader: OfHeader): SheetTable {
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ENCRYPTED)) throw PASSWORD;
  const { sheet, data, epoch1904 } = bestSheet(readXlsCells(bytes), ofHeader);
  return { format: 'xls', sheet, rows: data, epoch1904, strictLength: false };
}

function readTable(bytes: Uint8Array, ofHeader: OfHeader): Promise<SheetTable> | SheetTable {
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return readXlsTable(bytes, ofHeader);
  return starts(bytes, 0x50, 0x4b, 0x03, 0x04) ? readArchiveTable(bytes, ofHeader) : readCsvTable(bytes);
}

/**
 * Reads a register file by its content; its name does not matter.
 * @throws {UnreadableFile} saying what the file is and the way out
 */
export async function readRegisterFile(bytes: Uint8Array, ofHeader: OfHeader): Promise<SheetTable> {
  const table = await readTable(bytes, ofHeader);
  const width = table.rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width > MOST_COLUMNS || table.rows.length > MOST_ROWS) {
    throw new UnreadableFile({
      de: `Die Tabelle hat ${table.rows.length} Zeilen und ${width} Spalten; gelesen werden bis zu ${MOST_ROWS} Zeilen und ${MOST_COLUMNS} Spalten. Bitte nur das Register speichern.`,
      en: `The table has ${table.rows.length} rows and ${width} columns; up to ${MOST_ROWS} rows and ${MOST_COLUMNS} columns are read. Please save the register only.`,
    });
  }
  return table;
}
