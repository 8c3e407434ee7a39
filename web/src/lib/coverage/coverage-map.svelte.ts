import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import type { FeatureCollection, Geometry } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { baseMapOf } from '#lib/map/base-maps.ts';
import { composeStyle, type DrawnLayer } from '#lib/map/style.ts';
import { lonLat } from '#lib/network/on-the-map.ts';
import type { CoverageScreen } from './screen.svelte.ts';

/** The layers under the figures, topmost first: enough to know where one is. */
const LAYERS = ['playgrounds', 'streets', 'buildings', 'green'];
const NONE: ReadonlySet<string> = new Set();
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

export type Moment = 'today' | 'then';

/** What is drawn: ways within reach, children by whether they are reached, crossings, playgrounds and a scenario's changes. */
export class CoverageMapState {
  readonly catalogue: Catalogue;
  readonly today: StyleSpecification = $derived.by(() => this.#style('today'));
  readonly then: StyleSpecification = $derived.by(() => this.#style('then'));

  #screen: CoverageScreen;

  constructor(screen: CoverageScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  get #palette() {
    return paletteOf(this.#screen.app.theme.current);
  }

  #data(moment: Moment): Record<string, FeatureCollection> {
    const { covered, reached, address, group, whatIf, hovered } = this.#screen;
    const state = moment === 'then' ? covered?.then : covered?.today;
    const walking = address.tab === 'reach';
    const points = (features: { at: readonly [number, number]; properties: Record<string, unknown> }[]) => ({
      type: 'FeatureCollection' as const,
      features: features.map(({ at, properties }) => ({
        type: 'Feature' as const,
        properties,
        geometry: { type: 'Point' as const, coordinates: [...at] } as Geometry,
      })),
    });
    const added = new Set(address.edits.flatMap(({ type, id }) => (type === 'playground' ? [id] : [])));
    const edits = address.edits.flatMap((edit) =>
      'at' in edit && edit.type !== 'playground' ? [{ at: lonLat(edit.at), properties: { label: '' } }] : [],
    );
    const best = (whatIf.best?.places ?? []).map((place, i) => ({
      at: place.lonLat,
      properties: { label: String(i + 1) },
    }));
    const lines = address.edits.flatMap((edit) => (edit.type === 'path' ? [edit.line.map(lonLat)] : []));
    const start = typeof address.from === 'string' ? [] : [{ at: address.from, properties: {} }];
    return {
      ways: walking ? (reached?.ways ?? NOTHING) : (state?.ways ?? NOTHING),
      homes: walking ? NOTHING : (state?.homes ?? NOTHING),
      helped: covered?.crossings ?? NOTHING,
      // The tiles show those that are there; here stand the one pointed at and those of a scenario.
      spots: points(
        (state?.playgrounds ?? [])
          .filter(({ key }) => key === hovered || added.has(key))
          .map(({ key, at }) => ({ at, properties: { pointed: key === hovered } })),
      ),
      marks: points([...(moment === 'then' || !covered?.then ? [...edits, ...best] : best)]),
      start: points(walking ? start : []),
      drawn: {
        type: 'FeatureCollection',
        features: [...lines, ...(whatIf.line.length > 1 ? [[...whatIf.line]] : [])].map((coordinates) => ({
          type: 'Feature',
          properties: { group },
          geometry: { type: 'LineString', coordinates },
        })),
      },
    };
  }

  #layers(): LayerSpecification[] {
    const { group, address } = this.#screen;
    const palette = this.#palette;
    const walking = address.tab === 'reach';
    const [near = palette.ink, far = palette.ink] = [palette.colours.offer, palette.colours.negotiating];
    const bound = walking ? (address.metric === 'metres' ? 1000 : 900) : this.#screen.settings.reachM[address.age];
    const cost = ['get', walking ? 'c' : 'm'];
    const reached = ['==', ['get', `r${group}`], 1];
    const size = ['sqrt', ['max', ['get', `n${group}`], 0]];
    const layers = [
      {
        id: 'ways',
        type: 'line',
        source: 'ways',
        ...(walking ? {} : { filter: ['==', ['get', 'group'], group] }),
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': walking ? this.#bands(cost, bound) : ['step', cost, near, bound / 2, far],
          'line-width': ['interpolate', ['linear'], ['zoom'], 13, 1.5, 17, 5],
          'line-opacity': 0.9,
        },
      },
      {
        id: 'drawn',
        type: 'line',
        source: 'drawn',
        paint: { 'line-color': palette.selected, 'line-width': 3, 'line-dasharray': [2, 1.4] },
      },
      {
        id: 'homes',
        type: 'circle',
        source: 'homes',
        filter: ['>', ['get', `n${group}`], 0],
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, ['*', 0.9, size], 17, ['+', 2, ['*', 3, size]]],
          // Reached or not is told by fill and ring, not by colour alone.
          'circle-color': ['case', reached, palette.colours.completed, palette.halo],
          'circle-stroke-color': ['case', reached, palette.halo, palette.colours.severe],
          'circle-stroke-width': ['case', reached, 1, 2.5],
        },
      },
      {
        id: 'helped',
        type: 'circle',
        source: 'helped',
        minzoom: 14,
        paint: {
          'circle-radius': 4.5,
          'circle-color': palette.ink,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'spots',
        type: 'circle',
        source: 'spots',
        paint: {
          'circle-radius': ['case', ['get', 'pointed'], 11, 8],
          'circle-color': palette.colours.play,
          'circle-stroke-color': ['case', ['get', 'pointed'], palette.selected, palette.halo],
          'circle-stroke-width': 2.5,
        },
      },
      {
        id: 'marks',
        type: 'circle',
        source: 'marks',
        paint: {
          'circle-radius': 11,
          'circle-color': palette.colours.office,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 2.5,
        },
      },
      {
        id: 'mark-labels',
        type: 'symbol',
        source: 'marks',
        layout: { 'text-field': ['get', 'label'], 'text-size': 13, 'text-allow-overlap': true },
        paint: { 'text-color': palette.halo },
      },
      {
        id: 'start',
        type: 'circle',
        source: 'start',
        paint: {
          'circle-radius': 9,
          'circle-color': palette.colours.severe,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 3,
        },
      },
    ];
    return layers as unknown as LayerSpecification[];
  }

  /** Colours of the bands of a walk: by DIN 18034-1 200, 400 and 1,000 m, or 6, 10 and 15 minutes. */
  #bands(cost: unknown[], bound: number) {
    const [first, , second, , third] = this.#palette.ramp.toReversed();
    const steps = bound === 1000 ? [200, 400] : [360, 600];
    return ['step', cost, first, steps[0], second, steps[1], third];
  }

  get bandColours(): string[] {
    const [first = '', , second = '', , third = ''] = this.#palette.ramp.toReversed();
    return [first, second, third];
  }

  get legendColours() {
    const { colours, ink } = this.#palette;
    return { ...colours, ink };
  }

  #style(moment: Moment): StyleSpecification {
    const { root } = this.#screen.app.api;
    const drawn = LAYERS.flatMap((id): DrawnLayer[] => {
      const [info, definition] = [this.catalogue.byId.get(id), layerById(id)];
      if (!info || !definition) return [];
      const tiles = info.tiles.startsWith('/') ? root + info.tiles : info.tiles;
      return [{ definition, look: { opacity: 1, hidden: NONE, hiddenMarks: NONE }, source: { ...info, tiles } }];
    });
    const style = composeStyle(drawn, baseMapOf('own'), this.#palette);
    const own = Object.entries(this.#data(moment)).map(([id, data]) => [id, { type: 'geojson' as const, data }]);
    return {
      ...style,
      sources: { ...style.sources, ...Object.fromEntries(own) },
      layers: [...style.layers, ...this.#layers()],
    };
  }
}
