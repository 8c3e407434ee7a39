import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { looksLikeOsm, osmKey, tag, UNNAMED } from '../../read/osm.ts';
import { crossings } from './layer.ts';
import { crossingKind } from './osm.ts';

/** Nodes of a street at which it is crossed: `highway=crossing`, or signals that cars and people on foot share. */
function isCrossing(feature: PlacedFeature): boolean {
  const crossing = tag(feature, 'crossing');
  if (crossing === 'no') return false;
  const highway = tag(feature, 'highway');
  return highway === 'crossing' || (highway === 'traffic_signals' && crossing !== null);
}

/** Whether wheels get across, by the kerb (OSM wiki, "Key:kerb", "Key:wheelchair"). */
function stepFreeOf(feature: PlacedFeature): boolean | null {
  const kerb = tag(feature, 'kerb');
  if (kerb === 'flush' || kerb === 'lowered' || kerb === 'no') return true;
  const wheelchair = tag(feature, 'wheelchair');
  if (wheelchair === 'yes') return true;
  return kerb === 'raised' || wheelchair === 'no' ? false : null;
}

function toRows(feature: PlacedFeature): Rows {
  if (!isCrossing(feature)) {
    return { skip: 'not-applicable', example: `highway = ${tag(feature, 'highway') ?? ''}` };
  }
  const name = tag(feature, 'name');
  const key = osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const row = {
    key,
    kind: crossingKind((name) => tag(feature, name)),
    name,
    street: tag(feature, 'addr:street'),
    step_free: stepFreeOf(feature),
    geometry: feature.geometry,
  };
  return [{ dataset: crossings.dataset, row }];
}

/**
 * Crossings of OpenStreetMap: nodes with `highway=crossing` (OSM wiki, "Tag:highway=crossing"), which stand on the ways across,
 * too. The ways across (`footway=crossing`) are lines of the layer `streets`.
 */
export const crossingsOsm = featureSource({
  id: 'crossings-osm',
  layer: crossings,
  title: { de: 'Querungen aus OpenStreetMap', en: 'Crossings from OpenStreetMap' },
  detect: ({ names, format }, { text }) => {
    if (format === 'osm-extract') return UNNAMED;
    if (!/"highway"\s*:\s*"crossing"/.test(text)) return 0;
    // Below the streets, whose files hold such nodes as well: there nobody means the crossings alone.
    return /"(?:Multi)?LineString"|"way"/.test(text) ? 0.4 : looksLikeOsm(names) ? 0.85 : 0.6;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
