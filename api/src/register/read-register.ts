import { createHash } from 'node:crypto';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { SheetTable } from '@quartierblick/gis/register/cells.ts';
import { headerNames, headerRow } from '@quartierblick/gis/register/headers.ts';
import type { OfHeader } from '@quartierblick/gis/register/headers.ts';
import { readRegisterFile } from './read-file.ts';

/** A register file, read, with its header found. */
export interface ReadRegister {
  table: SheetTable;
  sha256: string;
  /** Index of the header among the rows. */
  header: number;
  headers: string[];
}

/**
 * Reads a file and finds its header.
 * @param ofHeader which column names the register knows
 * @throws {UnreadableFile} with the way out
 */
export async function readRegister(bytes: Uint8Array, ofHeader: OfHeader): Promise<ReadRegister> {
  const table = await readRegisterFile(bytes, ofHeader);
  const header = headerRow(table.rows, ofHeader);
  if (header === -1) {
    throw new UnreadableFile({
      de: 'Es ist keine Kopfzeile mit Spaltennamen zu finden. Bitte eine Zeile mit den Namen der Spalten über die Daten setzen.',
      en: 'No header with column names can be found. Please put a row with the names of the columns above the data.',
    });
  }
  const width = table.strictLength
    ? (table.rows[header]?.length ?? 0)
    : table.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { table, sha256, header, headers: headerNames(table.rows[header] ?? [], width) };
}
