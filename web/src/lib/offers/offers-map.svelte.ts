import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { collection, pointFeature } from '#lib/network/on-the-map.ts';
import type { OffersScreen } from './screen.svelte.ts';

/** The layers under the sites, topmost first: enough to know where one is. */
const LAYERS = ['streets', 'buildings', 'green'];

/** Sites of the offers that are listed; the circle grows with their number. */
export class OffersMap {
  readonly catalogue: Catalogue;
  readonly #text = $derived.by(() => JSON.stringify(this.#style()));
  // By its text, so that the map only hears of a style that became another.
  readonly style = $derived(JSON.parse(this.#text) as StyleSpecification);

  #screen: OffersScreen;

  constructor(screen: OffersScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  /** What holds all sites that are shown; null where there is none. */
  get bounds(): Bounds | null {
    const at = this.#sites().features.map(({ geometry }) => geometry.coordinates);
    const [east, north] = [at.map(([x]) => x ?? 0), at.map(([, y]) => y ?? 0)];
    if (at.length === 0) return null;
    return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)];
  }

  #sites() {
    const { shown, sites } = this.#screen;
    const count = new Map<string, number>();
    for (const { runs, comesToYou } of shown) {
      if (comesToYou) continue;
      for (const key of new Set(runs.map(({ site }) => site))) count.set(key, (count.get(key) ?? 0) + 1);
    }
    return collection(
      [...count].flatMap(([key, offers]) => {
        const site = sites.get(key);
        return site ? [pointFeature(site.at, { offers, name: site.name ?? '' })] : [];
      }),
    );
  }

  #style(): StyleSpecification {
    const { app } = this.#screen;
    const palette = paletteOf(app.theme.current);
    const style = groundStyle(this.catalogue, app, LAYERS);
    const own = [
      {
        ...{ id: 'sites', type: 'circle', source: 'sites' },
        paint: {
          'circle-radius': ['+', 8, ['*', 2, ['sqrt', ['get', 'offers']]]],
          'circle-color': palette.colours.offer,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 2.5,
        },
      },
      {
        ...{ id: 'site-counts', type: 'symbol', source: 'sites' },
        layout: { 'text-field': ['to-string', ['get', 'offers']], 'text-size': 12, 'text-allow-overlap': true },
        paint: { 'text-color': palette.halo },
      },
      {
        ...{ id: 'site-names', type: 'symbol', source: 'sites', minzoom: 14.5 },
        layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-anchor': 'top', 'text-offset': [0, 1.1] },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
      },
    ] as unknown as LayerSpecification[];
    return {
      ...style,
      sources: { ...style.sources, sites: { type: 'geojson', data: this.#sites() } },
      layers: [...style.layers, ...own],
    };
  }
}
