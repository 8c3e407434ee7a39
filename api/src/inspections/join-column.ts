import { parseText } from '@quartierblick/gis/read/numbers.ts';
import { columnNames } from '@quartierblick/gis/read/table-header.ts';

/** So much of a column must be keys of the layer; the rest may be totals and notes below the table. */
const MOSTLY = 0.8;
/** Fewer hits are chance: many columns hold small numbers. */
const FEWEST = 3;

/** Leading zeros fall off where a spreadsheet took a code for a number: `011` is found by `11`, too. */
export const bare = (key: string): string => key.replace(/^0+(?=\d)/, '');

/**
 * The column of a table without places whose texts are the keys of a layer.
 *
 * @param rows the first rows of the table, titles and header included
 * @param headerRow row of the names, counted from 0
 * @param keys keys of the layer's rows
 * @returns name of the column with the largest share of keys, each in one row only; null where none is mostly that
 */
export function joinColumn(rows: readonly string[][], headerRow: number, keys: readonly string[]): string | null {
  const known = new Set(keys.map(bare));
  const below = rows.slice(headerRow + 1);
  const shares = columnNames(rows, headerRow).flatMap((name, column) => {
    const texts = below.flatMap((row) => parseText(row[column]) ?? []);
    const hits = texts.map(bare).filter((text) => known.has(text));
    const told = hits.length >= FEWEST && new Set(hits).size === hits.length && hits.length / texts.length >= MOSTLY;
    return told ? [{ name, share: hits.length / texts.length }] : [];
  });
  return shares.toSorted((a, b) => b.share - a.share)[0]?.name ?? null;
}
