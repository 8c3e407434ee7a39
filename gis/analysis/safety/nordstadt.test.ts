import { beforeAll, describe, expect, it } from 'vitest';
import { project as utm } from '../../demo/projection.ts';
import { STREETS } from '../../demo/skeleton.ts';
import { collect, hasSharedData, sharedFile } from '../../read/test-import.ts';
import type { Accident } from './accident.ts';
import { knownYears } from './accident.ts';
import { project } from './axis.ts';
import { accidentOfRow } from './accident-row.ts';
import { PRESETS } from './presets.ts';
import type { Criterion } from './presets.ts';
import { sectionsOf } from './sections.ts';
import { line, town } from './test-streets.ts';

const FILES = [
  'rebuilt_Unfallorte2019_LinRef_dortmund_nordstadt.txt',
  'rebuilt_Unfallorte2021_LinRef_dortmund_nordstadt.txt',
  'rebuilt_Unfallorte2024_LinRef_dortmund_nordstadt.csv',
];
/** Bornstraße (its real axis) and Mallinckrodtstraße, which crosses it at its chainage 972. */
const streets = (...names: string[]) =>
  town(STREETS.filter(({ name }) => names.includes(name)).map((one) => line(one.name, one.line.map(utm), one.kind)));
const BOTH = ['Bornstraße', 'Mallinckrodtstraße'];

/**
 * Counted by hand from a list: the 73 accidents were projected onto the Bornstraße apart from this code (own UTM series, own
 * projection) and sorted by year and chainage. Within
 * 30 m of the Bornstraße and not at the junction with Mallinckrodtstraße lie
 *   2019: 547, 866, 1124, 1394             – none within 200 m of another
 *   2021: 0, 13 | 489 | 1124 | 1653, 1770, 1965 | 2207, 2296
 *   2024: none
 * and at the junction (within 25 m) one of 2019 and two of 2021 (types 6 and 2). 40355 lies 34 m from the junction, on
 * Mallinckrodtstraße.
 */
describe.skipIf(!hasSharedData)(
  `accidents of the Nordstadt${hasSharedData ? '' : ' (skipped: no shared data)'}`,
  () => {
    let accidents: Accident[];
    beforeAll(async () => {
      const files = await Promise.all(FILES.map((name) => collect(sharedFile(`unfallatlas/${name}`))));
      accidents = files.flatMap(({ rows }) => rows['accidents'] ?? []).map(accidentOfRow);
    });
    const find = (names: string[], sectionM: number, ...criteria: Criterion[]) =>
      sectionsOf({
        ...streets(...names),
        accidents,
        years: knownYears(accidents),
        preset: { ...PRESETS.nw, id: 'own', sectionM, criteria },
      });
    const oneYear = (least: number): Criterion => ({ id: '1y-same', years: 1, least, counted: 'injury', same: null });

    it('73 accidents of three years; no view of three years is covered', () => {
      expect(accidents).toHaveLength(73);
      const { years, incomplete } = find(BOTH, 200, { ...oneYear(5), years: 3 });
      expect(years).toEqual([2019, 2021, 2024]);
      expect(incomplete.map(({ first }) => first)).toEqual([2019, 2020, 2021, 2022]);
    });

    it('lie at these chainages of the Bornstraße', () => {
      const [born] = streets('Bornstraße').streets;
      const near = accidents
        .map(({ key, at, year }) => ({ key, year, ...project((born as NonNullable<typeof born>).axis, at) }))
        .filter(({ distance }) => distance <= 25)
        .toSorted((a, b) => a.year - b.year || a.chainage - b.chainage);
      expect(near.map(({ year, chainage }) => [year, Math.round(chainage)])).toEqual([
        [2019, 547],
        [2019, 866],
        [2019, 973],
        [2019, 1124],
        [2019, 1394],
        [2021, 0],
        [2021, 13],
        [2021, 489],
        [2021, 956],
        [2021, 985],
        [2021, 1124],
        [2021, 1653],
        [2021, 1770],
        [2021, 1965],
        [2021, 2207],
        [2021, 2296],
      ]);
    });

    it('no criterion of any Land is met', () => {
      for (const preset of Object.values(PRESETS)) {
        const input = { ...streets(...BOTH), accidents, years: [2019, 2021, 2024], preset };
        expect(sectionsOf(input).found).toEqual([]);
      }
    });

    it('two in a year within 200 m: the junction and three sections', () => {
      const { found } = find(BOTH, 200, oneYear(2));
      expect(
        found
          .filter(({ streets: [street] }) => street === 'Bornstraße')
          .map(({ place, from, to, years, accidents: made }) => ({
            place,
            from: from && Math.round(from),
            to: to && Math.round(to),
            year: years.first,
            made,
          }))
          .toSorted((a, b) => (a.from ?? -1) - (b.from ?? -1)),
      ).toEqual([
        { place: 'junction', from: null, to: null, year: 2021, made: ['2021-40018', '2021-40482'] },
        { place: 'section', from: 0, to: 13, year: 2021, made: ['2021-40570', '2021-40712'] },
        { place: 'section', from: 1653, to: 1770, year: 2021, made: ['2021-40160', '2021-40296'] },
        { place: 'section', from: 2207, to: 2296, year: 2021, made: ['2021-40205', '2021-40556'] },
      ]);
    });

    it('three in a year on 312 m are a section only where one may be that long', () => {
      expect(find(BOTH, 300, oneYear(3)).found).toEqual([]);
      const [section] = find(BOTH, 313, oneYear(3)).found;
      expect(section).toMatchObject({ place: 'section', accidents: ['2021-40160', '2021-40296', '2021-40424'] });
    });

    it('without the crossing street the three of type 6 around it would meet the criterion of NRW: junctions must be known', () => {
      const input = { ...streets('Bornstraße'), accidents, years: [2019, 2021, 2024], preset: PRESETS.nw };
      expect(sectionsOf(input).found).toMatchObject([
        { criterion: '1y-same', shared: '6', place: 'section', accidents: ['2021-40018', '2021-40186', '2021-40355'] },
      ]);
    });
  },
);
