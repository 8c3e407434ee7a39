import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { quantity } from '@quartierblick/gis/layers/fields.ts';
import type { Field, Text } from '@quartierblick/gis/layers/fields.ts';
import { freeColumnFor } from '@quartierblick/gis/layers/free/identifiers.ts';
import { VALUE_STATES } from '@quartierblick/gis/symbology/symbology.ts';
import type { Measure, ValueState } from '@quartierblick/gis/symbology/symbology.ts';
import type { Sql } from '../db.ts';
import { longTable } from '../indicators/measures.ts';
import { readValues } from '../indicators/values.ts';
import type { Item } from '../indicators/values.ts';
import type { LayerFacts } from '../layers/facts.ts';

/** Published figures of areas as they stand beside the fields of their layer: one column a measure and year. */
export interface Figures {
  fields: [name: string, field: Field][];
  /** Values by the id of the feature and the name of the column; null where there is none that may be told. */
  values: ReadonlyMap<number, Readonly<Record<string, number | null>>>;
  /** A line on each column: denominator, year, and how many values there are and are not. */
  said: string[];
  /** One of them as a measure of its column, to be drawn. */
  drawn: Measure | undefined;
}

export const NO_FIGURES: Figures = { fields: [], values: new Map(), said: [], drawn: undefined };

/** How many of a column's values there are in each state, most important first; missing ones are never passed over. */
function statesOf(items: readonly Item[], language: keyof Text): string {
  return (Object.keys(VALUE_STATES) as ValueState[])
    .map((state) => ({ state, count: items.filter((item) => item.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} × ${VALUE_STATES[state][language]}`)
    .join(', ');
}

/**
 * The indicators of a layer's areas as columns, protected as everywhere: counts under three are no number.
 * Measures that are computed from columns are left out, since their columns are in the file.
 * @param year of the figures, or the newest of each indicator
 * @returns no column for a layer without indicators, or where there is none of that year
 */
export async function figuresOf(
  sql: Sql,
  layer: LayerDefinition,
  { measures }: LayerFacts,
  { year: wanted, language }: { year: number | 'newest'; language: keyof Text },
): Promise<Figures> {
  if (!longTable(layer)) return NO_FIGURES;
  const computed = layer.symbology.kind === 'measure' ? layer.symbology.measures.map(({ id }) => id) : [];
  const taken = new Set(['key', ...Object.keys(layer.dataset.fields)]);
  const values = new Map<number, Record<string, number | null>>();
  const columns: { name: string; field: Field; said: string; measure: Measure }[] = [];
  for (const { id, title, unit, denominator, years } of measures) {
    const year = wanted === 'newest' ? years.at(-1) : years.find((one) => one === wanted);
    if (year === undefined || computed.includes(id)) continue;
    const { items } = await readValues(sql, layer, id, year);
    const name = freeColumnFor(`${id} ${year}`, taken);
    taken.add(name);
    for (const item of items) {
      const row = values.get(item.id) ?? {};
      row[name] = item.value;
      values.set(item.id, row);
    }
    const per = [unit[language], denominator[language]].filter((part) => part !== '').join(' ');
    const field = quantity(`${title.de} ${year}`, `${title.en} ${year}`, per);
    columns.push({
      name,
      field,
      said: `${field.label[language]}${per && ` (${per})`}: ${statesOf(items, language)}`,
      measure: { id, title: field.label, unit, denominator, value: name },
    });
  }
  return {
    fields: columns.map(({ name, field }) => [name, field]),
    values,
    said: columns.map(({ said }) => said),
    // Areas are coloured by shares and densities; a plain count would show little more than their size.
    drawn: columns.find(({ measure }) => measure.denominator.de !== '')?.measure ?? columns[0]?.measure,
  };
}
