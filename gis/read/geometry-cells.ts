import { shapesOf } from './shapes.ts';
import { readWkb } from './wkb.ts';
import { readWkt } from './wkt.ts';
import type { CellGeometry } from './wkt.ts';

/** Filled cells of a column by which it is judged. */
const SAMPLE = 200;
/** Share of them that must be geometries: nearly all, or most where the column is called what such columns are called. */
const NEARLY_ALL = 0.9;
const MOST = 0.5;
const CALLED =
  /^(?:e?wkt|e?wkb|(?:wkt|wkb|the)_?geom(?:etr(?:y|ie))?|geom(?:etr(?:y|ie))?|shape|geom_?(?:wkt|wkb)|way)$/i;
/** Characters of a damaged cell that are shown. */
const SHOWN = 40;

/** Geometry of a cell as well-known text or binary; null where it is none. */
function readCell(text: string): CellGeometry | null {
  const read = readWkt(text) ?? readWkb(text);
  // Numbers beyond what a number can hold are no place.
  return read?.geometry && !shapesOf(read.geometry) ? null : read;
}

const isFilled = (cell: string | undefined): cell is string => cell !== undefined && cell.trim() !== '';

/** What a column holds: 0 points, 1 lines, 2 polygons at most; null where it holds no geometries. */
function dimensionOf(name: string, column: number, rows: readonly (readonly string[])[]): number | null {
  let [filled, read] = [0, 0];
  let dimension: number | null = null;
  for (const row of rows) {
    const cell = row[column];
    if (!isFilled(cell)) continue;
    filled += 1;
    const found = readCell(cell);
    if (found) read += 1;
    const shapes = found?.geometry && shapesOf(found.geometry);
    if (shapes) {
      const own = shapes.polygons.length > 0 ? 2 : shapes.lines.length > 0 ? 1 : 0;
      dimension = Math.max(dimension ?? 0, own);
    }
    if (filled >= SAMPLE) break;
  }
  return read > 0 && read >= filled * (CALLED.test(name.trim()) ? MOST : NEARLY_ALL) ? dimension : null;
}

/**
 * Columns of a table that hold geometries as well-known text or binary, judged by what is in them; areas before lines before
 * points, since a point beside an area is where its name is written.
 * @param rows without the header
 */
export function geometryColumns(names: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return names
    .map((name, column) => ({ name, dimension: dimensionOf(name, column, rows) }))
    .filter(({ dimension }) => dimension !== null)
    .sort((a, b) => (b.dimension as number) - (a.dimension as number))
    .map(({ name }) => name);
}

/**
 * Geometries of a column, cell by cell, as GeoJSON in the system that most of those state which state one; `srid` is null where
 * none does. Empty cells are null. A damaged cell, or one in another system, becomes a geometry of no known type that is called
 * by its text: the import leaves its row out and says so.
 */
export function geometriesOf(cells: readonly (string | undefined)[]): { srid: number | null; geometries: unknown[] } {
  const read = cells.map((cell) => (isFilled(cell) ? readCell(cell) : undefined));
  const counts = Map.groupBy(
    read.flatMap((one) => one?.srid ?? []),
    (srid) => srid,
  );
  const [srid = null] = [...counts].sort((a, b) => b[1].length - a[1].length).map(([one]) => one);
  const geometries = read.map((one, i) => {
    if (one === undefined) return null;
    if (one === null) return { type: (cells[i] ?? '').trim().slice(0, SHOWN) };
    return one.srid !== null && one.srid !== srid ? { type: `SRID=${one.srid}` } : one.geometry;
  });
  return { srid, geometries };
}
