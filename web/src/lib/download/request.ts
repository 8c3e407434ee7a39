import type { Bounds } from '@quartierblick/gis/layers/answers.ts';

/** Formats in the order of the menu, the most useful first. */
export const FORMATS = ['gpkg', 'xlsx', 'csv', 'geojson', 'shp', 'fgb', 'pmtiles'] as const;
export type Format = (typeof FORMATS)[number];
export const SYSTEMS = ['25832', '4326', '3857'] as const;
export type System = (typeof SYSTEMS)[number];

/** What of a layer is shown: classes that are switched on, and the part of the map; absent: all. */
export interface Shown {
  class?: readonly string[] | undefined;
  mark?: readonly string[] | undefined;
  bbox?: Bounds | undefined;
  /** Year of the figures that the map shows. */
  year?: number | undefined;
}

export interface Wanted {
  format: Format;
  system: System;
  wkt: boolean;
  /** Indicators as columns: `newest` of each, those of a year (`2024`), or `none`. */
  figures: string;
  /** Only what is shown; tiles are always those of the whole layer. */
  shown: Shown | null;
}

/** Whether there is anything to choose between "as filtered" and "all". */
export const narrows = ({ class: classes, mark, bbox }: Shown): boolean =>
  classes !== undefined || mark !== undefined || bbox !== undefined;

/** The address of a file, below the api's root. @param job by which progress is asked for */
export function exportPath(layer: string, { format, system, wkt, figures, shown }: Wanted, job: string): string {
  const query = new URLSearchParams({ format, job });
  if (format !== 'pmtiles') query.set('crs', system);
  if (format !== 'pmtiles' && figures !== 'none') query.set('figures', figures);
  if (format === 'csv' && wkt) query.set('wkt', 'true');
  if (shown && format !== 'pmtiles') {
    if (shown.class) query.set('class', shown.class.join(','));
    if (shown.mark) query.set('mark', shown.mark.join(','));
    if (shown.bbox) query.set('bbox', shown.bbox.map((degrees) => degrees.toFixed(6)).join(','));
  }
  return `/api/layers/${encodeURIComponent(layer)}/export?${query}`;
}

/** Name under which the server sends a file. */
export function fileNameOf(disposition: string | null, fallback: string): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? fallback;
}
