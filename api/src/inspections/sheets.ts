import { createWriteStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readXls } from '@quartierblick/gis/read/xls.ts';
import type { XlsSheet } from '@quartierblick/gis/read/xls.ts';
import { tooLargeXls } from '@quartierblick/gis/read/xls-refusals.ts';
import type { DataFile } from './find-data.ts';
import { MOST_LAYERS } from './split.ts';
import type { Piece } from './split.ts';

/** The file is held whole in memory; a full sheet of numbers takes about 230 MB. */
const MOST_BYTES = 300 * 1024 * 1024;

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Lines of a table as GDAL writes them: made-up names of columns first, then the rows as they stand. */
function* linesOf({ rows }: XlsSheet): Generator<string> {
  yield `${rows[0]?.map((_, i) => `Field${i + 1}`).join(',') ?? ''}\n`;
  for (const row of rows) yield `${row.map(cell).join(',')}\n`;
}

/**
 * Visible sheets of a workbook of Excel 97–2003 that hold anything, each written as a table divided by commas.
 * @param folder absolute path of a folder for this file alone; made where it is needed
 * @throws {UnreadableFile} where it cannot be read or is too large
 */
export async function sheetTables({ path }: DataFile, folder: string): Promise<Piece[]> {
  if ((await stat(path)).size > MOST_BYTES) throw tooLargeXls();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pieces: Piece[] = [];
  for (const sheet of readXls(await readFile(path))) {
    const table = join(folder, `sheet${pieces.length}.csv`);
    await pipeline(Readable.from(linesOf(sheet)), createWriteStream(table, { mode: 0o600 }));
    pieces.push({ name: sheet.name, path: table });
    if (pieces.length >= MOST_LAYERS) break;
  }
  return pieces;
}
