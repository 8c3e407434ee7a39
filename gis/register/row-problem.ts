import type { Text } from '../layers/fields.ts';
import { cellText } from './cells.ts';
import type { Cell, SheetTable } from './cells.ts';
import type { Mapping } from './mapping.ts';

/** What is wrong with a row; `column` is its index, or null where the row as a whole is meant. */
export interface RowProblem {
  column: number | null;
  text: Text;
}

/** Whether there is nothing in a row. */
export const isBlank = (row: readonly Cell[]): boolean => row.every((cell) => cellText(cell) === '');

/** The problem of a delimited row with more or fewer fields than the header: its values may sit in wrong columns. */
export function slipped(table: SheetTable, cells: readonly Cell[], mapping: Mapping): RowProblem | null {
  if (!table.strictLength || cells.length === mapping.length) return null;
  const text = {
    de: `Die Zeile hat ${cells.length} Felder, die Kopfzeile ${mapping.length}; vermutlich fehlen Anführungszeichen um ein Feld.`,
    en: `The row has ${cells.length} fields, the header ${mapping.length}; quotation marks around a field are probably missing.`,
  };
  return { column: null, text };
}
