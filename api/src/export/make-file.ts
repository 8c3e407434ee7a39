import { classBreaks } from '@quartierblick/gis/symbology/classify.ts';
import { qgisStyle } from '@quartierblick/gis/symbology/qgis/qml.ts';
import type { MeasureClasses } from '@quartierblick/gis/symbology/qgis/qml.ts';
import type { Sql } from '../db.ts';
import type { GdalLimits } from '../gdal/limits.ts';
import { readValues } from '../indicators/values.ts';
import type { LayerFacts } from '../layers/facts.ts';
import { flatGeobufFile, geopackageFile, shapefileFile } from './gdal-file.ts';
import { geojsonFile } from './geojson-file.ts';
import { addExtras } from './geopackage.ts';
import { plainName } from './order.ts';
import type { ExportOrder } from './order.ts';
import type { ExportFormat } from './parameters.ts';
import { csvFile, xlsxFile } from './table-file.ts';

/** Classes of a measure in a style, as the map makes them at first. */
const CLASSES = 5;

/** Media type of each format, and the ending of the file that is sent. */
export const MEDIA = {
  geojson: { type: 'application/geo+json', ending: 'geojson' },
  gpkg: { type: 'application/geopackage+sqlite3', ending: 'gpkg' },
  shp: { type: 'application/zip', ending: 'shp.zip' },
  fgb: { type: 'application/zip', ending: 'fgb.zip' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
  pmtiles: { type: 'application/vnd.pmtiles', ending: 'pmtiles' },
} as const satisfies Record<ExportFormat, unknown>;

/** How the first measure of a layer is graded, over the values that may be told; undefined where there is none in its columns. */
async function measureClasses(
  sql: Sql,
  { layer, figures }: ExportOrder,
  facts: LayerFacts,
): Promise<MeasureClasses | undefined> {
  const computed = layer.symbology.kind === 'measure' ? layer.symbology.measures[0] : undefined;
  const measure = computed ?? figures.drawn;
  if (!measure) return undefined;
  const years = computed && facts.measures.find(({ id }) => id === computed.id)?.years;
  const year = years?.at(-1) ?? null;
  // A figure is null where it may not be told.
  const told = computed
    ? (await readValues(sql, layer, computed.id, year)).items.map(({ value }) => value)
    : [...figures.values.values()].map((row) => row[measure.value] ?? null);
  const values = told.filter((value) => value !== null);
  if (values.length === 0) return undefined;
  const [min, max] = values.reduce(
    ([least, most], n) => [Math.min(least, n), Math.max(most, n)],
    [Infinity, -Infinity],
  );
  const breaks = classBreaks(values, { method: 'natural', classes: CLASSES });
  return { measure, breaks, min, max, year };
}

async function geopackage(sql: Sql, order: ExportOrder, limits: GdalLimits, facts: LayerFacts): Promise<string> {
  const { language, note } = order;
  // In the file figures are fields as others are.
  const fields = { ...order.layer.dataset.fields, ...Object.fromEntries(order.figures.fields) };
  const layer = { ...order.layer, dataset: { ...order.layer.dataset, fields } };
  const path = await geopackageFile(sql, order, limits);
  addExtras(path, {
    table: plainName(layer),
    qml: qgisStyle(layer, language, await measureClasses(sql, order, facts)),
    styleName: plainName(layer).slice(0, 30),
    note: note.text,
    madeAt: new Date().toISOString(),
  });
  return path;
}

/** Writes the rows of an export in a format. @returns path of the file in the order's folder */
export function makeFile(
  sql: Sql,
  format: Exclude<ExportFormat, 'pmtiles'>,
  order: ExportOrder,
  { limits, facts }: { limits: GdalLimits; facts: LayerFacts },
): Promise<string> {
  switch (format) {
    case 'geojson':
      return geojsonFile(sql, order);
    case 'gpkg':
      return geopackage(sql, order, limits, facts);
    case 'shp':
      return shapefileFile(sql, order, limits);
    case 'fgb':
      return flatGeobufFile(sql, order, limits);
    case 'csv':
      return csvFile(sql, order);
    case 'xlsx':
      return xlsxFile(sql, order);
  }
}
