import { UnreadableFile } from '../source-types.ts';

/**
 * Columns of the Unfallatlas under every name they had from 2016 to 2025 (headers of the yearly files of the
 * Statistische Ämter des Bundes und der Länder), in lower case. Their order changes from year to year and is never used.
 */
const NAMES = {
  atlasId: ['uidentstlae', 'uidentstla'],
  objectId: ['objectid', 'oid_', 'objectid_1', 'fid'],
  land: ['uland'],
  region: ['uregbez'],
  district: ['ukreis'],
  municipality: ['ugemeinde'],
  year: ['ujahr'],
  month: ['umonat'],
  hour: ['ustunde'],
  weekday: ['uwochentag'],
  category: ['ukategorie'],
  kind: ['uart'],
  type: ['utyp1', 'utyp'],
  light: ['ulichtverh', 'licht'],
  // The file of 2016 calls the road's state IstStrasse; it carries the same codes 0 to 2.
  roadState: ['strzustand', 'iststrassenzustand', 'iststrasse'],
  bicycle: ['istrad'],
  car: ['istpkw'],
  pedestrian: ['istfuss', 'istfuß'],
  motorcycle: ['istkrad'],
  goodsVehicle: ['istgkfz'],
  other: ['istsonstige', 'istsonstig'],
  east: ['linrefx'],
  north: ['linrefy'],
  longitude: ['xgcswgs84'],
  latitude: ['ygcswgs84'],
  positionState: ['plst'],
} as const;

export type Column = keyof typeof NAMES;

/** Position of each column in the rows of a file; −1 where the file lacks it. */
export type Columns = Record<Column, number>;

/** Columns by their names, in whatever order they stand. Where a file has several names of one column, the first listed wins. */
export function columnsOf(header: readonly string[]): Columns {
  const lower = header.map((cell) => cell.trim().toLowerCase());
  const entries = Object.entries(NAMES).map(([column, names]) => {
    const found = names.map((name) => lower.indexOf(name)).find((index) => index >= 0);
    return [column, found ?? -1];
  });
  return Object.fromEntries(entries) as Columns;
}

const NEEDED = ['year', 'month', 'category'] as const satisfies readonly Column[];

/**
 * Refuses a header without year, month, severity or any pair of coordinates.
 * @throws {UnreadableFile} naming the columns that are missing
 */
export function requireColumns(columns: Columns): void {
  const missing: string[] = NEEDED.filter((column) => columns[column] < 0).map((column) =>
    NAMES[column][0].toUpperCase(),
  );
  const projected = columns.east >= 0 && columns.north >= 0;
  const geographic = columns.longitude >= 0 && columns.latitude >= 0;
  if (!projected && !geographic) missing.push('LINREFX/LINREFY oder XGCSWGS84/YGCSWGS84');
  if (missing.length === 0) return;
  throw new UnreadableFile({
    de: `In der Kopfzeile fehlen Spalten des Unfallatlas: ${missing.join(', ')}.`,
    en: `The header lacks columns of the Unfallatlas: ${missing.join(', ').replace(' oder ', ' or ')}.`,
  });
}

/** How many of the columns that only the Unfallatlas has stand in a header, as a share of those that it always has. */
export function likeness(header: readonly string[]): number {
  const columns = columnsOf(header);
  const telling = ['category', 'type', 'kind', 'hour', 'weekday', 'bicycle', 'car', 'pedestrian'] as const;
  return telling.filter((column) => columns[column] >= 0).length / telling.length;
}
