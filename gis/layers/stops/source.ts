import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf } from '../../read/mapping.ts';
import { looksLikeOsm, osmKey, tag, UNNAMED } from '../../read/osm.ts';
import { stops } from './layer.ts';
import type { StopKind } from './layer.ts';

/** Kind of what runs here, by the tags that say which vehicles stop. */
function railKind(feature: PlacedFeature): StopKind | null {
  const yes = (key: string): boolean => tag(feature, key) === 'yes';
  const station = tag(feature, 'station');
  if (yes('light_rail') || yes('subway') || station === 'light_rail' || station === 'subway') return 'light-rail';
  return yes('tram') ? 'tram' : null;
}

/**
 * Kind of a stop (OSM wiki, "Public transport", "Tag:highway=bus_stop", "Tag:railway=tram_stop"). One place stands in the data
 * several times: of buses the sign or platform is taken and not the point on the carriageway, of trams the point on the track,
 * of railways the station. Platforms drawn as ways or areas are left out, since their stop stands beside them.
 */
function kindOf(feature: PlacedFeature): StopKind | null {
  if (tag(feature, 'highway') === 'bus_stop') return 'bus';
  const railway = tag(feature, 'railway');
  if (railway === 'tram_stop') return railKind(feature) ?? 'tram';
  if (railway === 'station' || railway === 'halt') return railKind(feature) ?? 'rail';
  const transport = tag(feature, 'public_transport');
  if (transport === 'stop_position') return railKind(feature);
  if (transport === 'platform' && feature.areaM2 === undefined) {
    return railKind(feature) ?? (tag(feature, 'bus') === 'yes' ? 'bus' : null);
  }
  return null;
}

function toRows(feature: PlacedFeature): Rows {
  const kind = kindOf(feature);
  if (kind === null) {
    const found = ['highway', 'railway', 'public_transport'].find((key) => tag(feature, key) !== null);
    return { skip: 'not-applicable', example: found ? `${found} = ${tag(feature, found) ?? ''}` : '' };
  }
  const name = tag(feature, 'name');
  // The same platform under the same IFOPT number is the same stop, however often it was drawn (DIN EN 28701).
  const key = tag(feature, 'ref:IFOPT') ?? osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const wheelchair = tag(feature, 'wheelchair');
  const row = {
    key,
    name,
    kind,
    lines:
      tag(feature, 'route_ref')
        ?.split(/\s*[;,]\s*/)
        .filter(Boolean) ?? null,
    step_free: wheelchair === 'yes' ? true : wheelchair === 'no' ? false : null,
    geometry: feature.geometry,
  };
  return [{ dataset: stops.dataset, row }];
}

/** Stops of buses and trains from OpenStreetMap. */
export const stopsOsm = featureSource({
  id: 'stops-osm',
  layer: stops,
  title: { de: 'Haltestellen aus OpenStreetMap', en: 'Stops from OpenStreetMap' },
  detect: ({ names, format }, { text }) => {
    if (format === 'osm-extract') return UNNAMED;
    if (!/"(?:bus_stop|tram_stop|stop_position)"/.test(text)) return 0;
    return /"(?:Multi)?LineString"|"way"/.test(text) ? 0.4 : looksLikeOsm(names) ? 0.85 : 0.6;
  },
  toRows,
  asOf: (file) => extractDate(file),
});
