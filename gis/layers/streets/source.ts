import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { parseInteger } from '../../read/numbers.ts';
import { looksLikeOsm, osmKey, tag } from '../../read/osm.ts';
import { crossingKind } from '../crossings/osm.ts';
import { streets } from './layer.ts';
import type { STREET_CLASSES } from './layer.ts';

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

/** Classes on which nobody walks unless a tag allows it (OSM wiki, "OSM tags for routing/Access restrictions", Germany). */
const NO_FOOT = new Set(['motorway', 'trunk', 'motorway_link', 'trunk_link']);
const ALLOWED = new Set(['yes', 'designated', 'permissive', 'destination', 'customers', 'official']);

/**
 * Whether one may walk here: by `foot`, else by `sidewalk` (whose paths stand apart in the data), `access` and class; null
 * where nothing is said and the class decides (OSM wiki, "Key:foot", "Key:sidewalk", "Key:access").
 */
function walkableOf(feature: PlacedFeature): boolean | null {
  const foot = tag(feature, 'foot');
  if (foot !== null) return foot === 'use_sidepath' ? false : ALLOWED.has(foot);
  if (NO_FOOT.has(tag(feature, 'highway') ?? '')) return false;
  const access = tag(feature, 'access');
  return access === 'no' || access === 'private' ? false : null;
}

/** Whether wheels get along: by `wheelchair`, steps never (OSM wiki, "Key:wheelchair"). */
function stepFreeOf(feature: PlacedFeature, steps: boolean): boolean | null {
  if (steps) return false;
  const wheelchair = tag(feature, 'wheelchair');
  if (wheelchair === 'yes' || wheelchair === 'designated') return true;
  return wheelchair === 'no' ? false : null;
}

/** Bridges lie above the ground and tunnels below it, even where `layer` is missing (OSM wiki, "Key:layer"). */
function levelOf(feature: PlacedFeature): number | null {
  const layer = parseInteger(tag(feature, 'layer') ?? '');
  if (layer !== null) return layer;
  const yes = (key: string) => ![null, 'no'].includes(tag(feature, key));
  return yes('bridge') ? 1 : yes('tunnel') ? -1 : null;
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
    walkable: null,
    steps: null,
    step_free: null,
    crossing: null,
    level: null,
    geometry: feature.geometry,
  };
  return [{ dataset: streets.dataset, row }];
}

/** Streets and paths of OpenStreetMap, or any lines with its tags. */
export const streetsOsm = featureSource({
  id: 'streets-osm',
  layer: streets,
  title: { de: 'Straßen aus OpenStreetMap (GeoJSON, Overpass)', en: 'Streets from OpenStreetMap (GeoJSON, Overpass)' },
  detect: ({ names, format }) => {
    if (!names.has('highway')) return 0;
    return format === 'overpass' || looksLikeOsm(names) ? 0.8 : 0.6;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
