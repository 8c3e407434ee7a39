import { layerById } from '@quartierblick/gis/layers/index.ts';
import type { WalkPack } from '@quartierblick/gis/walks/pack.ts';
import { expect, it } from 'vitest';
import { fieldStyle } from './field-style.ts';

it('the map of a walk has dots of houses only where they stand apart, and their numbers before', () => {
  const layer = layerById('addresses');
  const { minzoom = 0, maxzoom = 0 } = layer?.tile ?? {};
  const layers = [{ id: 'addresses', tiles: '/tiles/addresses/1/{z}/{x}/{y}.mvt', minzoom, maxzoom }];
  const pack = { layers, box: [7.4, 51.5, 7.5, 51.6], plan: { route: null, stops: [] } } as unknown as WalkPack;
  const style = fieldStyle(pack, { at: null, findings: [], here: null }, 'light');
  const from = (id: string) => style.layers.find((one) => one.id === id)?.minzoom;
  expect(from('addresses/point')).toBe(17);
  expect(from('addresses/label')).toBeLessThan(16);
});
