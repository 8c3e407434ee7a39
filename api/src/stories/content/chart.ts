import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { ChartContent } from '@quartierblick/gis/stories/content.ts';
import { figureName } from '@quartierblick/gis/stories/claims.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { readableRows } from '../../policy/readable.ts';
import type { Asking } from '../asking.ts';
import { nothing } from '../made.ts';
import type { Made, Maker } from '../made.ts';
import { countedChart, lowestOfSeries } from './counted/index.ts';

/** Bars that fit a slide and can be read from the last row. */
const MOST_BARS = 14;

/** An area is marked where this share of the project lies in it; a strip at its edge does not make it the quarter's. */
const MARKED = 0.25;

const same = (text: string): Text => ({ de: text, en: text });

async function madeOf(ask: Asking, layer: LayerDefinition, content: ChartContent): Promise<Made> {
  const uses = { [layer.id]: ask.version(layer.id) };
  return { content, sources: await ask.sources(layer), withheld: [], problems: [], uses };
}

/** How many objects of a layer are in each class. */
async function classes(ask: Asking, layer: LayerDefinition): Promise<Made> {
  const { legend, title } = await ask.entry(layer);
  const bars = legend
    .filter(({ scheme, count }) => scheme === 'class' && count !== null)
    .map(({ label, count }) => ({ label, value: count, state: 'value' as const, marked: false }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return madeOf(ask, layer, {
    kind: 'chart',
    title,
    unit: null,
    denominator: null,
    format: 'count',
    form: 'bars',
    bars: bars.slice(0, MOST_BARS),
  });
}

/** Objects by the year that a column of the layer gives; a year between others without any is 0 only where it is asked for. */
async function years(ask: Asking, layer: LayerDefinition, column: string): Promise<Made> {
  const { sql } = ask.tools.deps.db;
  const field = layer.dataset.fields[column];
  if (!field || field.hidden) return nothing(UNKNOWN);
  const rows = await sql<{ year: number; n: number }[]>`
    select ${sql(column)} as year, count(*)::float8 as n from ${readableRows(sql, layer.dataset)} t
    where ${sql(column)} is not null group by 1 order by 1
  `;
  const bars = rows.slice(-MOST_BARS).map(({ year, n }) => ({
    label: same(String(year)),
    value: n,
    state: 'value' as const,
    marked: false,
  }));
  const { title } = layer;
  return madeOf(ask, layer, {
    kind: 'chart',
    title,
    unit: null,
    denominator: null,
    format: 'count',
    form: 'columns',
    bars,
  });
}

const STATES = { value: 'value', uncertain: 'uncertain', suppressed: 'hidden', 'not-available': 'missing' } as const;

/** A measure by area, the greatest first; areas that the project lies in are marked. */
async function areas(ask: Asking, layer: LayerDefinition, measure: string, year: number | null): Promise<Made> {
  const { sql } = ask.tools.deps.db;
  const values = await ask.values(layer, { measure, year });
  if (!values) return nothing(UNKNOWN);
  const [west, south, east, north] = ask.project?.bounds ?? [0, 0, 0, 0];
  const title = layer.titleField ?? 'key';
  const named = await sql<{ key: string; title: string | null; inside: boolean }[]>`
    select key, ${sql(title)} as title,
      st_area(st_intersection(geom, box)) > ${MARKED} * st_area(box) as inside
    from ${readableRows(sql, layer.dataset)} t,
      (select st_transform(st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326), 25832) as box) b
  `;
  const areaOf = new Map(named.map((row) => [row.key, row]));
  const all = values.items.map(({ key, value, state }) => ({
    label: same(areaOf.get(key)?.title ?? key),
    value,
    state: STATES[state],
    marked: areaOf.get(key)?.inside ?? false,
  }));
  const sorted = all.sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  // The quarter itself is always there, however small its value.
  const shown = sorted.filter(({ marked }, index) => index < MOST_BARS - 2 || marked).slice(0, MOST_BARS);
  const when = values.year === null ? '' : `, ${values.year}`;
  return madeOf(ask, layer, {
    kind: 'chart',
    title: { de: `${values.title.de}${when}`, en: `${values.title.en}${when}` },
    unit: values.unit,
    denominator: values.denominator,
    format: values.unit.de === '%' ? 'percent' : 'number',
    form: 'bars',
    bars: shown,
  });
}

const UNKNOWN = { kind: 'gone', what: { de: 'diese Reihe', en: 'this series' } } as const;

/** `classes:<layer>`, `years:<layer>/<column>`, `areas:<layer>/<measure>[/<year>]`, or what `counted` names. */
async function make(ask: Asking, { series }: SlideOf<'chart'>): Promise<Made> {
  const counted = countedChart(ask, series);
  if (counted) return counted;
  const { id, argument } = figureName(series);
  const [name = '', what = '', year] = argument.split('/').map(decodeURIComponent);
  const layer = ask.layer(name);
  if (!layer) return nothing(UNKNOWN);
  if (id === 'classes') return classes(ask, layer);
  if (id === 'years') return years(ask, layer, what);
  if (id === 'areas') return areas(ask, layer, what, year === undefined ? null : Number(year));
  return nothing(UNKNOWN);
}

/** Columns and bars of what layers and registers hold. */
export const chartMaker: Maker<'chart'> = { lowest: ({ series }) => lowestOfSeries(series), make };
