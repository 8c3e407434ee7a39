import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { digest, property } from '../../read/mapping.ts';
import { parseNumber, parseText } from '../../read/numbers.ts';
import { LICENCES } from '../licences.ts';
import { placeName } from '../statistical-units/names.ts';
import { agesOfClass } from './ages.ts';
import { playgrounds } from './layer.ts';
import type { PLAYGROUND_CLASSES } from './layer.ts';

type Kind = (typeof PLAYGROUND_CLASSES)[number]['id'];

/** Kind of a playground from words in its official kind or name. */
function kindOf(text: string): Kind {
  if (/abenteuer|bauspiel|aktivspiel/i.test(text)) return 'adventure';
  if (/bolzplatz|ballspiel|streetball|basketball/i.test(text)) return 'ball';
  if (/skat/i.test(text)) return 'skate';
  if (/schulhof/i.test(text)) return 'school-yard';
  return 'playground';
}

const EMPTY = { age_from: null, age_to: null, condition: null };

/** Whole metres of a stored point: names repeat (four playgrounds "Kieferstraße"), places do not. */
function place({ geometry }: PlacedFeature): number[] {
  return geometry.type === 'Point' ? geometry.coordinates.map(Math.round) : [];
}

function opendatasoftRows(feature: PlacedFeature): Rows {
  const { properties, geometry } = feature;
  const kind = parseText(properties['objektart']) ?? '';
  if (!/spiel|bolz|skat|schulhof/i.test(kind))
    return { skip: 'not-applicable', example: `objektart = ${kind.slice(0, 50)}` };
  const name = parseText(properties['objektname']);
  const street = [parseText(properties['strasse']), parseText(properties['hausnummer'])]
    .filter((part) => part !== null)
    .join(' ');
  const row = {
    // The export has no ids.
    key: `do-${digest(kind, name, street, place(feature))}`,
    name,
    kind: kindOf(kind),
    street: street || null,
    area_m2: feature.areaM2 ?? null,
    ages: null,
    ...EMPTY,
    remarks:
      [/wasser/i.test(kind) ? kind : null, parseText(properties['objektzusa']), parseText(properties['i_beschr'])]
        .filter((part) => part !== null)
        .join(' · ') || null,
    geometry,
  };
  return [{ dataset: playgrounds.dataset, row }];
}

/** Dortmund's playgrounds as its open-data portal (Opendatasoft) exports them. */
export const playgroundsOpendatasoft = featureSource({
  id: 'playgrounds-opendatasoft',
  layer: playgrounds,
  title: { de: 'Spielplätze, Open Data Dortmund (GeoJSON)', en: 'Playgrounds, open data of Dortmund (GeoJSON)' },
  detect: ({ names }, { text }) =>
    names.has('objektart') && names.has('objektname') && /spielplatz|bolzplatz/i.test(text) ? 0.9 : 0,
  toRows: opendatasoftRows,
});

function muensterRows({ properties, geometry, areaM2 }: PlacedFeature): Rows {
  const published = parseText(property(properties, 'Spielplatz-Name'));
  if (published === null) return { skip: 'no-key', example: '' };
  const squeezed = published.replace(/\s+/g, ' ');
  const yes = (name: string): boolean => (parseText(property(properties, name)) ?? '') !== '';
  const playClass = parseText(property(properties, 'Bereich'));
  const ages = agesOfClass(playClass);
  const size = property(properties, 'Groesse');
  const area = parseNumber(size);
  if (area === null && parseText(size) !== null)
    return { skip: 'invalid-value', example: `Groesse = ${String(size).slice(0, 40)}` };
  const row = {
    key: `ms-${squeezed}`,
    // "SP" is Münster's mark for Spielplatz, not part of the name.
    name: placeName(squeezed.replace(/^(SP|BP)\s+/, '')),
    kind: kindOf(squeezed),
    street: null,
    area_m2: area ?? areaM2 ?? null,
    ages,
    ...EMPTY,
    remarks:
      [
        playClass === null ? null : `Bereich ${playClass}`,
        yes('Skater') ? 'Skaten' : null,
        yes('Streetball') ? 'Streetball' : null,
      ]
        .filter((part) => part !== null)
        .join(' · ') || null,
    geometry,
  };
  return [{ dataset: playgrounds.dataset, row }];
}

/** Münster's playgrounds, with area and class. */
export const playgroundsMuenster = featureSource({
  id: 'playgrounds-muenster',
  layer: playgrounds,
  title: { de: 'Spielplätze, Stadt Münster (GeoJSON)', en: 'Playgrounds, City of Münster (GeoJSON)' },
  source: {
    name: 'Stadt Münster, Spielplätze',
    url: 'https://opendata.stadt-muenster.de',
    licence: 'dl-de/by-2-0',
    licenceUrl: LICENCES['dl-de/by-2-0'],
    attribution: '© Stadt Münster, dl-de/by-2-0',
  },
  detect: ({ names }) => (names.has('spielplatz-name') && names.has('bereich') ? 0.95 : 0),
  toRows: muensterRows,
});
