import type { FeatureCollection } from 'geojson';
import type { Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { MapView } from '#lib/map/view.svelte.ts';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { SafetyScreen } from '../screen.svelte.ts';
import { overlayLayers, POINTS, SECTIONS } from './overlay.ts';

/** The layers under the street, topmost first: enough to know where one is. */
const LAYERS = ['streets', 'buildings', 'green'];

const collection = (features: FeatureCollection['features']): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});

/** The chosen street with its accidents, crossings, places and sections on the map. */
export class SafetyMap {
  readonly catalogue: Catalogue;
  readonly view = new MapView();
  readonly style: StyleSpecification = $derived.by(() => this.#style());

  #screen: SafetyScreen;

  constructor(screen: SafetyScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  #points(): FeatureCollection {
    const { items, marked } = this.#screen;
    return collection(
      items
        .filter(({ mark }) => mark?.what !== 'side-street')
        .map(({ id, lonLat, accident, mark }) => ({
          type: 'Feature',
          properties: {
            id,
            what: mark?.what ?? 'accident',
            kind: mark?.kind ?? '',
            category: accident?.accident.category ?? (accident ? '3' : ''),
            marked: marked.has(id),
          },
          geometry: { type: 'Point', coordinates: lonLat },
        })),
    );
  }

  #sections(): FeatureCollection {
    const { sections, marked } = this.#screen;
    // The least come first, so that the most lie on top.
    return collection(
      sections.toReversed().map(({ key, criterion, lonLats }) => ({
        type: 'Feature',
        properties: { id: `section/${key}`, criterion, marked: marked.has(`section/${key}`) },
        geometry: { type: 'MultiLineString', coordinates: lonLats },
      })),
    );
  }

  #axis(): FeatureCollection {
    const { strip } = this.#screen.engine;
    const lines = strip?.lines ?? [];
    const ticks = (strip?.ticks ?? []).map(({ chainage, lonLat }) => ({
      type: 'Feature' as const,
      properties: { chainage: `${chainage}` },
      geometry: { type: 'Point' as const, coordinates: lonLat },
    }));
    const axis = {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'MultiLineString' as const, coordinates: lines },
    };
    return collection([axis, ...ticks]);
  }

  #style(): StyleSpecification {
    const { app, engine } = this.#screen;
    const palette = paletteOf(app.theme.current);
    const style = groundStyle(this.catalogue, app, LAYERS);
    const geojson = (data: FeatureCollection) => ({ type: 'geojson' as const, data });
    return {
      ...style,
      sources: {
        ...style.sources,
        'safety-area': geojson(engine.figures?.area ?? collection([])),
        'safety-axis': geojson(this.#axis()),
        [SECTIONS]: geojson(this.#sections()),
        [POINTS]: geojson(this.#points()),
      },
      layers: [...style.layers, ...overlayLayers(palette, engine.figures?.area ?? null)],
    };
  }

  /** Where the whole street is in sight: west, south, east, north. */
  get bounds(): [number, number, number, number] | null {
    const points = (this.#screen.engine.strip?.lines ?? []).flat();
    if (points.length === 0) return null;
    const [lons, lats] = [points.map(([lon]: LonLat) => lon), points.map(([, lat]: LonLat) => lat)];
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  }

  home(): void {
    const { bounds } = this;
    if (bounds) this.view.fit(bounds);
  }

  /** What lies at a place of the map. */
  idAt(map: MapLibreMap, { x, y }: { x: number; y: number }): string | null {
    const around: [[number, number], [number, number]] = [
      [x - 4, y - 4],
      [x + 4, y + 4],
    ];
    for (const layer of [POINTS, SECTIONS]) {
      if (!map.getLayer(layer)) continue;
      const id: unknown = map.queryRenderedFeatures(around, { layers: [layer] })[0]?.properties['id'];
      if (typeof id === 'string') return id;
    }
    return null;
  }
}
