import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { digest } from '../../read/mapping.ts';
import { parseText } from '../../read/numbers.ts';
import { offers } from './layer.ts';
import type { SITE_CLASSES } from './layer.ts';

type Kind = (typeof SITE_CLASSES)[number]['id'];

/** Kind of a site from the official kind of the object; null for what is no place with offers for families. */
function kindOf(text: string): Kind | null {
  if (/kindergarten|kindertages|kita|kinderbetreuung/i.test(text)) return 'kita';
  // Schools of children; what else calls itself one (of music, driving, adults) is no school here.
  if (/hochschule|musikschule|fahrschule|tanzschule|schulverwaltung|schulamt/i.test(text)) return null;
  if (/schule|gymnasium|berufskolleg/i.test(text)) return 'school';
  if (/jugend/i.test(text)) return 'youth';
  if (/famil/i.test(text)) return 'family-centre';
  return /beratung/i.test(text) ? 'counselling' : null;
}

function toRows({ properties, geometry }: PlacedFeature): Rows {
  const published = parseText(properties['objektart']) ?? '';
  const kind = kindOf(published);
  if (kind === null) return { skip: 'not-applicable', example: `objektart = ${published.slice(0, 50)}` };
  const name = parseText(properties['objektname']);
  const street = [parseText(properties['strasse']), parseText(properties['hausnummer'])]
    .filter((part) => part !== null)
    .join(' ');
  const metres = geometry.type === 'Point' ? geometry.coordinates.map(Math.round) : [];
  const row = {
    // The export has no ids, and 97 sites bear the same name: kind, name, address and whole metres tell them apart.
    key: `do-${digest(published, name, street, metres)}`,
    name,
    kind,
    address: street || null,
    // The city's own day-care provider stands in the name; other providers are not published.
    provider: name !== null && /^FABIDO\b/.test(name) ? 'FABIDO' : null,
    places: null,
    anchor: null,
    step_free: null,
    website: parseText(properties['link']),
    contact: null,
    geometry,
  };
  return [{ dataset: offers.dataset, row }];
}

/** Dortmund's day-care centres, schools and other social sites as its open-data portal exports them. */
export const sitesOpendatasoft = featureSource({
  id: 'sites-opendatasoft',
  layer: offers,
  title: {
    de: 'Kitas, Schulen und Einrichtungen, Open Data Dortmund (GeoJSON, CSV)',
    en: 'Day-care centres, schools and sites, open data of Dortmund (GeoJSON, CSV)',
  },
  detect: ({ names }, { text }) =>
    names.has('objektart') &&
    names.has('objektname') &&
    !/spielplatz|bolzplatz/i.test(text) &&
    /kindergarten|kinderbetreuung|kindertages|XE_Sozial|schule|gymnasium/i.test(text)
      ? 0.9
      : 0,
  toRows,
});
