import type { Text } from '../layers/fields.ts';

/** Kinds of services that data is fetched from. */
export const CONNECTION_KINDS = {
  'ogc-features': { de: 'OGC API – Features', en: 'OGC API – Features' },
  wfs: { de: 'WFS 2.0', en: 'WFS 2.0' },
  opendatasoft: { de: 'Opendatasoft (Explore 2.1)', en: 'Opendatasoft (Explore 2.1)' },
  arcgis: { de: 'ArcGIS Feature Service', en: 'ArcGIS Feature Service' },
  overpass: { de: 'OpenStreetMap (Overpass)', en: 'OpenStreetMap (Overpass)' },
  url: { de: 'Datei unter fester Adresse', en: 'File at a fixed address' },
} as const satisfies Record<string, Text>;
export type ConnectionKind = keyof typeof CONNECTION_KINDS;

/** How often a connection fetches; `manual`: only when somebody says so. */
export const SCHEDULES = ['manual', 'hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;
export type Schedule = (typeof SCHEDULES)[number];

/**
 * What becomes of rows that the service no longer has. `nothing`: they stay, rows are added and changed only. `own`: those that this
 * connection brought go. `layer`: all go that any import brought, as the service is the whole layer. What people entered by hand stays
 * in every case.
 */
export const REPLACES = ['nothing', 'own', 'layer'] as const;
export type Replaces = (typeof REPLACES)[number];
