import { mkdir, writeFile } from 'node:fs/promises';
import type { GeometryKind } from '@quartierblick/gis/layers/define.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { cutText, shapefileReadme, shortNames } from '@quartierblick/gis/export/shapefile.ts';
import type { Sql } from '../db.ts';
import { GdalFailed, gdalConvert } from '../gdal/process.ts';
import type { GdalLimits } from '../gdal/limits.ts';
import type { Conversion, WriteFormat } from '../gdal/messages.ts';
import { tooLarge, writeFeatures } from './geojson-file.ts';
import { plainName } from './order.ts';
import type { ExportOrder } from './order.ts';
import type { ExportRow } from './rows.ts';
import { zipFiles } from './zip.ts';

/** GDAL's name of what is stored: multi-geometries throughout, points stay points. */
const GEOMETRY: Record<GeometryKind, string> = { point: 'POINT', line: 'MULTILINESTRING', polygon: 'MULTIPOLYGON' };

/** Types that GDAL must not guess from the rows at hand: a column may hold whole numbers only, or nothing. */
const TYPES: Partial<Record<Field['sql'], string>> = {
  integer: 'integer',
  bigint: 'bigint',
  'double precision': 'float',
  // Without a length GDAL declares the column to hold one character, and QGIS lets nobody write more into it.
  text: 'character(0)',
  date: 'date',
};

/** Lists are one text in these formats: codes by commas, free texts, which may hold commas, by semicolons. */
const joined = (value: readonly unknown[], kind: Field['kind']): string => value.join(kind === 'codes' ? ',' : '; ');

interface Column {
  name: string;
  /** Name in the file. */
  as: string;
  field: Field | null;
}

function columnsOf(fields: ExportOrder['fields'], short: ReadonlyMap<string, string> | null): Column[] {
  const named: [string, Field | null][] = [['key', null], ...fields];
  return named.map(([name, field]) => ({ name, as: short?.get(name) ?? name, field }));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The columns with their types in OGR SQL. @param logical whether the format has a type for yes and no */
function typed(columns: readonly Column[], logical: boolean): string {
  const said = columns.map(({ as, field }) => {
    const type = field?.sql === 'boolean' ? (logical ? 'boolean' : 'integer') : TYPES[field?.sql ?? 'text'];
    return type ? `CAST(${quoted(as)} AS ${type}) AS ${quoted(as)}` : quoted(as);
  });
  return `SELECT ${said.join(', ')} FROM rows`;
}

interface Target {
  format: WriteFormat;
  short: ReadonlyMap<string, string> | null;
  /** Told of every text that had to be cut. */
  oncut?: (name: string) => void;
  conversion?: Partial<Conversion>;
}

/** Writes the rows of an export into files by GDAL; returns their absolute paths. */
async function converted(sql: Sql, order: ExportOrder, limits: GdalLimits, target: Target): Promise<string[]> {
  const { folder, layer, crs, running, rows, fields } = order;
  const { format, short, oncut, conversion } = target;
  const columns = columnsOf(fields, short);
  const [from, to] = [`${folder}/in`, `${folder}/out`];
  await Promise.all([mkdir(from), mkdir(to)]);
  const input = `${from}/rows.geojson`;
  const valueOf = ({ name, field }: Column, { properties }: ExportRow): unknown => {
    const value = properties[name] ?? null;
    if (Array.isArray(value)) return cutTo(joined(value, field?.kind ?? 'list'), name, oncut);
    // A Shapefile knows no yes and no: 1 and 0 are what every program reads.
    if (typeof value === 'boolean' && short) return Number(value);
    return typeof value === 'string' ? cutTo(value, name, oncut) : value;
  };
  await writeFeatures(sql, order, {
    path: input,
    head: { name: 'rows' },
    featureOf: (row) => {
      const properties = Object.fromEntries(columns.map((column) => [column.as, valueOf(column, row)]));
      return `{"type":"Feature","properties":${JSON.stringify(properties)},"geometry":${row.geometry ?? 'null'}}`;
    },
  });
  running.tell({ phase: 'writing', done: 0, total: rows });
  try {
    return await gdalConvert(
      to,
      [
        {
          input,
          format,
          name: plainName(layer),
          layerName: plainName(layer),
          sql: typed(columns, short === null),
          from: `EPSG:${crs}`,
          geometry: GEOMETRY[layer.dataset.geometry ?? 'polygon'],
          ...conversion,
        },
      ],
      { limits, signal: running.signal },
    );
  } catch (error) {
    if (error instanceof GdalFailed && /memory|timeout/.test(error.type)) throw tooLarge();
    if (error instanceof GdalFailed)
      throw new Error(`GDAL could not write ${format}: ${error.type} ${error.said}`, { cause: error });
    throw error;
  }
}

function cutTo(text: string, name: string, oncut: Target['oncut']): string {
  if (!oncut) return text;
  const short = cutText(text);
  if (short.cut) oncut(name);
  return short.text;
}

const README = { de: 'LIESMICH.txt', en: 'README.txt' } as const;

/** The one file that GDAL wrote with this ending. */
function only(files: readonly string[], ending: string): string {
  const found = files.find((file) => file.endsWith(ending));
  if (found === undefined) throw new Error(`GDAL wrote no ${ending}`);
  return found;
}

/** A GeoPackage with one layer, its geometry column called `geom`; styles and metadata are added by its caller. */
export async function geopackageFile(sql: Sql, order: ExportOrder, limits: GdalLimits): Promise<string> {
  const layerOptions = {
    GEOMETRY_NAME: 'geom',
    IDENTIFIER: order.note.title,
    DESCRIPTION: order.note.attribution,
  };
  const files = await converted(sql, order, limits, { format: 'GPKG', short: null, conversion: { layerOptions } });
  return only(files, '.gpkg');
}

/** A FlatGeobuf in an archive with the text on licence and source, which the format itself has no place for in GDAL 3.8. */
export async function flatGeobufFile(sql: Sql, order: ExportOrder, limits: GdalLimits): Promise<string> {
  const { folder, language, note, running } = order;
  const files = await converted(sql, order, limits, { format: 'FlatGeobuf', short: null });
  const readme = `${folder}/${README[language]}`;
  await writeFile(readme, `${note.text}\n`.replaceAll('\n', '\r\n'));
  return zipFiles(`${folder}/export.zip`, [only(files, '.fgb'), readme], running.signal);
}

/** A Shapefile in an archive with the text that says how its fields are called, what was cut, and where all comes from. */
export async function shapefileFile(sql: Sql, order: ExportOrder, limits: GdalLimits): Promise<string> {
  const { folder, language, note, running, fields } = order;
  const short = shortNames(['key', ...fields.map(([name]) => name)]);
  const cut = new Map<string, number>();
  const files = await converted(sql, order, limits, {
    format: 'ESRI Shapefile',
    short,
    oncut: (name) => cut.set(name, (cut.get(name) ?? 0) + 1),
    conversion: { layerOptions: { ENCODING: 'UTF-8' } },
  });
  const readme = `${folder}/${README[language]}`;
  await writeFile(readme, shapefileReadme({ note: note.text, fields, short, cut }, language));
  return zipFiles(`${folder}/export.zip`, [...files, readme], running.signal);
}
