import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { parseNumber } from '../../read/numbers.ts';
import { looksLikeOsm, osmKey, tag, UNNAMED } from '../../read/osm.ts';
import { OPENSTREETMAP } from '../openstreetmap.ts';
import { agesOfRange } from './ages.ts';
import { playgrounds } from './layer.ts';
import type { PLAYGROUND_CLASSES } from './layer.ts';

type Kind = (typeof PLAYGROUND_CLASSES)[number]['id'];

/** Kind of a place to play by its tags; null for everything else. */
function kindOf(feature: PlacedFeature): Kind | null {
  const leisure = tag(feature, 'leisure');
  const sport = tag(feature, 'sport') ?? '';
  if (/skateboard|skate|bmx/.test(sport)) return 'skate';
  if (leisure === 'playground') {
    const type = `${tag(feature, 'playground:theme') ?? ''} ${tag(feature, 'playground') ?? ''}`;
    return /adventure/.test(type) ? 'adventure' : 'playground';
  }
  if (leisure === 'pitch' && /soccer|basketball|multi|streetball|team_handball/.test(sport)) return 'ball';
  return tag(feature, 'amenity') === 'schoolyard' ? 'school-yard' : null;
}

/** Whole months of an age in years such as `3` or `1.5`; null where it is not written so. */
function months(years: string | null): number | null {
  const number = parseNumber(years);
  return number === null || number < 0 || number > 99 ? null : Math.round(number * 12);
}

function toRows(feature: PlacedFeature): Rows {
  const kind = kindOf(feature);
  if (kind === null) return { skip: 'not-applicable', example: `leisure = ${tag(feature, 'leisure') ?? ''}` };
  const name = tag(feature, 'name');
  const key = osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const from = months(tag(feature, 'min_age'));
  const last = months(tag(feature, 'max_age'));
  // `max_age=14` lets the fourteen-year-olds in; the field counts to the first month that is too old.
  const to = last === null ? null : last + 12;
  const row = {
    key,
    name,
    kind,
    street: tag(feature, 'addr:street'),
    area_m2: feature.areaM2 === undefined ? null : Math.round(feature.areaM2 * 10) / 10,
    // Only where both bounds are mapped: a maximum alone says little of the youngest.
    ages: from === null || to === null ? null : agesOfRange(from, to),
    age_from: from,
    age_to: to,
    condition: null,
    remarks: tag(feature, 'description'),
    geometry: feature.geometry,
  };
  return [{ dataset: playgrounds.dataset, row }];
}

/** Playgrounds and ball courts of OpenStreetMap, from overpass-turbo (GeoJSON) or the Overpass API (JSON). */
export const playgroundsOsm = featureSource({
  id: 'playgrounds-osm',
  layer: playgrounds,
  title: {
    de: 'Spielplätze aus OpenStreetMap (GeoJSON, Overpass)',
    en: 'Playgrounds from OpenStreetMap (GeoJSON, Overpass)',
  },
  source: OPENSTREETMAP,
  detect: ({ names, format }, { text }) => {
    if (format === 'osm-extract') return UNNAMED;
    if (!/"leisure"\s*:\s*"(?:playground|pitch)"/.test(text)) return 0;
    return format === 'overpass' || looksLikeOsm(names) ? 0.9 : 0.6;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
