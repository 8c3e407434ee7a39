import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { layerById } from '../layers/index.ts';
import { rowSchema } from '../layers/define.ts';
import { datasetsOf } from '../layers/tables.ts';
import type { Dataset } from '../layers/define.ts';
import { AXES } from '../layers/properties/axes.ts';
import { PROPERTY_CLASSES, PROPERTY_MARKS } from '../layers/properties/layer.ts';
import { contains, distance, nearest } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import { demoQuarter } from './index.ts';
import type { DemoDataset } from './index.ts';
import { UNTOUCHED } from './property-cases.ts';
import { QUARTER } from './quarter.ts';
import { UNITS } from './units.ts';

const demo = demoQuarter();

function rows<D extends DemoDataset['dataset']>(
  dataset: D,
): Extract<DemoDataset, { dataset: D }>['rows'] extends Iterable<infer R> ? R[] : never {
  const found = demo.datasets.find((candidate) => candidate.dataset === dataset);
  return [...((found?.rows ?? []) as Iterable<unknown>)] as never;
}

function declared(entry: DemoDataset): Dataset {
  const layer = layerById(entry.layer);
  const dataset = layer && datasetsOf(layer).find((candidate) => candidate.id === entry.dataset);
  if (!dataset) throw new Error(`no data set ${entry.dataset}`);
  return dataset;
}

