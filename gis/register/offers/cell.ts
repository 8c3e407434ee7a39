import type { Field, Text } from '../../layers/fields.ts';
import { cellText } from '../cells.ts';
import type { Cell } from '../cells.ts';
import { isClear, revealed } from '../formula.ts';
import type { ColumnMapping } from '../mapping.ts';
import { FORMULA_ERRORS, valueOfCell } from '../values.ts';
import { parseAgeFrom, parseAges, parseAgeTo } from './ages.ts';
import type { AgeUnit } from './ages.ts';
import { parseDayList } from './dates.ts';
import { parseDays } from './days.ts';
import { parseLanguages } from './languages.ts';
import type { Parsed } from './parsed.ts';
import { parseRecurrence } from './recurrence.ts';
import { fieldOf, textTarget } from './targets.ts';
import { parseTime, parseTimes, parseWhen } from './times.ts';

export type OfferValue = string | number | boolean | readonly string[] | null;

/** What a row says of one field: a value (null clears it), or why it cannot be read. */
export interface Said {
  /** Index of the column. */
  column: number;
  /** The cell as it stands there; what an export would have written is no change, whatever it is. */
  raw: string;
  told: Parsed<OfferValue>;
}

/** A column with what its cells are read by. */
export interface ReadColumn extends ColumnMapping {
  header: string;
  epoch1904: boolean;
}

/** Names under which `valueOfCell` knows words for codes. */
const wordsName = (target: string): string => textTarget(target)?.field ?? target;

/** Fields that a cell of one target fills where it is not the field of that name alone. */
const SEVERAL: Record<string, readonly string[]> = {
  ages: ['age_from', 'age_to'],
  ages_whole: ['age_from', 'age_to'],
  age_last: ['age_to'],
  times: ['starts_at', 'ends_at'],
  when: ['weekdays', 'starts_at', 'ends_at'],
};

const one = <T extends OfferValue>(name: string, told: Parsed<T>): Record<string, Parsed<OfferValue>> => ({
  [name]: told,
});

/** A value of several fields, or its problem at the first of them. */
function several<T>(
  names: readonly string[],
  told: Parsed<T>,
  of: (value: T) => OfferValue[],
): Record<string, Parsed<OfferValue>> {
  if ('problem' in told) return { [names[0] ?? '']: told };
  const values = of(told.value);
  return Object.fromEntries(names.slice(0, values.length).map((name, i) => [name, { value: values[i] ?? null }]));
}

/** "Alter von (Monate)": the unit of numbers that have none. */
const unitOf = (header: string): AgeUnit => (/mon(?:at|th)/iu.test(header) ? 'months' : 'years');

function ofField(target: string, field: Field, cell: Cell, column: ReadColumn): Parsed<OfferValue> | null {
  const found = valueOfCell(wordsName(target), field, cell, column, column.epoch1904);
  return 'left' in found ? null : found;
}

function read(target: string, text: string, cell: Cell, column: ReadColumn): Record<string, Parsed<OfferValue>> {
  const bare = unitOf(column.header);
  switch (target) {
    case 'age_from':
      return one(target, parseAgeFrom(text, bare));
    case 'age_to':
      return one(target, parseAgeTo(text, bare));
    case 'age_last':
      return one('age_to', parseAgeTo(text, bare, true));
    case 'ages':
    case 'ages_whole':
      return several(SEVERAL[target] ?? [], parseAges(text, bare, target === 'ages_whole'), ({ from, to }) => [
        from,
        to,
      ]);
    case 'languages':
      return one(target, parseLanguages(text));
    case 'weekdays':
      return one(target, parseDays(text));
    case 'starts_at':
    case 'ends_at':
      return one(target, parseTime(cell, text));
    case 'times':
      return several(SEVERAL[target] ?? [], parseTimes(text), ({ starts, ends }) => [starts, ends]);
    case 'when':
      return several(SEVERAL[target] ?? [], parseWhen(text), ({ days, times }) =>
        times ? [days, times.starts, times.ends] : [days],
      );
    case 'recurrence':
      return one(target, parseRecurrence(text));
    case 'cancelled_on':
      return one(target, parseDayList(text));
    default: {
      const field = fieldOf(target);
      if (!field) return {};
      // The length of a text is looked at where it would be kept: what stands in the register already is no mistake of the file.
      if (field.kind === 'text') return one(target, { value: text });
      const told = ofField(target, field, cell, column);
      return told ? one(target, told) : {};
    }
  }
}

/** What a cell says of the fields that its column fills; nothing where it is empty. */
export function saidBy(target: string, cell: Cell, index: number, column: ReadColumn): Record<string, Said> {
  const raw = cellText(cell);
  if (raw === '') return {};
  const with_ = (told: Record<string, Parsed<OfferValue>>): Record<string, Said> =>
    Object.fromEntries(Object.entries(told).map(([name, value]) => [name, { column: index, raw, told: value }]));
  const names = SEVERAL[target] ?? [target];
  if (isClear(raw)) return with_(Object.fromEntries(names.map((name) => [name, { value: null }])));
  if (FORMULA_ERRORS.test(raw) && raw.length < 12) {
    const problem: Text = { de: `Die Formel ergibt ${raw}.`, en: `The formula yields ${raw}.` };
    return with_({ [names[0] ?? target]: { problem } });
  }
  const text = revealed(raw).trim();
  return text === '' ? {} : with_(read(target, text, cell, column));
}
