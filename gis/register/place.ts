import { parseNumber } from '../read/numbers.ts';
import { STORAGE, WGS84 } from '../read/crs.ts';
import type { RowProblem } from './row-problem.ts';

/** Texts of columns that are no fields of their own: keys, parts of an address, coordinates. */
export type Extras = Partial<Record<string, string>>;

/** EPSG:25832, metres. */
export type Position = [east: number, north: number];

/** The place that a row's coordinates name, in degrees (WGS 84) or metres (ETRS89/UTM 32); what is none is added to the problems. */
export function placeOf(extras: Extras, problems: RowProblem[]): Position | null {
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
