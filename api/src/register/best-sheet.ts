import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { cellText } from '@quartierblick/gis/register/cells.ts';
import type { Cell } from '@quartierblick/gis/register/cells.ts';
import { headerRow } from '@quartierblick/gis/register/headers.ts';
import type { OfHeader } from '@quartierblick/gis/register/headers.ts';

const EMPTY = new UnreadableFile({
  de: 'Auf keinem Blatt der Arbeitsmappe steht etwas.',
  en: 'There is nothing on any sheet of the workbook.',
});

interface ReadSheet {
  sheet: string;
  data: Cell[][];
}

/**
 * The sheet that looks most like a register: most known column names, then most rows.
 * @throws {UnreadableFile} where all are empty
 */
export function bestSheet<S extends ReadSheet>(sheets: readonly S[], ofHeader: OfHeader): S {
  const filled = sheets.filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
  const scored = filled.map((sheet) => {
    const top = sheet.data.slice(0, 40);
    const header = top[headerRow(top, ofHeader)] ?? [];
    const known = header.filter((cell) => ofHeader(cellText(cell)) !== undefined).length;
    return { sheet, known };
  });
  scored.sort((a, b) => b.known - a.known || b.sheet.data.length - a.sheet.data.length);
  const best = scored[0]?.sheet;
  if (!best) throw EMPTY;
  return best;
}
