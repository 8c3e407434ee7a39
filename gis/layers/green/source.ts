import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { looksLikeOsm, osmKey, tag, UNNAMED } from '../../read/osm.ts';
import { green } from './layer.ts';
import type { GREEN_CLASSES } from './layer.ts';

type Kind = (typeof GREEN_CLASSES)[number]['id'];

/** Kinds of green by tag and value (OSM wiki, "Map features"). */
const KINDS: Record<string, Record<string, Kind>> = {
  leisure: { park: 'park', garden: 'garden', nature_reserve: 'wood' },
  landuse: {
    forest: 'wood',
    allotments: 'garden',
    grass: 'park',
    meadow: 'park',
    recreation_ground: 'park',
    village_green: 'park',
    cemetery: 'park',
    basin: 'water',
    reservoir: 'water',
  },
  natural: { wood: 'wood', scrub: 'wood', grassland: 'park', heath: 'park', water: 'water' },
  waterway: { riverbank: 'water', dock: 'water' },
};

function kindOf(feature: PlacedFeature): Kind | null {
  for (const [key, kinds] of Object.entries(KINDS)) {
    const kind = kinds[tag(feature, key) ?? ''];
    if (kind !== undefined) return kind;
  }
  return null;
}

function toRows(feature: PlacedFeature): Rows {
  const kind = kindOf(feature);
  if (kind === null) {
    const found = Object.keys(KINDS).find((key) => tag(feature, key) !== null) ?? 'landuse';
    return { skip: 'not-applicable', example: `${found} = ${tag(feature, found) ?? ''}` };
  }
  const name = tag(feature, 'name');
  const key = osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const area = feature.areaM2 === undefined ? null : Math.round(feature.areaM2 * 10) / 10;
  return [{ dataset: green.dataset, row: { key, name, kind, area_m2: area, geometry: feature.geometry } }];
}

/** Parks, gardens, woods and water of OpenStreetMap, or any areas with its tags. */
export const greenOsm = featureSource({
  id: 'green-osm',
  layer: green,
  title: {
    de: 'Grün und Wasser aus OpenStreetMap (GeoJSON, Overpass)',
    en: 'Green and water from OpenStreetMap (GeoJSON, Overpass)',
  },
  detect: ({ names, format }, { text }) => {
    if (format === 'osm-extract') return UNNAMED;
    if (!names.has('landuse') && !names.has('natural') && !/"leisure"\s*:\s*"(?:park|garden)"/.test(text)) return 0;
    return format === 'overpass' || looksLikeOsm(names) ? 0.7 : 0.5;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
