import { featureSource } from '../../read/feature-source.ts';
import type { PlacedFeature, Rows } from '../../read/feature-source.ts';
import { parseYear, property } from '../../read/mapping.ts';
import { parseInteger, parseNumber, parseText } from '../../read/numbers.ts';
import { useOfFunctionCode } from './functions.ts';
import { buildings } from './layer.ts';

function rows({ id, properties, geometry }: PlacedFeature): Rows {
  const key = id ?? parseText(property(properties, 'gml_id'));
  if (key === null) return { skip: 'no-key', example: '' };
  const [street, number] = [parseText(properties['street']), parseText(properties['house_number'])];
  const floors = parseInteger(properties['storeysAboveGround']);
  const row = {
    key,
    address: street === null ? null : [street, number].filter((part) => part !== null).join(' '),
    use: useOfFunctionCode(parseText(properties['function'])),
    floors,
    year_built: parseYear(properties['yearOfConstruction']),
    dwellings: null,
    height_m: parseNumber(properties['measuredHeight']),
    name: parseText(properties['name']),
    geometry,
  };
  return [{ dataset: buildings.dataset, row }];
}

/** Buildings of a 3D city model: outline on the ground, measured height, storeys, function. */
export const buildingsCityGml = featureSource({
  id: 'buildings-citygml',
  layer: buildings,
  title: { de: 'Gebäude, CityGML LoD1/LoD2', en: 'Buildings, CityGML LoD1/LoD2' },
  detect: ({ format }) => (format === 'citygml' ? 0.95 : 0),
  toRows: rows,
  asOf: ({ text }) => {
    const days = [...text.matchAll(/<(?:[\w.-]+:)?creationDate>(\d{4}-\d{2}-\d{2})</g)].map(([, day]) => day as string);
    return days.sort().at(-1) ?? null;
  },
});
