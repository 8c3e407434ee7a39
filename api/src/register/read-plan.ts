import { createHash } from 'node:crypto';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { SheetTable } from '@quartierblick/gis/register/cells.ts';
import { headerNames, headerRow } from '@quartierblick/gis/register/headers.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { registerRows } from '@quartierblick/gis/register/rows.ts';
import type { SqlLike } from '../db.ts';
import { Matcher } from './match.ts';
import { Houses } from './near.ts';
import { planRows } from './plan.ts';
import type { PlannedRow } from './plan.ts';
import { readRegisterFile } from './read-file.ts';
import { buildingsAt, readBuildings, readStock } from './stock.ts';

/** A register file, read, with its header found. */
export interface ReadRegister {
  table: SheetTable;
  sha256: string;
  /** Index of the header among the rows. */
  header: number;
  headers: string[];
}

/** Reads a file and finds its header. @throws {UnreadableFile} with the way out */
export async function readRegister(bytes: Uint8Array): Promise<ReadRegister> {
  const table = await readRegisterFile(bytes);
  const header = headerRow(table.rows);
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

/** What each row would do to the register of now. */
export async function planRegister(
  sql: SqlLike,
  { table, header }: ReadRegister,
  mapping: Mapping,
): Promise<PlannedRow[]> {
  const rows = registerRows(table, header, mapping);
  const stock = await readStock(sql);
  const houses = new Houses(await readBuildings(sql));
  const points = rows.flatMap(({ line, place, key }) =>
    place && key === null ? [{ line, east: place[0], north: place[1] }] : [],
  );
  const located = points.length > 0 ? await buildingsAt(sql, points) : new Map<number, never>();
  return planRows(rows, { matcher: new Matcher(stock), houses, located });
}
