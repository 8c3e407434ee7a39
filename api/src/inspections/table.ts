import type { Geometry } from 'geojson';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { coordinateColumns, locatorOf } from '@quartierblick/gis/read/delimited-features.ts';
import { checkHeader, readRows } from '@quartierblick/gis/read/delimited.ts';
import type { RawFeature } from '@quartierblick/gis/read/geojson.ts';
import { FigureColumns } from '@quartierblick/gis/read/figures.ts';
import { geometriesOf, geometryColumns } from '@quartierblick/gis/read/geometry-cells.ts';
import { parseNumber, parseText } from '@quartierblick/gis/read/numbers.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { columnNames, findHeaderRow } from '@quartierblick/gis/read/table-header.ts';
import { isWorkbook } from './formats.ts';
import { bare } from './join-column.ts';
import { FeatureFile } from './feature-file.ts';
import type { StoredLayer, TableChoice } from './types.ts';

/** Rows that are shown so that the header can be chosen. */
const SHOWN = 40;
/** Characters shown of a cell: an area may be written in millions. */
const LONGEST_SHOWN = 200;
/** Rows of a table that are read; official tables of a city are far below, and longer ones are looked at but not imported. */
export const MOST_ROWS = 500_000;

/** Places by their key, GeoJSON in EPSG:25832, for tables that are joined to a layer. */
export type Places = ReadonlyMap<string, Geometry>;

/** A table as it is understood by a choice. */
export interface Table {
  /** The first rows, header and titles included. */
  shown: string[][];
  headerRow: number;
  names: string[];
  /** Columns that places come from; null where they come from a geometry or a key. */
  coordinates: { x: string; y: string } | null;
  /** Column of geometries (well-known text or binary) that places come from. */
  geometry: string | null;
  /** All columns of geometries, areas first. They are no fields of the features. */
  geometryColumns: string[];
  /** EPSG number that the geometries state. */
  srid: number | null;
  /** Rows below the header as features. */
  features: RawFeature[];
  /** Whether all rows were read. */
  complete: boolean;
}

async function rowsOf(layer: StoredLayer): Promise<{ rows: string[][]; complete: boolean }> {
  const file = await openImportFile(layer.path, layer.file);
  const rows: string[][] = [];
  for await (const batch of readRows(file, layer.extracted ? ',' : undefined)) {
    for (const row of batch) rows.push(row);
    if (rows.length > MOST_ROWS) return { rows: rows.slice(0, MOST_ROWS), complete: false };
  }
  // The first line of an extracted sheet are names that were made up; a dBASE table's are its own.
  return { rows: isWorkbook(layer.format) ? rows.slice(1) : rows, complete: true };
}

/** Columns in which every filled cell is a number, so that figures become numbers and codes stay text. */
function figureColumns(rows: readonly string[][], width: number): boolean[] {
  const columns = new FigureColumns();
  for (const row of rows) for (let i = 0; i < width; i += 1) columns.see(String(i), row[i]);
  return Array.from({ length: width }, (_, column) => columns.has(String(column)));
}

/** Columns of coordinates, chosen or by their names. */
const coordinatesOf = (names: readonly string[], { x, y }: TableChoice): Table['coordinates'] =>
  x !== undefined && y !== undefined ? { x, y } : coordinateColumns(names);

/** The column of geometries that places are taken from: chosen, or found where nothing else is chosen. */
function geometryColumn({ geometry, x, y, join }: TableChoice, found: readonly string[]): string | null {
  if (join) return null;
  return geometry ?? (x === undefined && y === undefined ? (found[0] ?? null) : null);
}

/** How a row gets its place by a key or by coordinates. */
function placer(names: readonly string[], choice: TableChoice, places: Places | undefined) {
  const { join } = choice;
  if (join) {
    const column = names.indexOf(join.field);
    const byBare = new Map([...(places ?? [])].map(([key, geometry]) => [bare(key), { key, geometry }]));
    return (row: readonly string[]) => {
      const text = parseText(row[column]);
      const found = text === null ? undefined : byBare.get(bare(text));
      // A key that no area has is the row's name where it is said why the row was left out.
      return found ? { geometry: found.geometry, key: found.key } : { geometry: null, id: text };
    };
  }
  const found = coordinatesOf(names, choice);
  const locate = found && locatorOf(names.indexOf(found.x), names.indexOf(found.y));
  return (row: readonly string[]) => {
    const coordinates = locate?.(row) ?? null;
    return { geometry: coordinates && { type: 'Point', coordinates } };
  };
}

/**
 * Reads a table as features: header and columns of geometries or coordinates found or chosen, or places taken from a layer by
 * its key.
 * @throws {UnreadableFile} where most rows do not fit the header, or the columns chosen are not there
 */
export async function readTable(layer: StoredLayer, choice: TableChoice = {}, places?: Places): Promise<Table> {
  const { rows, complete } = await rowsOf(layer);
  // What GDAL made of a database without places begins with its names of fields.
  const named = layer.extracted && !isWorkbook(layer.format);
  const headerRow = Math.min(choice.headerRow ?? (named ? 0 : findHeaderRow(rows)), Math.max(0, rows.length - 1));
  const names = columnNames(rows, headerRow);
  for (const wanted of [choice.x, choice.y, choice.geometry, choice.join?.field]) {
    if (wanted !== undefined && !names.includes(wanted)) {
      throw new UnreadableFile({
        de: `Eine Spalte „${wanted.slice(0, 60)}“ gibt es in dieser Tabelle nicht.`,
        en: `There is no column “${wanted.slice(0, 60)}” in this table.`,
      });
    }
  }
  const below = rows.slice(headerRow + 1).filter((row) => row.some((cell) => cell.trim() !== ''));
  // In a sheet short rows are usual; in a delimited text a surplus field means that values sit in wrong columns.
  if (!layer.extracted) checkHeader(rows[headerRow] ?? [], below);
  const figures = figureColumns(below, names.length);
  const found = geometryColumns(names, below);
  const shape = geometryColumn(choice, found);
  const column = names.indexOf(shape ?? '');
  const shapes = shape === null ? null : geometriesOf(below.map((row) => row[column]));
  const place = placer(names, choice, places);
  // A geometry is where a row lies, and no value of it; as one, it would be kept twice.
  const fields = [...names.entries()].filter(([, name]) => name !== shape && !found.includes(name));
  const features = below.map((row, at): RawFeature => {
    const placed = shapes ? { geometry: shapes.geometries[at] } : place(row);
    const { geometry, key, id } = placed as { geometry: unknown; key?: string; id?: string | null };
    const cells = fields.map(([i, name]) => {
      const text = parseText(row[i]);
      return [name, figures[i] ? (parseNumber(text) ?? text) : text];
    });
    const properties = Object.fromEntries(cells) as Record<string, unknown>;
    if (choice.join && key !== undefined) properties[choice.join.field] = key;
    return { ...((id ?? null) === null ? {} : { id }), properties, geometry };
  });
  const coordinates = shapes ? null : coordinatesOf(names, choice);
  const shown = rows.slice(0, SHOWN).map((row) => row.map((cell) => cell.slice(0, LONGEST_SHOWN)));
  const srid = shapes?.srid ?? null;
  return { shown, headerRow, names, coordinates, geometry: shape, geometryColumns: found, srid, features, complete };
}

/** Writes features as a GeoJSON collection, piece by piece. */
export async function writeFeatures(path: string, features: readonly RawFeature[]): Promise<void> {
  const file = new FeatureFile(path);
  for (const feature of features) await file.add(feature);
  await file.close();
}
