import { imageName } from '@quartierblick/gis/symbology/images.ts';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { FeatureCollection } from 'geojson';
import type { StyleSpecification } from 'maplibre-gl';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import type { LonLat } from '@quartierblick/gis/network/lon-lat.ts';
import type { GeoJsonUrl } from '#lib/network/messages.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { letterOf } from '#lib/network/children.ts';
import { coverageLayers, editImage } from './map-layers.ts';
import type { CoverageScreen } from './screen.svelte.ts';

/** The layers under the figures, topmost first: enough to know where one is. */
const LAYERS = ['playgrounds', 'streets', 'buildings', 'green'];
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

export type Moment = 'today' | 'then';
/** Features, or where the map's worker reads them. */
type Drawable = FeatureCollection | GeoJsonUrl;

const points = (all: readonly { at: readonly [number, number]; properties: object }[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: all.map(({ at, properties }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [...at] },
  })),
});
const lines = (all: readonly (readonly LonLat[])[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: all.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates: coordinates.map((one) => [...one]) },
  })),
});

/** What is drawn: ways within reach, children by whether they are reached, crossings, playgrounds and a scenario's changes. */
export class CoverageMapState {
  readonly catalogue: Catalogue;
  // By their text, so that a map only hears of a style that became another: to compare two takes the map longer than to draw.
  readonly #todayText = $derived.by(() => JSON.stringify(this.#style('today')));
  readonly #thenText = $derived.by(() => JSON.stringify(this.#style('then')));
  readonly today = $derived(JSON.parse(this.#todayText) as StyleSpecification);
  readonly then = $derived(JSON.parse(this.#thenText) as StyleSpecification);

  #screen: CoverageScreen;

  constructor(screen: CoverageScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  get palette() {
    return paletteOf(this.#screen.app.theme.current);
  }

  #walk(): Record<string, Drawable> {
    const { reached, route } = this.#screen;
    return {
      ways: reached?.ways ?? NOTHING,
      route: lines(route ? [route.way] : []),
      start: points(reached?.start ? [{ at: reached.start, properties: {} }] : []),
    };
  }

  #cover(moment: Moment): Record<string, Drawable> {
    const { covered, drawn, address, hovered } = this.#screen;
    const state = moment === 'then' ? covered?.then : covered?.today;
    const drawing = moment === 'then' ? drawn?.then : drawn?.today;
    const added = new Set(address.edits.flatMap(({ type, id }) => (type === 'playground' ? [id] : [])));
    // The tiles show those that are there; here stand the one pointed at and those of a scenario.
    const spots = (state?.playgrounds ?? []).filter(({ key }) => key === hovered || added.has(key));
    return {
      ways: drawing?.ways ?? NOTHING,
      homes: drawing?.homes ?? NOTHING,
      spots: points(spots.map(({ key, at }) => ({ at, properties: { pointed: key === hovered } }))),
    };
  }

  #whatIf(moment: Moment): Record<string, Drawable> {
    const { address, covered, whatIf } = this.#screen;
    const best = (whatIf.best?.places ?? []).map((place, i) => ({
      at: place.lonLat,
      properties: { place: i, label: String(i + 1), pointed: whatIf.pointed === i },
    }));
    const edits = address.edits.flatMap((edit, i) => {
      const at = 'at' in edit ? edit.at : edit.line[0];
      const properties = { label: letterOf(i), image: imageName(editImage(edit, this.palette)) };
      return at ? [{ at: lonLat(at), properties }] : [];
    });
    const drawn = address.edits.flatMap((edit) => (edit.type === 'path' ? [edit.line.map(lonLat)] : []));
    const begun = whatIf.line.map((at) => ({ at, properties: { label: '', image: '' } }));
    // Before its first figures are there, the only map shows what is being changed.
    const shown = moment === 'then' || !covered?.then;
    return {
      best: points(best),
      edits: points([...(shown ? edits : []), ...begun]),
      drawn: lines([...(shown ? drawn : []), ...(whatIf.line.length > 1 ? [whatIf.line] : [])]),
    };
  }

  #data(moment: Moment): Record<string, Drawable> {
    const { address, drawn } = this.#screen;
    const empty = Object.fromEntries(
      ['ways', 'homes', 'route', 'start', 'spots', 'best', 'edits', 'drawn'].map((id) => [id, NOTHING]),
    );
    return {
      ...empty,
      helped: ((moment === 'then' && drawn?.then) || drawn?.today)?.crossings ?? NOTHING,
      ...(address.tab === 'reach' ? this.#walk() : this.#cover(moment)),
      ...(address.tab === 'what-if' ? this.#whatIf(moment) : {}),
    };
  }

  #style(moment: Moment): StyleSpecification {
    const { app, address, group } = this.#screen;
    const style = groundStyle(this.catalogue, app, LAYERS);
    const own = Object.entries(this.#data(moment)).map(([id, data]) => [id, { type: 'geojson' as const, data }]);
    const looks = { walking: address.tab === 'reach', group, dots: address.dots };
    return {
      ...style,
      sources: { ...style.sources, ...Object.fromEntries(own) },
      layers: [...style.layers, ...coverageLayers(this.palette, looks)],
    };
  }
}
