import Papa from 'papaparse';
import { UnreadableFile } from '../layers/source-types.ts';
import { separatorOf } from '../read/delimited.ts';
import { encodingOfBytes, textDecoder } from '../read/encoding.ts';
import { refuseNoData } from '../read/refuse.ts';
import type { SheetTable } from './cells.ts';
import { revealedWithin } from './formula.ts';

/**
 * Reads a delimited text whole (a register is small): encoding by its mark or its bytes, separator by its first line.
 * @throws {UnreadableFile} where it is no text, has no columns, or an open quotation mark swallows the rest
 */
export function readCsvTable(bytes: Uint8Array): SheetTable {
  const encoding = encodingOfBytes(bytes);
  const binary = !encoding.startsWith('utf-16') && bytes.includes(0);
  const text = binary ? '' : textDecoder(encoding).decode(bytes);
  refuseNoData(bytes.subarray(0, 65_536), text);
  // Excel writes its separator into a first line of its own where it was told to.
  const told = /^sep=(.)\r?\n/i.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  const delimiter = told?.[1] ?? separatorOf(body);
  if (delimiter === null) {
    throw new UnreadableFile({
      de: 'Die Datei hat keine Spalten. Erwartet wird eine Tabelle (.xlsx, .xls, .ods) oder eine CSV-Datei mit Kopfzeile.',
      en: 'The file has no columns. A spreadsheet (.xlsx, .xls, .ods) or a CSV file with a header is expected.',
    });
  }
  const { data, errors } = Papa.parse<string[]>(body, { delimiter });
  const open = errors.find(({ code }) => code === 'MissingQuotes');
  if (open) {
    throw new UnreadableFile({
      de: `In Zeile ${(open.row ?? 0) + 1} endet ein Feld nicht mehr; vermutlich fehlt ein Anführungszeichen.`,
      en: `In row ${(open.row ?? 0) + 1} a field never ends; a quotation mark is probably missing.`,
    });
  }
  // The line break at the end of the text is no row.
  if (data.at(-1)?.length === 1 && data.at(-1)?.[0] === '') data.pop();
  return {
    format: 'csv',
    sheet: null,
    rows: data.map((row) => row.map(revealedWithin)),
    epoch1904: false,
    strictLength: true,
  };
}
