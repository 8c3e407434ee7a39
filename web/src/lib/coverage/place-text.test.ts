import { expect, it } from 'vitest';
import { typedPlace } from './place-text.ts';

it('reads a place as planners type it: decimal comma or point, either order, degrees or metres', () => {
  expect(typedPlace('51.5231, 7.4711')).toEqual([7.4711, 51.5231]);
  expect(typedPlace('51,5231; 7,4711')).toEqual([7.4711, 51.5231]);
  expect(typedPlace(' 7,4711 51,5231 ')).toEqual([7.4711, 51.5231]);
  const [lon, lat] = typedPlace('393900 5708800') ?? [0, 0];
  expect(lon).toBeCloseTo(7.47, 1);
  expect(lat).toBeCloseTo(51.52, 1);
});

it('refuses what is no place instead of putting a crossing into the sea', () => {
  for (const text of ['', 'Bornstraße 12', '51.5', '0, 0', '51.5231, 7.4711, 3', '91, 200']) {
    expect(typedPlace(text), text).toBeNull();
  }
});
