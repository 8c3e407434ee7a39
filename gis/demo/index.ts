import type { DataSource } from '../layers/define.ts';
import type { LayerId } from '../layers/index.ts';
import { accidentRows } from './accidents.ts';
import type { AccidentRow } from './accidents.ts';
import { addressRows } from './addresses.ts';
import type { AddressRow } from './addresses.ts';
import { around } from './city/around.ts';
import type { Field } from './city/around.ts';
import { centre } from './city/centre.ts';
import { houses } from './city/houses.ts';
import type { BuildingRow } from './city/houses.ts';
import { crossingRows } from './crossings.ts';
import type { CrossingRow } from './crossings.ts';
import { greenRow, OUTSKIRTS } from './green.ts';
import type { GreenRow } from './green.ts';
import { providerRows, registerRows, runRows, siteRows, textRows } from './offers.ts';
import type { ProviderRow, RegisterRow, RunRow, SiteRow, TextRow } from './offers.ts';
import { caseParts } from './case-parts.ts';
import type { CaseParts } from './case-parts.ts';
import { entranceRows, playgroundRows } from './playgrounds.ts';
import type { EntranceRow, PlaygroundRow } from './playgrounds.ts';
import { cellRows, cells, countsByUnit } from './population.ts';
import type { Cell, CellRow } from './population.ts';
import { project } from './projection.ts';
import { projectRow } from './project.ts';
import type { ProjectRow } from './project.ts';
import { register } from './properties.ts';
import type { HistoryRow, PropertyRow } from './properties.ts';
import { proposalRows } from './proposals.ts';
import type { DemoProposal } from './proposals.ts';
import { QUARTER } from './quarter.ts';
import { random } from './random.ts';
import { CENSUS_AS_OF, DEMO_AS_OF, DEMO_SOURCE } from './source.ts';
import { stopRows } from './stops.ts';
import type { StopRow } from './stops.ts';
import { railwaysAndPaths, streetRow } from './streets.ts';
import type { StreetRow } from './streets.ts';
import { indicatorRows, unitRows } from './units.ts';
import type { IndicatorRow, UnitRow } from './units.ts';

export { DEMO_AS_OF, DEMO_SOURCE } from './source.ts';
export type { ProjectFact, ProjectRow } from './project.ts';
export type { DemoProposal } from './proposals.ts';
export { DEMO_CARDS } from './walk-cards.ts';
export { demoMeasures } from './measures.ts';
export { DEMO_STORY, demoStory } from './story.ts';
export type { DemoMeasure } from './measures.ts';
export { demoFinding, demoLog } from './walk-log.ts';
export { DRAWING_KEYS, drawingOf } from './drawings.ts';
export type { DrawingKey } from './drawings.ts';
export { demoWalks } from './walks.ts';
export type { DemoLog } from './walk-log.ts';
export type { DemoWalk } from './walks.ts';

interface Rows<L extends LayerId, D extends string, R> {
  layer: L;
  /** Id of the data set: the layer's own or one of its related tables. */
  dataset: D;
  /** May be walked more than once; large ones are made while they are walked. */
  rows: Iterable<R>;
  /** Day that the rows describe, `YYYY-MM-DD`. */
  asOf: string;
  source: DataSource;
}

/** Rows of one table of the demo. */
export type DemoDataset =
  | Rows<'statistical-units', 'statistical-units', UnitRow>
  | Rows<'statistical-units', 'unit-indicators', IndicatorRow>
  | Rows<'population-grid', 'population-grid', CellRow>
  | Rows<'green', 'green', GreenRow>
  | Rows<'streets', 'streets', StreetRow>
  | Rows<'buildings', 'buildings', BuildingRow>
  | Rows<'addresses', 'addresses', AddressRow>
  | Rows<'properties', 'properties', PropertyRow>
  | Rows<'properties', 'property-history', HistoryRow>
  | { [P in keyof CaseParts]: Rows<'properties', `property-${P}`, CaseParts[P][number]> }[keyof CaseParts]
  | Rows<'crossings', 'crossings', CrossingRow>
  | Rows<'stops', 'stops', StopRow>
  | Rows<'playgrounds', 'playgrounds', PlaygroundRow>
  | Rows<'playgrounds', 'playground-entrances', EntranceRow>
  | Rows<'offers', 'offers', SiteRow>
  | Rows<'offers', 'offers-at-sites', RunRow>
  | Rows<'offers', 'offer-providers', ProviderRow>
  | Rows<'offers', 'offer-texts', TextRow>
  | Rows<'offers', 'offer-register', RegisterRow>
  | Rows<'accidents', 'accidents', AccidentRow>;

export interface Demo {
  project: ProjectRow;
  /** In the order in which they can be loaded. */
  datasets: DemoDataset[];
  /** What providers have said of their offers. */
  proposals: readonly DemoProposal[];
  asOf: string;
  /** Grid cells with what the table does not hold, e.g. children under 6; those with `inQuarter` sum to its totals. */
  cells: readonly Cell[];
}

interface DemoOptions {
  /** 1: the quarter and what is in view around it. Above 5,000: the wanted number of buildings, with more made city around. */
  scale?: number;
  seed?: number;
}

/** Up to here, `scale` means the quarter as it is. */
const CITY_FROM = 5000;

/**
 * The demo quarter: everything invented, at real positions where domain facts give them, calibrated to the published
 * totals of the quarter (4,017 people, 855 of them under 18, 294 under 6). The same options give the same rows, always.
 *
 * @throws RangeError where `scale` is below 1 or not finite
 */
