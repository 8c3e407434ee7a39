import { describe, expect, it } from 'vitest';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { areApart, around, graticule, isInside, withOrientation } from './orientation.ts';

const DORTMUND: Bounds = [7.44, 51.51, 7.5, 51.54];
const KOELN: Bounds = [6.85, 50.88, 7.05, 51.02];
const degrees = (value: number, axis: string) => `${axis} ${value}`;
const labels = (box: Bounds) =>
  graticule(box, degrees).features.map(({ properties }) => properties?.['label'] as string);

describe('the graticule', () => {
  it.each<[string, Bounds]>([
    ['a quarter', DORTMUND],
    ['two cities', around(DORTMUND, KOELN)],
    ['half the world', [2, -10, 100, 51]],
    ['a single point', [7, 51, 7, 51]],
  ])('of %s has lines at round degrees, few enough to be told apart, and goes on outside', (_of, box) => {
    const found = labels(box);
    expect(found.length).toBeGreaterThan(2);
    expect(found.length).toBeLessThan(45);
    expect(found.every((label) => /^(lon|lat) -?\d+(\.\d{1,2})?$/.test(label))).toBe(true);
  });

  it('stays on the map where the data lies at its edge', () => {
    const found = graticule([-179, -89, 179, 89], degrees).features.flatMap(({ geometry }) =>
      geometry.type === 'LineString' ? geometry.coordinates : [],
    );
    expect(found.every(([lon = 0, lat = 0]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 85)).toBe(true);
  });
});

describe('orientation far from the project', () => {
  const ground = { version: 8 as const, sources: {}, layers: [] };
  const input = { data: KOELN, file: 'Diese Datei', degrees, palette: paletteOf('light') };

  it('draws the way to the project with its length, each layer from a source that there is', () => {
    const project = { bounds: DORTMUND, name: 'Nordstadt', away: 'rund 73 km' };
    const style = withOrientation(ground, { ...input, project });
    const sources = style.layers.map((layer) => ('source' in layer ? layer.source : ''));
    expect([...new Set(sources)].sort()).toEqual(Object.keys(style.sources).sort());
    expect(JSON.stringify(style.sources['ends'])).toMatch(/Diese Datei.*Nordstadt.*rund 73 km/);
  });

  it('names cities, but no way, where there is no project to go to', () => {
    const style = withOrientation(ground, { ...input, project: null });
    expect(style.sources['way']).toMatchObject({ data: { features: [] } });
    expect(JSON.stringify(style.sources['cities'])).toContain('Köln');
  });
});

describe('boxes', () => {
  it('are apart only where they share nothing, and inside only where they are so wholly', () => {
    expect([areApart(DORTMUND, KOELN), areApart(DORTMUND, around(DORTMUND, KOELN))]).toEqual([true, false]);
    expect([isInside(KOELN, DORTMUND), isInside(KOELN, around(DORTMUND, KOELN))]).toEqual([false, true]);
  });
});
