import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { extractDate } from '../../read/features.ts';
import { keyOf, parseYear, property } from '../../read/mapping.ts';
import { parseInteger, parseNumber, parseText } from '../../read/numbers.ts';
import { looksLikeOsm, osmKey, tag, UNNAMED } from '../../read/osm.ts';
import { OPENSTREETMAP } from '../openstreetmap.ts';
import { ALKIS } from './alkis.ts';
import { buildings } from './layer.ts';
import type { BUILDING_CLASSES } from './layer.ts';

type Use = (typeof BUILDING_CLASSES)[number]['id'];

const RESIDENTIAL = /^(apartments|residential|house|detached|terrace|semidetached_house|dormitory|bungalow|farm)$/;
const BUSINESS = /^(commercial|retail|industrial|office|warehouse|supermarket|kiosk|hotel|manufacture)$/;
const PUBLIC =
  /^(public|school|kindergarten|university|college|hospital|church|mosque|synagogue|chapel|civic|government|train_station|fire_station|sports_hall|sports_centre|library|museum)$/;

/** Use by the `building` tag (OSM wiki, "Key:building"). A bare `yes` says nothing, so the use is not known. */
function useOfTag(building: string): Use | null {
  if (building === 'yes') return null;
  if (RESIDENTIAL.test(building)) return 'residential';
  if (BUSINESS.test(building)) return 'business';
  return PUBLIC.test(building) ? 'public' : 'other';
}

/** Use by the German words of an ALKIS function (GeoInfoDok, Gebäudefunktion). */
function useOfFunction(words: string | null): Use | null {
  if (words === null) return null;
  const lives = /wohn/i.test(words);
  const works = /gewerbe|handel|dienstleist|gesch[äa]ft|b[üu]ro|industrie|wirtschaft|lager|betrieb|hotel|gastst/i.test(
    words,
  );
  if (lives && works) return 'mixed';
  if (lives) return 'residential';
  if (works) return 'business';
  return /[öo]ffentlich|schul|kinder|kirch|verwaltung|krankenhaus|sport|kultur|gemeind|feuerwehr|bildung/i.test(words)
    ? 'public'
    : 'other';
}

function osmRows(feature: PlacedFeature): Rows {
  const building = tag(feature, 'building');
  if (building === null || building === 'no')
    return { skip: 'not-applicable', example: `building = ${building ?? ''}` };
  const name = tag(feature, 'name');
  const key = osmKey(feature) ?? keyOf(feature, name);
  if (key === null) return { skip: 'no-key', example: name ?? '' };
  const address = [tag(feature, 'addr:street'), tag(feature, 'addr:housenumber')]
    .filter((part) => part !== null)
    .join(' ');
  const levels = parseNumber(tag(feature, 'building:levels'));
  const row = {
    key,
    address: address || null,
    use: useOfTag(building),
    floors: levels === null ? null : Math.round(levels),
    year_built: parseYear(tag(feature, 'start_date')),
    dwellings: parseInteger(tag(feature, 'building:flats')),
    height_m: parseNumber(tag(feature, 'height')?.replace(/\s*m$/, '')),
    name,
    geometry: feature.geometry,
  };
  return [{ dataset: buildings.dataset, row }];
}

/** Buildings of OpenStreetMap, or any footprints with its tags. */
export const buildingsOsm = featureSource({
  id: 'buildings-osm',
  layer: buildings,
  title: {
    de: 'Gebäude aus OpenStreetMap (GeoJSON, Overpass)',
    en: 'Buildings from OpenStreetMap (GeoJSON, Overpass)',
  },
  source: OPENSTREETMAP,
  detect: ({ names, format }) => {
    if (format === 'osm-extract') return UNNAMED;
    if (!names.has('building')) return 0;
    return format === 'overpass' || looksLikeOsm(names) ? 0.75 : 0.6;
  },
  toRows: osmRows,
  asOf: (file) => extractDate(file),
});

function alkisRows(feature: PlacedFeature): Rows {
  const { properties, geometry } = feature;
  const kind = parseText(property(properties, 'gebnutzbez')) ?? '';
  if (!/geb[äa]e?ude/i.test(kind)) return { skip: 'not-applicable', example: `gebnutzbez = ${kind.slice(0, 50)}` };
  const key = parseText(property(properties, 'oid')) ?? keyOf(feature, null);
  if (key === null) return { skip: 'no-key', example: '' };
  const height = parseNumber(property(properties, 'hoehe'));
  const row = {
    key,
    // A house with several numbers lists them: "Felix-Dahn-Straße 2, 4".
    address: parseText(property(properties, 'lagebeztxt')),
    use: useOfFunction(parseText(property(properties, 'funktion'))),
    floors: parseInteger(property(properties, 'anzahlgs')),
    year_built: parseYear(property(properties, 'baujahr')),
    dwellings: null,
    height_m: height,
    name: parseText(property(properties, 'name')),
    geometry,
  };
  return [{ dataset: buildings.dataset, row }];
}

/** Buildings in the simplified ALKIS schema of the Länder (AdV), as GeoJSON from an OGC API. */
export const buildingsAlkis = featureSource({
  id: 'buildings-alkis',
  layer: buildings,
  title: { de: 'Gebäude, ALKIS vereinfacht (GeoJSON)', en: 'Buildings, ALKIS simplified (GeoJSON)' },
  source: ALKIS,
  detect: ({ names }) => (names.has('gebnutzbez') ? 0.95 : 0),
  toRows: alkisRows,
  asOf: (file) => {
    const dates = [...file.text.matchAll(/"aktualit"\s*:\s*"(\d{4}-\d{2}-\d{2})/g)].map(([, day]) => day as string);
    return dates.sort().at(-1) ?? null;
  },
});
