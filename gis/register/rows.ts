import { cellText } from './cells.ts';
import type { Cell, SheetTable } from './cells.ts';
import { isClear, revealed } from './formula.ts';
import type { Mapping } from './mapping.ts';
import { placeOf } from './place.ts';
import type { Extras, Position } from './place.ts';
import { isBlank, slipped } from './row-problem.ts';
import type { RowProblem } from './row-problem.ts';
import { CASE_FIELDS } from './targets.ts';
import { valueOfCell } from './values.ts';
import type { Value } from './values.ts';

/** One row of a register file in the terms of the register. */
export interface RegisterRow {
  /** Line in the sheet or text, counted from 1. */
  line: number;
  key: string | null;
  /** What the row sets; null clears. Fields that are not in it stay as they are. */
  fields: Record<string, Value>;
  /** EPSG:25832, metres. */
  place: Position | null;
  problems: RowProblem[];
}

/** Address and parcel from their parts, where the file keeps them in several columns. */
function compose(fields: Record<string, Value>, extras: Extras): void {
  const { street, house_number: number } = extras;
  if (street !== undefined && fields['address'] === undefined) {
    fields['address'] = number === undefined ? street : `${street} ${number}`;
  }
  const parcel = [
    extras['cadastral_district'],
    extras['cadastral_sheet'] === undefined ? undefined : `Flur ${extras['cadastral_sheet']}`,
    extras['parcel_number'] === undefined ? undefined : `Flurstück ${extras['parcel_number']}`,
  ].filter((part) => part !== undefined);
  if (parcel.length > 0 && fields['parcel'] === undefined) fields['parcel'] = parcel.join(', ');
}

function rowOf(cells: readonly Cell[], line: number, mapping: Mapping, epoch1904: boolean): RegisterRow {
  const fields: Record<string, Value> = {};
  const extras: Extras = {};
  const problems: RowProblem[] = [];
  for (const [index, column] of mapping.entries()) {
    const { target } = column;
    if (target === null) continue;
    const cell = cells[index] ?? null;
    const field = CASE_FIELDS[target];
    if (!field) {
      const text = revealed(cellText(cell)).trim();
      if (text !== '' && !isClear(cellText(cell))) extras[target] = text;
      continue;
    }
    const found = valueOfCell(target, field, cell, column, epoch1904);
    if ('value' in found) fields[target] = found.value;
    else if ('problem' in found) problems.push({ column: index, text: found.problem });
  }
  compose(fields, extras);
  return { line, key: extras['key'] ?? null, fields, place: placeOf(extras, problems), problems };
}

/**
 * The rows below the header in the terms of the register. Blank rows are left out; a row of a delimited text with more
 * fields than the header is a problem of its own, because its values may sit in wrong columns.
 */
export function registerRows(table: SheetTable, header: number, mapping: Mapping): RegisterRow[] {
  const rows: RegisterRow[] = [];
  for (let index = header + 1; index < table.rows.length; index += 1) {
    const cells = table.rows[index] as Cell[];
    if (isBlank(cells)) continue;
    const row = rowOf(cells, index + 1, mapping, table.epoch1904);
    const shifted = slipped(table, cells, mapping);
    if (shifted) row.problems = [shifted];
    rows.push(row);
  }
  return rows;
}
