import type { FileHead, ImportFile } from '../layers/source-types.ts';
import { headerOf, readDelimited } from './delimited.ts';
import type { RawFeature, RawFeatures } from './geojson.ts';
import { parsePosition, parseText } from './numbers.ts';

/** Pairs of columns that hold a position, east before north, in any system that its numbers tell. */
const PAIRS = [
  ['ostwert', 'hochwert'],
  ['rechtswert', 'hochwert'],
  ['utm_ost', 'utm_nord'],
  ['easting', 'northing'],
  ['ostwert', 'nordwert'],
  ['longitude', 'latitude'],
  ['lon', 'lat'],
  ['lng', 'lat'],
  ['laenge', 'breite'],
  ['länge', 'breite'],
  ['x', 'y'],
] as const;
/** Latitude and longitude in one column, as Opendatasoft writes them. */
const POINT = 'geo_point_2d';

type Locate = (row: readonly string[]) => [number, number] | null;

/**
 * Columns that hold a position by their names, east before north; null where none do. Twice the same where one column holds
 * both coordinates.
 */
export function coordinateColumns(header: readonly string[]): { x: string; y: string } | null {
  const names = header.map((name) => name.toLowerCase());
  for (const [east, north] of [...PAIRS, [POINT, POINT]]) {
    const [x, y] = [header[names.indexOf(east as string)], header[names.indexOf(north as string)]];
    if (x !== undefined && y !== undefined) return { x, y };
  }
  return null;
}

/**
 * How the position of a row is read, east before north.
 * @param x index of the column with the east; that of {@link y} where one column holds both, north first, as in `51.52, 7.47`
 */
export function locatorOf(x: number, y: number): Locate {
  if (x !== y) return (row) => parsePosition(row[x], row[y]);
  return (row) => {
    const text = row[x] ?? '';
    const [north, east, more] = text.split(text.includes(';') ? ';' : ',');
    return more === undefined ? parsePosition(east, north) : null;
  };
}

/** How the position of a row is read; null where no columns hold one. */
function locator(header: readonly string[]): Locate | null {
  const found = coordinateColumns(header);
  return found && locatorOf(header.indexOf(found.x), header.indexOf(found.y));
}

/** Names of the columns of a delimited text with a position in each row, in lower case; null where it is none. */
export function delimitedNames({ text }: FileHead): ReadonlySet<string> | null {
  const header = headerOf(text);
  return header.length > 1 && locator(header) ? new Set(header.map((name) => name.toLowerCase())) : null;
}

/**
 * Rows of a delimited text as features: points by their columns of coordinates, in the system that the numbers tell. A row that is
 * longer or shorter than the header has no place: its values may sit in wrong columns.
 * @throws {UnreadableFile} where most rows do not fit the header
 */
export async function readDelimitedFeatures(file: ImportFile): Promise<RawFeatures> {
  const { header, batches } = await readDelimited(file);
  const locate = locator(header);
  const featureOf = (row: string[]): RawFeature => {
    const position = row.length === header.length ? locate?.(row) : null;
    const properties = Object.fromEntries(header.map((name, i) => [name, parseText(row[i])]));
    return { properties, geometry: position ? { type: 'Point', coordinates: position } : null };
  };
  async function* features(): AsyncGenerator<RawFeature[]> {
    for await (const batch of batches) yield batch.map(featureOf);
  }
  return { crs: undefined, batches: features() };
}
