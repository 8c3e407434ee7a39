import { describe, expect, it } from 'vitest';
import { readUrl } from '@quartierblick/gis/views/map.ts';
import { mapQuery } from './map-link.ts';

const view = (query: string) => readUrl(new URLSearchParams(query)).state.view;

describe('the link to the map', () => {
  it('is read back by the map as the middle of the layer and the layer alone', () => {
    const query = mapQuery({ id: 'playgrounds', bounds: [7.45, 51.51, 7.49, 51.53], minzoom: 10 });
    const { state, broken } = readUrl(new URLSearchParams(query));
    expect(broken).toEqual([]);
    expect(state.layers?.map(({ id }) => id)).toEqual(['playgrounds']);
    expect(state.view?.lon).toBeCloseTo(7.47, 4);
    expect(state.view?.lat).toBeCloseTo(51.52, 4);
  });

  it('shows the whole extent: twice as wide is one zoom further out', () => {
    const narrow = view(mapQuery({ id: 'streets', bounds: [7, 51, 7.1, 51.001], minzoom: 0 }));
    const wide = view(mapQuery({ id: 'streets', bounds: [7, 51, 7.2, 51.001], minzoom: 0 }));
    expect((narrow?.zoom ?? 0) - (wide?.zoom ?? 0)).toBeCloseTo(1, 2);
  });

  it('stays where the layer is drawn, for one point and for a whole country', () => {
    expect(view(mapQuery({ id: 'buildings', bounds: [7, 51, 7, 51], minzoom: 13 }))?.zoom).toBe(17);
    expect(view(mapQuery({ id: 'buildings', bounds: [6, 47, 15, 55], minzoom: 13 }))?.zoom).toBe(13);
  });

  it('leaves the view to the map where a layer is empty', () => {
    expect(view(mapQuery({ id: 'buildings', bounds: null, minzoom: 13 }))).toBeUndefined();
  });
});
