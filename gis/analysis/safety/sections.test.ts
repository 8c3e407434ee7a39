import { describe, expect, it } from 'vitest';
import type { Point } from '../network/types.ts';
import type { Accident } from './accident.ts';
import { junctionsOf } from './junctions.ts';
import { PRESETS } from './presets.ts';
import type { Criterion, HotspotPreset } from './presets.ts';
import { sectionsOf } from './sections.ts';
import type { Section } from './sections.ts';
import { accident, line, town } from './test-streets.ts';

/** A street of a kilometre with one side street at 500 m. */
const STREET = [
  line('Lange Straße', [
    [0, 0],
    [0, 1000],
  ]),
  line('Nebenweg', [
    [0, 500],
    [300, 500],
  ]),
];
const at = (chainage: number): Point => [2, chainage];
const find = (accidents: readonly Accident[], preset: HotspotPreset, years: readonly number[], lines = STREET) =>
  sectionsOf({ ...town(lines), accidents, years, preset });
const keys = (all: readonly Accident[]) => all.map(({ key }) => key).toSorted();
const only = (...criteria: Criterion[]): HotspotPreset => ({ ...PRESETS.nw, criteria });
const injury: Criterion = { id: '3y-injury', years: 1, least: 3, counted: 'injury', same: null };

describe('sections', () => {
  it('three of the same type in one year within 200 m meet the first criterion of NRW, and not that of Hesse', () => {
    const three = [100, 200, 300].map((chainage) => accident(at(chainage), 2022, { type: '6' }));
    const { found } = find([...three, accident(at(150), 2022, { type: '2' })], PRESETS.nw, [2021, 2022]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      preset: 'nw',
      criterion: '1y-same',
      place: 'section',
      streets: ['Lange Straße'],
      years: { first: 2022, last: 2022 },
      shared: '6',
      accidents: keys(three),
      counts: { killed: 0, severe: 0, light: 3 },
    });
    expect(found[0]?.from).toBeCloseTo(100, 9);
    expect(found[0]?.to).toBeCloseTo(300, 9);
    expect(find(three, PRESETS.he, [2022]).found).toEqual([]);
  });

  it('accidents whose type is not known have no type in common', () => {
    const three = [100, 110, 120].map((chainage) => accident(at(chainage), 2022, { type: null }));
    expect(find(three, PRESETS.nw, [2022]).found).toEqual([]);
  });

  it('killed and severely injured count together, whatever the type', () => {
    const three = [
      accident(at(100), 2020, { category: '1', type: '1' }),
      accident(at(140), 2021, { category: '2', type: '2' }),
      accident(at(180), 2022, { category: '2', type: '3' }),
    ];
    const { found } = find([...three, accident(at(150), 2021)], PRESETS.nw, [2020, 2021, 2022]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      criterion: '3y-severe',
      accidents: keys(three),
      counts: { killed: 1, severe: 2, light: 0 },
    });
  });

  it('a row of accidents every 40 m is cut into sections of at most 200 m, it does not chain', () => {
    const all = Array.from({ length: 11 }, (_, i) => accident(at(40 * i + 10), 2022, { type: String(i % 7) }));
    const { found } = find(all, only({ ...injury, least: 4 }), [2022]);
    // 6 fit on 200 m (0, 40, … 200), 5 are left for the second.
    expect(found.map(({ accidents }) => accidents.length)).toEqual([6, 5]);
    for (const { from, to } of found) expect((to as number) - (from as number)).toBeLessThanOrEqual(200 + 1e-9);
    const chosen = found.flatMap(({ accidents }) => accidents);
    expect(new Set(chosen).size).toBe(chosen.length);
  });

  it('tells the junction from the street: at 25 m an accident belongs to it, at 26 m no longer', () => {
    const junction = [475, 500, 525].map((chainage) => accident([0, chainage], 2022));
    const beside = [526, 540].map((chainage) => accident([0, chainage], 2022));
    const { found } = find([...junction, ...beside], only(injury), [2022]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      place: 'junction',
      streets: ['Lange Straße', 'Nebenweg'],
      accidents: keys(junction),
      from: null,
      to: null,
    });
    // Three arms of 25 m.
    const lengths = found[0]?.lines.map(([a, b]) =>
      Math.hypot((a?.[0] ?? 0) - (b?.[0] ?? 0), (a?.[1] ?? 0) - (b?.[1] ?? 0)),
    );
    expect(lengths).toEqual([25, 25, 25]);
  });

  it('a year without data is no zero: views that need it are named, and not judged', () => {
    const five = [2019, 2019, 2019, 2021, 2021].map((year) => accident(at(200), year, { type: null }));
    const { found, incomplete } = find(five, PRESETS.nw, [2019, 2021]);
    expect(found).toEqual([]);
    expect(incomplete).toEqual([{ first: 2019, last: 2021 }]);
    // With the year known, and nothing in it, the same five meet the criterion.
    expect(find(five, PRESETS.nw, [2019, 2020, 2021]).found).toMatchObject([
      { criterion: '3y-injury', years: { first: 2019, last: 2021 }, accidents: keys(five) },
    ]);
  });

  it('of several views takes the one with most accidents and tells in how many it holds', () => {
    const years = [2019, 2020, 2021, 2022, 2023];
    const all = [2019, 2020, 2020, 2021, 2021, 2021, 2022].map((year) => accident(at(800), year, { type: null }));
    const { found } = find(all, only({ ...injury, years: 3, least: 5 }), years);
    // 2019–2021: 6, 2020–2022: 6, 2021–2023: 4. Of two with six the newer.
    expect(found).toMatchObject([{ years: { first: 2020, last: 2022 }, spans: 2 }]);
    expect(found[0]?.accidents).toHaveLength(6);
  });

  it('does not reach across a gap of the street', () => {
    const parted = [
      line('Lange Straße', [
        [0, 0],
        [0, 100],
      ]),
      line('Lange Straße', [
        [0, 400],
        [0, 500],
      ]),
    ];
    const all = [90, 95, 405].map((chainage) => accident(at(chainage), 2022));
    expect(find(all, only(injury), [2022], parted).found).toEqual([]);
    expect(find(all, only({ ...injury, least: 2 }), [2022], parted).found).toHaveLength(1);
  });

  it('leaves out what lies on no street, and says how much', () => {
    const away = [1, 2, 3].map(() => accident([200, 800], 2022));
    expect(find(away, only(injury), [2022])).toMatchObject({ found: [], offStreet: 3 });
  });

  it('bears no data at all', () => {
    expect(find([], PRESETS.nw, [])).toEqual({ found: [], years: [], incomplete: [], offStreet: 0 });
  });

  it('gives a place the same key on every run, in whatever order accidents come', () => {
    const all = [10, 60, 120, 480, 500, 510, 700].map((chainage) => accident(at(chainage), 2022));
    const tell = (sections: readonly Section[]) => sections.map(({ key, accidents }) => [key, accidents]);
    expect(tell(find(all.toReversed(), only(injury), [2022]).found)).toEqual(
      tell(find(all, only(injury), [2022]).found),
    );
    expect(find(all, only(injury), [2022]).found).toHaveLength(2);
  });
});

