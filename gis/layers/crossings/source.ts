import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { looksLikeOsm, osmKey, tag } from '../../read/osm.ts';
import { crossings } from './layer.ts';
import { crossingKind } from './osm.ts';

/** Nodes of a street at which it is crossed: `highway=crossing`, or signals that cars and people on foot share. */
function isCrossing(feature: PlacedFeature): boolean {
  const highway = tag(feature, 'highway');
  return highway === 'crossing' || (highway === 'traffic_signals' && tag(feature, 'crossing') !== null);
}

function stepFreeOf(feature: PlacedFeature): boolean | null {
  const kerb = tag(feature, 'kerb');
  if (kerb === 'flush' || kerb === 'lowered' || kerb === 'no') return true;
  const wheelchair = tag(feature, 'wheelchair');
  if (wheelchair === 'yes') return true;
  return kerb === 'raised' || wheelchair === 'no' ? false : null;
}

function toRows(feature: PlacedFeature): Rows {
  if (!isCrossing(feature) || tag(feature, 'crossing') === 'no') {
    return { skip: 'not-applicable', example: `highway = ${tag(feature, 'highway') ?? ''}` };
  }
  const key = osmKey(feature) ?? keyOf(feature, null);
  if (key === null) return { skip: 'no-key', example: '' };
  const row = {
    key,
    kind: crossingKind((name) => tag(feature, name)),
    street: tag(feature, 'addr:street') ?? tag(feature, 'street'),
    step_free: stepFreeOf(feature),
    geometry: feature.geometry,
  };
  return [{ dataset: crossings.dataset, row }];
}

/** Crossings of OpenStreetMap: nodes with `highway=crossing` (OSM wiki, "Tag:highway=crossing"). */
export const crossingsOsm = featureSource({
  id: 'crossings-osm',
  layer: crossings,
  title: { de: 'Querungen aus OpenStreetMap', en: 'Crossings from OpenStreetMap' },
  detect: ({ names, format }, { text }) => {
    if (format === 'pbf') return 0.2;
    return /"highway"\s*:\s*"crossing"/.test(text) && looksLikeOsm(names) ? 0.85 : 0;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
