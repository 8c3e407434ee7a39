import { expect, it } from 'vitest';
import type { PlacedFeature } from './feature-source.ts';
import { keyOf } from './mapping.ts';
import { PLACE_KEY } from '../layers/place-key.ts';

const at = (x: number): PlacedFeature =>
  ({ id: null, properties: { ID: 0 }, geometry: { type: 'Point', coordinates: [x, 5709000] } }) as PlacedFeature;

it('a column of ids that are all the same can be set aside: then place and name are the key', () => {
  expect([keyOf(at(1), 'Hof'), keyOf(at(2), 'Hof')]).toEqual(['0', '0']);
  const keys = [keyOf(at(1), 'Hof', PLACE_KEY), keyOf(at(2), 'Hof', PLACE_KEY), keyOf(at(1), 'Tor', PLACE_KEY)];
  expect(new Set(keys).size).toBe(3);
  expect(keyOf(at(1), 'Hof', PLACE_KEY)).toBe(keys[0]);
});
