import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { parseYear } from '../../read/mapping.ts';
import { parseInteger, parseNumber, parseText } from '../../read/numbers.ts';
import { ALKIS } from './alkis.ts';
import { useOfFunctionCode } from './functions.ts';
import { buildings } from './layer.ts';

function rows({ id, properties, geometry }: PlacedFeature): Rows {
  const kind = parseText(properties['objektart']);
  if (kind !== 'AX_Gebaeude') return { skip: 'not-applicable', example: `objektart = ${kind ?? ''}` };
  const key = parseText(properties['gml_id']) ?? id;
  if (key === null) return { skip: 'no-key', example: '' };
  const row = {
    key,
    // Addresses are objects of their own in NAS.
    address: null,
    use: useOfFunctionCode(parseText(properties['gebaeudefunktion'])),
    floors: parseInteger(properties['anzahlDerOberirdischenGeschosse']),
    year_built: parseYear(properties['baujahr']),
    dwellings: null,
    height_m: parseNumber(properties['objekthoehe']),
    name: parseText(properties['name']),
    geometry,
  };
  return [{ dataset: buildings.dataset, row }];
}

/** Buildings (AX_Gebaeude) of an extract of ALKIS in NAS, or of its layer of buildings as the assistant takes it out. */
export const buildingsNas = featureSource({
  id: 'buildings-nas',
  layer: buildings,
  title: { de: 'Gebäude, ALKIS (NAS)', en: 'Buildings, ALKIS (NAS)' },
  source: ALKIS,
  detect: ({ format, names }, { text }) => {
    if (format === 'nas') return 0.95;
    return names.has('objektart') && text.includes('"AX_Gebaeude"') ? 0.95 : 0;
  },
  toRows: rows,
  // A service says when it answered; an extract does not say of when it is.
  asOf: ({ text }) => /<(?:\w+:)?FeatureCollection\s[^>]*timeStamp="(\d{4}-\d{2}-\d{2})T/.exec(text)?.[1] ?? null,
});
