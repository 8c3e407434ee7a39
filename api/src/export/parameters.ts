import { z } from '@hono/zod-openapi';
import { featuresQuery } from '../layers/parameters.ts';

/** Formats that a layer is written in. */
export const FORMATS = ['geojson', 'gpkg', 'shp', 'fgb', 'csv', 'xlsx', 'pmtiles'] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** Systems that coordinates are written in. */
export const SYSTEMS = [25832, 4326, 3857] as const;
export type System = (typeof SYSTEMS)[number];

/** The newest figures, or those of a year. */
const FIGURES = /^(newest|(19|20)\d\d)$/;

/** Id of a running export, chosen by the caller. */
export const jobId = z.uuid();

/** Query of an export: what to write, and the same filters that the features of a layer have. */
export const exportQuery = featuresQuery.omit({ limit: true, offset: true, sort: true, geometry: true }).extend({
  format: z.enum(FORMATS).default('geojson').openapi({
    description:
      'gpkg: GeoPackage with styles for QGIS; shp, fgb: zip archives with a text on licence and fields; xlsx: at most 50,000 rows; pmtiles: the tiles of the whole layer for a static host',
  }),
  crs: z
    .enum(['25832', '4326', '3857'])
    .transform((code) => Number(code) as System)
    .optional()
    .openapi({
      type: 'string',
      enum: ['25832', '4326', '3857'],
      description:
        'EPSG number of the coordinates; 4326 (WGS 84) for geojson, 25832 (ETRS89 / UTM 32N) otherwise where absent',
    }),
  wkt: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false)
    .openapi({
      type: 'string',
      enum: ['true', 'false'],
      description: 'csv only: a column with the whole geometry as WKT',
    }),
  figures: z
    .string()
    .regex(FIGURES)
    .transform((value) => (value === 'newest' ? value : Number(value)))
    .optional()
    .openapi({
      type: 'string',
      pattern: FIGURES.source,
      description:
        'For areas with published indicators: their figures of this year, or the newest of each, as columns beside the fields',
    }),
  job: jobId.optional().openapi({ description: 'Chosen by the caller, to ask for progress or to cancel' }),
});
export type ExportQuery = z.output<typeof exportQuery>;

/** The system of the coordinates in the file. */
export function systemOf({ format, crs }: ExportQuery): System {
  if (format === 'pmtiles') return 3857;
  return crs ?? (format === 'geojson' ? 4326 : 25832);
}