export function demoQuarter({ scale = 1, seed = 1 }: DemoOptions = {}): Demo {
  if (!Number.isFinite(scale) || scale < 1) throw new RangeError('scale must be 1 or more');
  const text = String(seed);
  const town = centre(text);
  let count = 0;
  const built = houses(town.blocks, random(`${text}/houses`), () => `demo-building-${++count}`);
  const green = [...town.green, ...OUTSKIRTS];
  const all = cells(text, built, green, QUARTER);
  const cases = register(text, built);
  const wanted = scale > CITY_FROM ? Math.round(scale) : 0;
  const fields = (): Iterable<Field> => (wanted > 0 ? fieldsFor(text, wanted - built.length) : []);
  const buildings = () =>
    buildingRows(
      built.map((house) => house.row),
      text,
      fields(),
      wanted,
    );
  const invented = { asOf: DEMO_AS_OF, source: DEMO_SOURCE };
  const datasets: DemoDataset[] = [
    { layer: 'statistical-units', dataset: 'statistical-units', rows: unitRows(), ...invented },
    {
      layer: 'statistical-units',
      dataset: 'unit-indicators',
      rows: indicatorRows(countsByUnit(all)),
      asOf: '2024-12-31',
      source: DEMO_SOURCE,
    },
    {
      layer: 'population-grid',
      dataset: 'population-grid',
      rows: cellRows(all),
      asOf: CENSUS_AS_OF,
      source: DEMO_SOURCE,
    },
    { layer: 'green', dataset: 'green', rows: lazily(() => greenRows(green, fields())), ...invented },
    { layer: 'streets', dataset: 'streets', rows: lazily(() => streetRows(town.streets, fields())), ...invented },
    {
      layer: 'buildings',
      dataset: 'buildings',
      rows: lazily(buildings),
      ...invented,
    },
    { layer: 'addresses', dataset: 'addresses', rows: lazily(() => addressRows(buildings())), ...invented },
    { layer: 'properties', dataset: 'properties', rows: cases.rows, ...invented },
    { layer: 'properties', dataset: 'property-history', rows: cases.history, ...invented },
    ...partsOf(text, cases).map((part) => ({ ...part, ...invented })),
    {
      layer: 'crossings',
      dataset: 'crossings',
      rows: lazily(() => crossingRows(text, town.streets, fields())),
      ...invented,
    },
    { layer: 'stops', dataset: 'stops', rows: stopRows(town.streets), ...invented },
    { layer: 'playgrounds', dataset: 'playgrounds', rows: playgroundRows(), ...invented },
    { layer: 'playgrounds', dataset: 'playground-entrances', rows: entranceRows(town.streets), ...invented },
    { layer: 'offers', dataset: 'offers', rows: siteRows(), ...invented },
    { layer: 'offers', dataset: 'offer-providers', rows: providerRows(), ...invented },
    { layer: 'offers', dataset: 'offer-register', rows: registerRows(), ...invented },
    { layer: 'offers', dataset: 'offers-at-sites', rows: runRows(), ...invented },
    { layer: 'offers', dataset: 'offer-texts', rows: textRows(), ...invented },
    { layer: 'accidents', dataset: 'accidents', rows: accidentRows(text, town.streets), ...invented },
  ];
  return { project: projectRow(), datasets, proposals: proposalRows(), asOf: DEMO_AS_OF, cells: all };
}

function partsOf(seed: string, { rows, history }: ReturnType<typeof register>) {
  const parts = caseParts(seed, rows, history);
  return [
    { layer: 'properties', dataset: 'property-owners', rows: parts.owners },
    { layer: 'properties', dataset: 'property-defects', rows: parts.defects },
    { layer: 'properties', dataset: 'property-steps', rows: parts.steps },
    { layer: 'properties', dataset: 'property-tasks', rows: parts.tasks },
    { layer: 'properties', dataset: 'property-costs', rows: parts.costs },
    { layer: 'properties', dataset: 'property-funding', rows: parts.funding },
    { layer: 'properties', dataset: 'property-decisions', rows: parts.decisions },
    { layer: 'properties', dataset: 'property-notes', rows: parts.notes },
  ] as const;
}

/** Middle of the view, around which more city is made. */
const MIDDLE = project([7.4712, 51.5239]);

function* fieldsFor(seed: string, wanted: number): Generator<Field> {
  let made = 0;
  for (const field of around(seed, MIDDLE)) {
    if (made >= wanted) return;
    made += field.blocks.reduce((sum, block) => sum + block.footprints.length, 0);
    yield field;
  }
}

const lazily = <T>(rows: () => Iterator<T>): Iterable<T> => ({ [Symbol.iterator]: rows });

function* greenRows(own: Parameters<typeof greenRow>[0][], fields: Iterable<Field>): Generator<GreenRow> {
  let number = 0;
  for (const place of own) yield greenRow(place, `demo-green-${++number}`);
  for (const field of fields) for (const place of field.green) yield greenRow(place, `demo-green-${++number}`);
}

function* streetRows(own: Parameters<typeof streetRow>[0][], fields: Iterable<Field>): Generator<StreetRow> {
  let number = 0;
  for (const street of own) yield streetRow(street, `demo-street-${++number}`);
  yield* railwaysAndPaths(own);
  for (const field of fields) for (const street of field.streets) yield streetRow(street, `demo-street-${++number}`);
}

function* buildingRows(
  own: BuildingRow[],
  seed: string,
  fields: Iterable<Field>,
  wanted: number,
): Generator<BuildingRow> {
  let number = own.length;
  yield* own;
  for (const field of fields) {
    const rng = random(`${seed}/houses/${field.id}`);
    for (const { row } of houses(field.blocks, rng, () => `demo-building-${++number}`)) {
      yield row;
      if (number >= wanted && row.key === `demo-building-${wanted}`) return;
    }
  }
}
