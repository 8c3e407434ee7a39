import type { Text } from '../layers/fields.ts';
import { parseNumber } from '../read/numbers.ts';
import { STORAGE, WGS84 } from '../read/crs.ts';
import { cellText } from './cells.ts';
import type { Cell, SheetTable } from './cells.ts';
import { isClear, revealed } from './formula.ts';
import type { Mapping } from './mapping.ts';
import { CASE_FIELDS } from './targets.ts';
import { valueOfCell } from './values.ts';
import type { Value } from './values.ts';

/** What is wrong with a row; `column` is its index, or null where the row as a whole is meant. */
export interface RowProblem {
  column: number | null;
  text: Text;
}

/** One row of a register file in the terms of the register. */
export interface RegisterRow {
  /** Line in the sheet or text, counted from 1. */
  line: number;
  key: string | null;
  /** What the row sets; null clears. Fields that are not in it stay as they are. */
  fields: Record<string, Value>;
  /** EPSG:25832, metres. */
  place: [east: number, north: number] | null;
  problems: RowProblem[];
}

type Extras = Partial<Record<string, string>>;

function place(extras: Extras, problems: RowProblem[]): RegisterRow['place'] {
  const pairs = [
    {
      x: extras['lon'],
      y: extras['lat'],
      crs: WGS84,
      inside: (x: number, y: number) => x > 5 && x < 16 && y > 47 && y < 56,
    },
    {
      x: extras['east'],
      y: extras['north'],
      crs: STORAGE,
      inside: (x: number, y: number) => x > 200_000 && x < 950_000 && y > 5_200_000 && y < 6_200_000,
    },
  ];
  for (const { x, y, crs, inside } of pairs) {
    if (x === undefined && y === undefined) continue;
    // Eastings with the zone in front (EPSG:4647) are common in North Rhine-Westphalia.
    const read = parseNumber(x ?? '');
    const east = read !== null && read > 32_000_000 && read < 33_000_000 ? read - 32_000_000 : read;
    const north = parseNumber(y ?? '');
    if (east !== null && north !== null && inside(east, north)) return crs.toStorage([east, north]);
    problems.push({
      column: null,
      text: {
        de: `Die Koordinaten „${x ?? ''}“ und „${y ?? ''}“ liegen nicht in Deutschland; vielleicht sind sie vertauscht oder in einem anderen System.`,
        en: `The coordinates “${x ?? ''}” and “${y ?? ''}” do not lie in Germany; perhaps they are swapped or in another system.`,
      },
    });
  }
  return null;
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

const isBlank = (row: readonly Cell[]): boolean => row.every((cell) => cellText(cell) === '');

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
  return { line, key: extras['key'] ?? null, fields, place: place(extras, problems), problems };
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
    if (table.strictLength && cells.length !== mapping.length) {
      const text = {
        de: `Die Zeile hat ${cells.length} Felder, die Kopfzeile ${mapping.length}; vermutlich fehlen Anführungszeichen um ein Feld.`,
        en: `The row has ${cells.length} fields, the header ${mapping.length}; quotation marks around a field are probably missing.`,
      };
      row.problems = [{ column: null, text }];
    }
    rows.push(row);
  }
  return rows;
}
