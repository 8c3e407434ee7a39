import type { Colour } from '@quartierblick/gis/symbology/symbology.ts';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { MeasureState } from '@quartierblick/gis/walks/measure.ts';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { collection } from '#lib/network/on-the-map.ts';
import type { MeasuresScreen } from './screen.svelte.ts';

/** The layers under the measures, topmost first: enough to know where one is. */
const LAYERS = ['playgrounds', 'streets', 'buildings', 'green'];

/** What the map draws of the measures, to be asked what was tapped. */
export const DRAWN = 'measures';

/** Colours of the states; the number beside the point and the list say the same without colour. */
export const STATE_COLOURS: Readonly<Record<MeasureState, Colour>> = {
  open: 'severe',
  examined: 'negotiating',
  commissioned: 'acquired',
  done: 'completed',
  rejected: 'recorded',
};

/** The shown measures that have a place, as points with their numbers. */
export class MeasuresOnMap {
  readonly catalogue: Catalogue;
  readonly #text = $derived.by(() => JSON.stringify(this.#style()));
  // By its text, so that the map only hears of a style that became another.
  readonly style = $derived(JSON.parse(this.#text) as StyleSpecification);

  readonly #screen: MeasuresScreen;

  constructor(screen: MeasuresScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  /** What holds all points; null where there is none. */
  get bounds(): Bounds | null {
    const places = this.#screen.shown.flatMap(({ place }) => place ?? []);
    if (places.length === 0) return null;
    const [east, north] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
    return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)];
  }

  #style(): StyleSpecification {
    const { app, shown, t } = this.#screen;
    const palette = paletteOf(app.theme.current);
    const style = groundStyle(this.catalogue, app, LAYERS);
    const data = collection(
      shown.flatMap(({ key, number, state, place, overdue }) => {
        if (!place) return [];
        const properties = { key, number: t.number(number), colour: palette.colours[STATE_COLOURS[state]], overdue };
        const geometry = { type: 'Point' as const, coordinates: [place.lon, place.lat] };
        return [{ type: 'Feature' as const, properties, geometry }];
      }),
    );
    const own = [
      {
        ...{ id: DRAWN, type: 'circle', source: DRAWN },
        paint: {
          'circle-radius': 9,
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': ['case', ['get', 'overdue'], palette.ink, palette.halo],
          'circle-stroke-width': ['case', ['get', 'overdue'], 4, 2.5],
        },
      },
      {
        ...{ id: 'measure-numbers', type: 'symbol', source: DRAWN },
        layout: {
          ...{ 'text-field': ['get', 'number'], 'text-size': 13, 'text-anchor': 'left', 'text-offset': [1, 0] },
          'text-allow-overlap': true,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
      },
    ] as unknown as LayerSpecification[];
    return {
      ...style,
      sources: { ...style.sources, [DRAWN]: { type: 'geojson', data } },
      layers: [...style.layers, ...own],
    };
  }
}
