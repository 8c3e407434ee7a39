import { withParameters } from './protocol.ts';
import type { Whole } from './protocol.ts';
import type { SettingsOf } from './settings.ts';

/**
 * A data set of an Opendatasoft portal by its export, which brings all records as GeoJSON in WGS 84. The records resource is no
 * way to get all: it ends at 10,000 (Explore API 2.1, "limit + offset").
 */
export function opendatasoft({ url, dataset, filter }: SettingsOf<'opendatasoft'>): Whole {
  const base = new URL(url);
  base.search = '';
  base.hash = '';
  base.pathname = `/api/explore/v2.1/catalog/datasets/${encodeURIComponent(dataset)}/exports/geojson`;
  return {
    paged: false,
    ask: {
      url: withParameters(base.href, { where: filter, timezone: 'Europe/Berlin' }),
      headers: { accept: 'application/geo+json, application/json' },
    },
    fileName: `${dataset}.geojson`,
    member: '',
  };
}
