import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUrl, writeUrl, type UrlState } from './map.ts';

const state: UrlState = {
  view: { lon: 7.4717, lat: 51.5228, zoom: 15.6, bearing: -15, pitch: 50 },
  layers: [
    { id: 'properties', opacity: 80, hidden: ['completed', 'unclassed'], hiddenMarks: ['renovating'] },
    { id: 'buildings', opacity: 100, hidden: [], hiddenMarks: [] },
  ],
  measures: [
    {
      layer: 'population-grid',
      measure: 'density-total',
      year: 2022,
      method: 'own',
      classes: 5,
      own: [73, 210.5],
      extruded: true,
    },
    {
      layer: 'statistical-units',
      measure: 'sgb2',
      year: null,
      method: 'natural',
      classes: 4,
      own: [],
      extruded: false,
    },
  ],
  base: 'grey',
  selected: { layer: 'playgrounds', key: 'way/123?&=#' },
  table: 'properties',
  years: 'common',
  compare: { as: 'swipe', split: 37 },
  layersB: [{ id: 'playgrounds', opacity: 100, hidden: [], hiddenMarks: [] }],
  measuresB: [
    {
      layer: 'population-grid',
      measure: 'density-total',
      year: 2011,
      method: 'quantile',
      classes: 4,
      own: [],
      extruded: false,
    },
  ],
  scenarioB: '4f0c1a9e-7d1b-4f58-9f3c-0a1b2c3d4e5f',
};

describe('address of the map', () => {
  it('comes back as it was written', () => {
    const { state: read, broken } = readUrl(new URLSearchParams(writeUrl(state, new URLSearchParams())));
    expect(broken).toEqual([]);
    expect(read).toEqual(state);
  });

  it('keeps parameters that are not part of the state, and drops what is no longer set', () => {
    const query = writeUrl({ base: 'photo' }, new URLSearchParams('lang=en&t=properties'));
    expect(query).toBe('?lang=en&base=photo');
  });

  it.each([
    ['v=1,2', 'v'],
    ['v=abc,51,15', 'v'],
    ['v=7,951,15', 'v'],
    ['l=no-such-layer', 'l'],
    ['l=properties:180', 'l'],
    ['m=population-grid:density-total::strange:5', 'm'],
    ['base=moon', 'base'],
    ['sel=properties', 'sel'],
    ['sel=no-such-layer/1', 'sel'],
    ['t=drop table', 't'],
    ['years=all', 'years'],
    ['cmp=fade', 'cmp'],
    ['cmp=swipe:140', 'cmp'],
    ['cmp=swipe:40:1', 'cmp'],
    ['bl=no-such-layer', 'bl'],
    ['bm=population-grid:density-total::strange:5', 'bm'],
    ['bs=no-scenario', 'bs'],
  ])('%s is named as broken and left out', (query, name) => {
    const { state: read, broken } = readUrl(new URLSearchParams(query));
    expect(broken).toContain(name);
    expect(read).toEqual({});
  });

  it('one broken layer of a link leaves the others', () => {
    const { state: read, broken } = readUrl(new URLSearchParams('l=properties,no-such-layer,streets:50'));
    expect(read.layers?.map(({ id }) => id)).toEqual(['properties', 'streets']);
    expect(broken).toEqual(['l']);
  });

  it('no query, however strange, throws', () => {
    const names = fc.constantFrom('v', 'l', 'm', 'base', 'sel', 't', 'lang');
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string())), (pairs) => {
        expect(() => readUrl(new URLSearchParams(pairs))).not.toThrow();
      }),
    );
  });
});
