import type { Geometry } from 'geojson';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import { isAborted, type Api } from '#lib/api.ts';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';
import type { Column, Columns } from './columns.ts';
import type { MapView } from './view.svelte.ts';

/** Cells that are raised at once; beyond it the map is too small to tell them apart anyway. */
const MOST = 4000;

/** Extruded columns of a measure: fetches the outlines in sight, and the renderer when it is first needed. */
export class ColumnsState {
  state = $state<'off' | 'loading' | 'on'>('off');

  #api: Api;
  #view: MapView;
  #renderer: Columns | undefined;
  #request: AbortController | undefined;

  constructor(api: Api, view: MapView) {
    this.#api = api;
    this.#view = view;
  }

  /** Draws the topmost extruded layer anew; takes the columns away where there is none. */
  async update(item: LayerState | undefined, bounds: Bounds | null, palette: Palette): Promise<void> {
    this.#request?.abort();
    const { map } = this.#view;
    if (!item?.values || !bounds || !map) {
      this.#renderer?.remove();
      this.#renderer = undefined;
      this.state = 'off';
      return;
    }
    const request = new AbortController();
    this.#request = request;
    this.state = this.#renderer ? 'on' : 'loading';
    try {
      const [page, { Columns }] = await Promise.all([
        this.#api.features(item.id, { bbox: bounds, limit: MOST, geometry: 'full' }, request.signal),
        import('./columns.ts'),
      ]);
      if (request.signal.aborted) return;
      const values = new Map(item.values.items.map(({ key, value }) => [key, value]));
      const columns = page.features.flatMap(({ geometry, properties }) => {
        const key = String(properties['key']);
        const value = values.get(key);
        return typeof value === 'number' ? ringsOf(geometry).map((ring): Column => ({ key, ring, value })) : [];
      });
      this.#renderer ??= new Columns(map);
      this.#renderer.draw(columns, item.breaks, palette, item.opacity / 100);
      this.state = 'on';
    } catch (error) {
      if (!isAborted(error)) this.state = 'off';
    }
  }

  /** The map is gone, and the renderer with it. */
  forget(): void {
    this.#renderer = undefined;
    this.state = 'off';
  }
}

function ringsOf(geometry: Geometry | null): [number, number][][] {
  const polygons =
    geometry?.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry?.type === 'Polygon'
        ? [geometry.coordinates]
        : [];
  return polygons.flatMap(([outer]) => (outer ? [outer.map(([x = 0, y = 0]): [number, number] => [x, y])] : []));
}
