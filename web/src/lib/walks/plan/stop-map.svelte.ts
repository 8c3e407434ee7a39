import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { Feature, LineString, Point } from 'geojson';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { collection } from '#lib/network/on-the-map.ts';
import type { WalkScreen } from './walk.svelte.ts';

/** What is on the map of the stops, topmost first: what one may pick from, over enough to know where one is. */
const LAYERS = [
  'properties',
  'offers',
  'playgrounds',
  'stops',
  'hotspots',
  'crossings',
  'streets',
  'buildings',
  'green',
];

/** The stops of a walk with their numbers, and the route between them. */
export class StopMap {
  readonly catalogue: Catalogue;
  readonly #text = $derived.by(() => JSON.stringify(this.#style()));
  // By its text, so that the map only hears of a style that became another.
  readonly style = $derived(JSON.parse(this.#text) as StyleSpecification);
  readonly #screen: WalkScreen;

  constructor(screen: WalkScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  /** What holds all stops; null where there is none. */
  get bounds(): Bounds | null {
    const { stops } = this.#screen;
    if (stops.length === 0) return null;
    const [lon, lat] = [stops.map((stop) => stop.lon), stops.map((stop) => stop.lat)];
    return [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
  }

  #legs(): Feature<LineString, { known: boolean }>[] {
    return (this.#screen.walk?.route?.legs ?? []).map(({ line, metres }) => ({
      ...{ type: 'Feature', properties: { known: metres !== null } },
      geometry: { type: 'LineString', coordinates: line },
    }));
  }

  #stops(): Feature<Point, { no: string; name: string }>[] {
    return this.#screen.stops.map(({ name, lon, lat }, i) => ({
      ...{ type: 'Feature', properties: { no: String(i + 1), name } },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    }));
  }

  #style(): StyleSpecification {
    const { app } = this.#screen;
    const palette = paletteOf(app.theme.current);
    const style = groundStyle(this.catalogue, app, LAYERS);
    const round = { 'line-cap': 'round', 'line-join': 'round' };
    const own = [
      {
        ...{ id: 'way-halo', type: 'line', source: 'way', layout: round },
        paint: { 'line-color': palette.halo, 'line-width': 8 },
      },
      {
        ...{ id: 'way', type: 'line', source: 'way', layout: round, filter: ['get', 'known'] },
        paint: { 'line-color': palette.ink, 'line-width': 4 },
      },
      {
        ...{ id: 'no-way', type: 'line', source: 'way', filter: ['!', ['get', 'known']] },
        paint: { 'line-color': palette.ink, 'line-width': 3, 'line-dasharray': [1, 2] },
      },
      {
        ...{ id: 'walk-stops', type: 'circle', source: 'walk-stops' },
        paint: {
          ...{ 'circle-radius': 13, 'circle-color': palette.ink },
          ...{ 'circle-stroke-color': palette.halo, 'circle-stroke-width': 3 },
        },
      },
      {
        ...{ id: 'walk-stop-numbers', type: 'symbol', source: 'walk-stops' },
        layout: {
          'text-field': ['get', 'no'],
          'text-size': 14,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.halo },
      },
      {
        ...{ id: 'walk-stop-names', type: 'symbol', source: 'walk-stops', minzoom: 15 },
        layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-anchor': 'top', 'text-offset': [0, 1.2] },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
      },
    ] as unknown as LayerSpecification[];
    return {
      ...style,
      sources: {
        ...style.sources,
        way: { type: 'geojson', data: collection(this.#legs()) },
        'walk-stops': { type: 'geojson', data: collection(this.#stops()) },
      },
      layers: [...style.layers, ...own],
    };
  }
}