describe('junctions', () => {
  const cross = (y: number, name: string) =>
    line(name, [
      [0, y],
      [200, y],
    ]);
  const spine = line('Achse', [
    [0, -100],
    [0, 400],
  ]);
  const of = (...lines: ReturnType<typeof line>[]) => {
    const { graph } = town([spine, ...lines]);
    return junctionsOf(graph, (n) => [spine, ...lines][n]?.name ?? '');
  };

  it('nearer than 30 m to each other are one', () => {
    expect(of(cross(100, 'A'), cross(129, 'B'))).toMatchObject([{ at: [0, 114.5], lines: [0, 1, 2] }]);
    expect(of(cross(100, 'A'), cross(130, 'B'))).toHaveLength(2);
  });

  it('do not chain along a street with side streets every 20 m', () => {
    const all = of(cross(100, 'A'), cross(120, 'B'), cross(140, 'C'), cross(160, 'D'));
    expect(all.map(({ nodes }) => nodes.length)).toEqual([2, 2]);
  });

  it('are none where a carriageway only divides, or a street ends', () => {
    const divided = line('Achse', [
      [0, 400],
      [10, 500],
    ]);
    const second = line('Achse', [
      [0, 400],
      [-10, 500],
    ]);
    expect(of(divided, second)).toEqual([]);
  });
});