function hashOf(seed: number): string {
  const hash = createHash('sha256');
  const made = demoQuarter({ seed });
  hash.update(JSON.stringify(made.project));
  for (const { rows: all } of made.datasets) for (const row of all) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe('the parts of the invented case files', () => {
  const cases = new Map(rows('properties').map((row) => [row.key, row]));

  test('belong to a case, and no owner is kept without purpose and a day of deletion to come', () => {
    const parts = demo.datasets.filter(({ dataset }) => dataset.startsWith('property-'));
    for (const part of parts)
      for (const row of part.rows as Iterable<{ property_key: string }>) expect(cases.has(row.property_key)).toBe(true);
    for (const owner of rows('property-owners')) {
      expect(owner.purpose).toBeTruthy();
      expect(String(owner.delete_on) > demo.asOf).toBe(true);
      if (owner.name !== null) expect(owner.name).toMatch(/^Demo/);
    }
  });

  test('tell the same as the axes: ownerless is not unknown, a running step is the procedure, defects fit the condition', () => {
    const ownersBy = Map.groupBy(rows('property-owners'), (owner) => owner.property_key);
    for (const [key, row] of cases) {
      const kinds = (ownersBy.get(key) ?? []).map(({ kind }) => kind);
      expect(kinds.includes('ownerless'), key).toBe(row.owner_state === 'ownerless');
      expect(kinds.includes('heirs'), key).toBe(row.owner_state === 'unknown');
      const running = rows('property-steps').filter((step) => step.property_key === key && step.state === 'running');
      expect(
        running.map(({ instrument }) => instrument),
        key,
      ).toEqual(row.procedure === 'none' ? [] : [row.procedure]);
      expect((row.vacant_dwellings ?? 0) <= (row.dwellings ?? 6), key).toBe(true);
      if (row.occupancy === 'overcrowded')
        expect((row.living_area_m2 ?? 0) / (row.residents ?? 1), key).toBeLessThan(10);
    }
    for (const defect of rows('property-defects')) {
      if (defect.grade === '5')
        expect(
          rows('property-history').some(
            (h) => h.property_key === defect.property_key && h.axis === 'condition' && h.value === '5',
          ),
        ).toBe(true);
    }
  });
});

describe('the demo as a whole', () => {
  test('is the same at every run, and another with another seed', () => {
    expect(hashOf(1)).toBe(hashOf(1));
    expect(hashOf(2)).not.toBe(hashOf(1));
  });

  test.each(demo.datasets.map((entry) => [entry.dataset, entry] as const))(
    '%s: rows pass the declared schema with unique keys',
    (_, entry) => {
      const dataset = declared(entry);
      const schema = rowSchema(dataset);
      const kinds = { point: 'Point', line: 'MultiLineString', polygon: 'MultiPolygon' } as const;
      const keys = new Set<string>();
      for (const row of entry.rows as Iterable<{ key: string; geometry?: { type: string } }>) {
        const { geometry, ...fields } = row;
        expect(schema.safeParse(fields).error?.issues, row.key).toBeUndefined();
        expect(geometry?.type).toBe(dataset.geometry && kinds[dataset.geometry]);
        keys.add(row.key);
      }
      expect(keys.size).toBe([...entry.rows].length);
      expect(keys.size).toBeGreaterThan(0);
    },
  );

  test('coordinates lie in the surroundings in UTM 32, east before north', () => {
    for (const { rows: all } of demo.datasets) {
      for (const row of all as Iterable<{ geometry?: { coordinates: unknown } }>) {
        const flat = row.geometry ? (row.geometry.coordinates as number[][]).flat(Infinity as 1) : [];
        flat.forEach((value, i) =>
          expect(i % 2 === 0 ? value > 388_000 && value < 399_000 : value > 5_706_000 && value < 5_714_000).toBe(true),
        );
      }
    }
  });

  test('every invented row says so in its source', () => {
    expect(new Set(demo.datasets.map((entry) => entry.source.name))).toEqual(new Set(['Demo – erfunden']));
  });

  test('every house of the demo is found by its address, and by one only', () => {
    const houses = new Map(rows('buildings').map((row) => [row.address, row]));
    const found = rows('addresses').map(({ street, number, suffix }) => `${street} ${number}${suffix ?? ''}`);
    expect(new Set(found).size).toBe(found.length);
    for (const address of found) expect(houses.has(address), address).toBe(true);
    const numbered = [...houses].filter(([address, { use }]) => use !== 'other' && /\d/.test(address ?? ''));
    expect(found.length).toBeGreaterThanOrEqual(numbered.length);
    expect(found).toContain('Bornstraße 52');
  });

  test('a scale that means nothing is refused', () => {
    expect(() => demoQuarter({ scale: 0 })).toThrow(RangeError);
    expect(() => demoQuarter({ scale: Number.NaN })).toThrow(RangeError);
  });
});

describe('the calibration', () => {
  const inQuarter = demo.cells.filter((cell) => cell.inQuarter);

  test('4,017 people live in the quarter, 855 of them under 18 and 294 under 6', () => {
    expect(sum(inQuarter.map((cell) => cell.inhabitants))).toBe(4017);
    expect(sum(inQuarter.map((cell) => cell.children))).toBe(855);
    expect(sum(inQuarter.map((cell) => cell.childrenUnder6))).toBe(294);
    for (const cell of inQuarter) {
      expect(cell.children).toBeLessThanOrEqual(cell.inhabitants ?? 0);
      expect(cell.childrenUnder6).toBeLessThanOrEqual(cell.children ?? 0);
    }
  });

  test('the rows of the grid give the same totals as the cells behind them', () => {
    const inside = new Set(inQuarter.map((cell) => cell.id));
    const stored = rows('population-grid').filter((row) => row.cell !== null && inside.has(row.cell));
    expect(sum(stored.map((row) => row.inhabitants_raw))).toBe(4017);
    expect(sum(stored.map((row) => row.children_raw))).toBe(855);
    for (const cell of inQuarter) expect(contains(QUARTER, cell.middle)).toBe(true);
  });

  test('the facts keep both figures for "foreign roots", each with source and date', () => {
    const values = demo.project.facts.map((fact) => fact.value);
    for (const value of [4017, 294, 855, 40, 30, 35, 65, 2892]) expect(values).toContain(value);
    for (const fact of demo.project.facts) {
      expect(fact.source).toMatch(/Jugendamt Dortmund/);
      expect(fact.asOf).toBe('2017-09-26');
    }
    for (const fact of demo.project.facts.filter(({ value }) => value === 65 || value === 2892))
      expect(fact.remark).not.toBeNull();
  });

  test('cells come in every state, with zero and "not available" apart', () => {
    const cells = rows('population-grid');
    expect(cells.some((cell) => cell.inhabitants_raw === 0 && cell.state_raw === 'value')).toBe(true);
    expect(cells.some((cell) => cell.inhabitants_raw === 1 || cell.inhabitants_raw === 2)).toBe(true);
    expect(cells.some((cell) => cell.state_raw === 'uncertain')).toBe(true);
    expect(cells.some((cell) => cell.state_raw === 'not-available')).toBe(true);
    for (const cell of cells) {
      expect(cell.state_raw === 'not-available').toBe(cell.inhabitants_raw === null);
      expect(cell.settlement_area_ha).toBeLessThanOrEqual(1);
      expect(cell.cell).toMatch(/^CRS3035RES100mN\d+00E\d+00$/);
    }
  });

  test('published figures name the city, derived ones the demo', () => {
    const indicators = rows('unit-indicators');
    const of = (key: string) => indicators.find((row) => row.key === key);
    expect(of('052/density-settlement/2024')).toMatchObject({
      value: 433.3,
      denominator: 'Siedlungs- und Verkehrsfläche',
      source: 'Stadt Dortmund, do_data2024',
    });
    expect(of('062/sgb2-children/2024')).toMatchObject({ value: 51.7, denominator: 'der unter 15-Jährigen' });
    expect(of('052/density-total/2024')?.source).toBe('Demo – erfunden');
    // Over time there are invented people only: no published figure is given a year that nobody published.
    const earlier = indicators.filter(({ year }) => year !== 2024);
    expect(new Set(earlier.map(({ year }) => year))).toEqual(new Set([2020, 2021, 2022, 2023]));
    expect(new Set(earlier.map(({ source }) => source))).toEqual(new Set(['Demo – erfunden']));
  });

  test('outlines of the units tile: a point lies in at most one, and every cell of the quarter in 052', () => {
    for (let east = 390_000; east < 398_000; east += 137) {
      for (let north = 5_708_000; north < 5_713_000; north += 139) {
        const point: Point = [east, north];
        expect(UNITS.filter((unit) => contains(unit.ring, point)).length).toBeLessThanOrEqual(1);
      }
    }
    for (const cell of inQuarter) expect(cell.unit.code).toBe('052');
  });
});

describe('the register', () => {
  const cases = rows('properties');
  const history = rows('property-history');
  const classOf = (row: (typeof cases)[number]): string => {
    if (row.works === 'completed') return 'completed';
    return row.availability === null || row.availability === 'unknown' ? 'recorded' : row.availability;
  };
  const markOf = (row: (typeof cases)[number]): string | null => {
    if (row.works === 'renovating') return 'renovating';
    return { ownerless: 'ownerless', unknown: 'owner-unknown', 'contact-lost': 'contact-lost', known: null }[
      row.owner_state ?? 'known'
    ];
  };

  test('touches every class and every mark of the map', () => {
    expect(cases).toHaveLength(46);
    expect(new Set(cases.map(classOf))).toEqual(new Set(PROPERTY_CLASSES.map((one) => one.id)));
    for (const mark of PROPERTY_MARKS) expect(cases.map(markOf)).toContain(mark.id);
  });

  test('holds two facts at once: acquired and renovating, not for sale and owner unknown', () => {
    expect(cases.some((row) => row.availability === 'acquired' && row.works === 'renovating')).toBe(true);
    expect(cases.some((row) => row.availability === 'not-for-sale' && row.owner_state === 'unknown')).toBe(true);
    expect(cases.some((row) => row.owner_state === 'ownerless' && row.procedure === '928')).toBe(true);
  });

  test('each history ends in the values that the case has now, in the order of its dates', () => {
    for (const row of cases) {
      const steps = history.filter((step) => step.property_key === row.key);
      expect(steps.length).toBeGreaterThanOrEqual(3);
      expect(steps.length).toBeLessThanOrEqual(8);
      const dates = steps.map((step) => step.valid_from ?? '');
      expect(dates).toEqual([...dates].sort());
      expect(dates[0]).toBe(row.recorded_on);
      expect((dates.at(-1) ?? '') <= demo.asOf).toBe(true);
      for (const axis of Object.keys(AXES) as (keyof typeof AXES)[]) {
        const last = steps.filter((step) => step.axis === axis).at(-1);
        expect(row[axis], `${row.key} ${axis}`).toBe(last?.value ?? UNTOUCHED[axis]);
      }
    }
  });

  test('completed cases took about six years', () => {
    for (const row of cases.filter((one) => one.works === 'completed')) {
      const last = history.filter((step) => step.property_key === row.key).at(-1)?.valid_from ?? '';
      const years = (Date.parse(last) - Date.parse(row.recorded_on ?? '')) / (365.25 * 86_400_000);
      expect(years).toBeGreaterThan(5);
      expect(years).toBeLessThan(7.2);
    }
  });

  test('cases stand on buildings of the demo, one each', () => {
    const addresses = new Set(rows('buildings').map((row) => row.address));
    expect(new Set(cases.map((row) => row.address)).size).toBe(cases.length);
    for (const row of cases) expect(addresses.has(row.address)).toBe(true);
  });
});

describe('places and accidents', () => {
  test('offers belong to sites, have ages, days, times and languages', () => {
    const sites = new Map(rows('offers').map((site) => [site.key, site]));
    const [runs, offers] = [rows('offers-at-sites'), rows('offer-register')];
    expect(offers.length).toBeGreaterThanOrEqual(30);
    expect(new Set(runs.map((run) => run.offer_key))).toEqual(new Set(offers.map(({ key }) => key)));
    expect(new Set(runs.map((run) => run.site_key)).size).toBeGreaterThanOrEqual(14);
    const providers = new Set(rows('offer-providers').map(({ key }) => key));
    for (const offer of offers) {
      expect(offer.age_from).toBeLessThan(offer.age_to ?? -1);
      expect(providers.has(offer.provider_key ?? '')).toBe(true);
    }
    for (const run of runs) {
      expect(sites.has(run.site_key ?? '')).toBe(true);
      expect(run.starts_at).toMatch(/^\d\d:\d\d$/);
      expect((run.starts_at ?? '') < (run.ends_at ?? '')).toBe(true);
      expect(run.weekdays?.length).toBeGreaterThan(0);
    }
    const languages = new Set(offers.flatMap((offer) => offer.languages ?? []));
    for (const language of ['tr', 'ar', 'bg', 'ro', 'pl', 'rom', 'ku', 'uk', 'de'])
      expect(languages).toContain(language);
  });

  test('Kinderstuben and Kitas of the quarter have the published number of places', () => {
    const places = (kind: string, keys?: string[]): number =>
      sum(
        rows('offers')
          .filter((site) => site.kind === kind && (!keys || keys.includes(site.key)))
          .map((site) => site.places),
      );
    expect(places('kinderstube')).toBe(27);
    expect(places('kita', ['demo-kita-missunde', 'demo-kita-roland'])).toBe(132);
  });

  test('twelve playgrounds, each with an entrance', () => {
    const playgrounds = rows('playgrounds');
    expect(playgrounds).toHaveLength(12);
    const entered = new Set(rows('playground-entrances').map((entrance) => entrance.playground_key));
    for (const playground of playgrounds) expect(entered.has(playground.key)).toBe(true);
  });

  test('no accident before 2019, and the crossing with the Mallinckrodtstraße stands out', () => {
    const accidents = rows('accidents');
    expect(accidents).toHaveLength(420);
    expect(Math.min(...accidents.map((row) => row.year ?? 0))).toBe(2019);
    expect(Math.max(...accidents.map((row) => row.year ?? 0))).toBe(2024);
    const near = accidents.filter((row) => {
      const [x, y] = (row.geometry as { coordinates: number[] }).coordinates as [number, number];
      return Math.hypot(x - 393_923, y - 5_709_384.5) < 50 && (row.year ?? 0) >= 2022;
    });
    expect(near.length).toBeGreaterThan(15);
    expect(near.filter((row) => row.category !== '3').length).toBeGreaterThanOrEqual(3);
  });
});

describe('walking', () => {
  type Line = readonly Point[];
  const linesOf = (row: { geometry: unknown }): Line[] => (row.geometry as { coordinates: Line[] }).coordinates;
  const pointOf = (row: { geometry: unknown }): Point => (row.geometry as { coordinates: Point }).coordinates;
  const streets = rows('streets').filter(({ kind }) => kind !== 'rail');
  const named = (name: string | null): Line[] => streets.filter((row) => row.name === name).flatMap(linesOf);
  const awayFrom = (lines: Line[], point: Point): number =>
    Math.min(...lines.map((line) => nearest(line, point).distance));

  test('every street and path is connected with every other by shared vertices', () => {
    const group = streets.map((_, i) => i);
    const root = (i: number): number => (group[i] === i ? i : root(group[i] as number));
    const first = new Map<string, number>();
    streets.forEach((row, i) => {
      for (const vertex of linesOf(row).flat().map(String)) {
        const other = first.get(vertex);
        if (other === undefined) first.set(vertex, i);
        else group[root(i)] = root(other);
      }
    });
    expect(new Set(streets.map((_, i) => root(i))).size).toBe(1);
  });

  test('crossings of every kind but none lie on the street that they name, also in the city around', () => {
    expect(new Set(rows('crossings').map(({ kind }) => kind))).toEqual(new Set(['signals', 'zebra', 'island']));
    for (const row of rows('crossings')) expect(awayFrom(named(row.street), pointOf(row)), row.key).toBeLessThan(5);
    const city = demoQuarter({ scale: 20_000 }).datasets;
    const around = city.flatMap((entry) => (entry.dataset === 'crossings' ? [...entry.rows] : []));
    expect(around.length).toBeGreaterThan(rows('crossings').length + 10);
    const lines = city
      .flatMap((entry) => (entry.dataset === 'streets' ? [...entry.rows] : []))
      .filter(({ kind }) => kind === 'main')
      .flatMap(linesOf);
    for (const row of around) expect(awayFrom(lines, pointOf(row)), row.key).toBeLessThan(5);
  });

  test('between Heroldstraße and Mallinckrodtstraße nothing helps to cross the Bornstraße, though a playground lies there', () => {
    const born = named('Bornstraße')[0] ?? [];
    const along = (point: Point): number => nearest(born, point).along;
    const helped = rows('crossings')
      .filter(({ street }) => street === 'Bornstraße')
      .map((row) => along(pointOf(row)));
    const meeting = (name: string): number => {
      const vertex = named(name)
        .flat()
        .find((point) => nearest(born, point).distance < 0.02);
      return along(vertex ?? [0, 0]);
    };
    for (const name of ['Missundestraße', 'Alsenstraße', 'Borsigstraße']) {
      const nearestHelp = Math.min(...helped.map((one) => Math.abs(one - meeting(name))));
      expect(nearestHelp, name).toBeGreaterThan(100);
    }
    const ground = rows('playgrounds').find(({ street }) => street === 'Alsenstraße');
    expect(nearest(born, pointOf(ground ?? { geometry: { coordinates: [0, 0] } })).distance).toBeLessThan(120);
  });

  test('stops of every kind that runs on streets stand on both sides of theirs, off the axis', () => {
    const stops = rows('stops');
    expect(new Set(stops.map(({ kind }) => kind))).toEqual(new Set(['bus', 'tram', 'light-rail']));
    const all = streets.flatMap(linesOf);
    for (const row of stops) {
      const { distance: away, side } = all
        .map((line) => nearest(line, pointOf(row)))
        .reduce((a, b) => (a.distance <= b.distance ? a : b));
      expect(away, row.key).toBeGreaterThan(2);
      expect(away, row.key).toBeLessThan(15);
      expect(side, row.key).toBe(row.key.endsWith('/1') ? -1 : 1);
    }
  });

  test('steps are short and not step-free, park paths say what they are, and of streets it is not known', () => {
    const steps = streets.filter((row) => row.steps);
    expect(steps).toHaveLength(1);
    for (const row of steps) {
      const [a, b] = linesOf(row)[0] ?? [];
      expect(row.step_free).toBe(false);
      expect(distance(a ?? [0, 0], b ?? [0, 0])).toBeLessThan(15);
    }
    expect(streets.filter(({ step_free }) => step_free === true).length).toBeGreaterThanOrEqual(3);
    expect(streets.filter(({ kind }) => kind !== 'path').every(({ step_free }) => step_free === null)).toBe(true);
  });
});
