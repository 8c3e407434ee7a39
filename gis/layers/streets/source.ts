import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { parseInteger } from '../../read/numbers.ts';
import { looksLikeOsm, osmKey, tag, UNNAMED } from '../../read/osm.ts';
import { streets } from './layer.ts';
import type { STREET_CLASSES } from './layer.ts';
import { walkingOf } from './walking.ts';

type Kind = (typeof STREET_CLASSES)[number]['id'];

/** Function of a street by its `highway` value (OSM wiki, "Key:highway"). Links belong to the road they lead to. */
const HIGHWAYS: Record<string, Kind> = {
  motorway: 'main',
  trunk: 'main',
  primary: 'main',
  secondary: 'main',
  tertiary: 'collector',
  unclassified: 'residential',
  residential: 'residential',
  service: 'residential',
  road: 'residential',
  living_street: 'living',
  pedestrian: 'path',
  footway: 'path',
  path: 'path',
  cycleway: 'path',
  bridleway: 'path',
  steps: 'path',
  track: 'path',
  platform: 'path',
};
const RAILWAYS = new Set(['rail', 'light_rail', 'tram', 'subway', 'narrow_gauge']);

function kindOf(feature: PlacedFeature): Kind | null {
  const highway = tag(feature, 'highway')?.replace(/_link$/, '');
  if (highway !== undefined) return HIGHWAYS[highway] ?? null;
  return RAILWAYS.has(tag(feature, 'railway') ?? '') ? 'rail' : null;
}

/** Speed limit in km/h. Walking pace is 7 km/h, as German courts read it; signs without a number are not known. */
function speedOf(value: string | null): number | null {
  if (value === null) return null;
  if (value === 'walk' || value === 'DE:living_street') return 7;
  if (value === 'DE:urban') return 50;
  const zone = /^DE:(?:zone:)?(\d+)$/.exec(value)?.[1];
  return parseInteger(zone ?? value.replace(/\s*km\/?h$/, ''));
}

/** Whether traffic runs one way: by `oneway`, or because roundabouts and motorways always do. */
function onewayOf(feature: PlacedFeature): boolean | null {
  const oneway = tag(feature, 'oneway');
  if (oneway === 'yes' || oneway === '1' || oneway === 'true' || oneway === '-1') return true;
  if (oneway === 'no' || oneway === '0' || oneway === 'false') return false;
  return tag(feature, 'junction') === 'roundabout' || tag(feature, 'highway') === 'motorway' ? true : null;
}

function toRows(feature: PlacedFeature): Rows {
  const kind = kindOf(feature);
  if (kind === null) {
    return { skip: 'not-applicable', example: `highway = ${tag(feature, 'highway') ?? ''}` };
  }
  const name = tag(feature, 'name');
  const key = osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const row = {
    key,
    name,
    kind,
    max_speed: speedOf(tag(feature, 'maxspeed')),
    oneway: onewayOf(feature),
    ...walkingOf(feature),
    geometry: feature.geometry,
  };
  return [{ dataset: streets.dataset, row }];
}

/** Streets and paths of OpenStreetMap, or any lines with its tags. */
export const streetsOsm = featureSource({
  id: 'streets-osm',
  layer: streets,
  title: {
    de: 'Straßen und Wege aus OpenStreetMap (GeoJSON, Overpass, PBF)',
    en: 'Streets and paths from OpenStreetMap (GeoJSON, Overpass, PBF)',
  },
  detect: ({ names, format }) => {
    if (format === 'osm-extract') return UNNAMED;
    if (!names.has('highway')) return 0;
    return format === 'overpass' || looksLikeOsm(names) ? 0.8 : 0.6;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
