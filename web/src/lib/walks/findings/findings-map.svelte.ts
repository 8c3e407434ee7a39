import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { Feature, LineString, Point } from 'geojson';
import type { Bounds } from '@quartierblick/gis/layers/answers.ts';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { collection } from '#lib/network/on-the-map.ts';
import type { FindingsScreen } from './findings.svelte.ts';

/** The layers under the findings, topmost first: enough to know where one is. */
const LAYERS = ['playgrounds', 'streets', 'buildings', 'green'];
/** Findings without a place of their own stand around their stop, in degrees of latitude: some 13 m. */
const AROUND = 0.00012;

type LonLat = [lon: number, lat: number];

/** Stops, route and findings of a walk; what the list shows, the map shows. */
export class FindingsMap {
  readonly catalogue: Catalogue;
  readonly #text = $derived.by(() => JSON.stringify(this.#style()));
  // By its text, so that the map only hears of a style that became another.
  readonly style = $derived(JSON.parse(this.#text) as StyleSpecification);
  /** Where each finding is drawn. */
  readonly places = $derived.by(() => this.#places());
  readonly #screen: FindingsScreen;

  constructor(screen: FindingsScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  /** What holds all stops and findings; null where there is none. */
  get bounds(): Bounds | null {
    const all = [...(this.#screen.data?.stops ?? []).map(({ at }) => at), ...this.places.values()];
    if (all.length === 0) return null;
    const [lon, lat] = [all.map(([one]) => one), all.map(([, one]) => one)];
    return [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)];
  }

  /** Findings at one and the same place are set around it, so that each can be seen and touched. */
  #places(): Map<string, LonLat> {
    const stops = new Set((this.#screen.data?.stops ?? []).map(({ at }) => at.join()));
    const placed = this.#screen.shown.flatMap(({ key, at }) => (at ? [{ key, at }] : []));
    const places = new Map<string, LonLat>();
    for (const [spot, those] of Map.groupBy(placed, ({ at }) => at.join())) {
      those.forEach(({ key, at: [lon, lat] }, i) => {
        if (those.length === 1 && !stops.has(spot)) {
          places.set(key, [lon, lat]);
          return;
        }
        const angle = (2 * Math.PI * i) / those.length;
        const wide = AROUND / Math.cos((lat * Math.PI) / 180);
        places.set(key, [lon + wide * Math.sin(angle), lat + AROUND * Math.cos(angle)]);
      });
    }
    return places;
  }

  #findings(): Feature<Point, { key: string; label: string; open: boolean; chosen: boolean }>[] {
    const { shown, undecided, open } = this.#screen;
    return shown.flatMap((finding) => {
      const at = this.places.get(finding.key);
      const { key, label } = finding;
      const properties = { key, label, open: undecided.includes(finding), chosen: key === open };
      return at
        ? [{ type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates: at } }]
        : [];
    });
  }

  #stops(): Feature<Point, { no: string; name: string }>[] {
    return (this.#screen.data?.stops ?? []).map(({ name, at }, i) => ({
      ...{ type: 'Feature', properties: { no: String(i + 1), name } },
      geometry: { type: 'Point', coordinates: at },
    }));
  }

  #way(): Feature<LineString, null>[] {
    const line = this.#screen.data?.route ?? [];
    return line.length < 2
      ? []
      : [{ type: 'Feature', properties: null, geometry: { type: 'LineString', coordinates: line } }];
  }

  #style(): StyleSpecification {
    const { app } = this.#screen;
    const palette = paletteOf(app.theme.current);
    const style = groundStyle(this.catalogue, app, LAYERS);
    const label = (field: string, size: number) => ({
      ...{ 'text-field': ['get', field], 'text-size': size, 'text-allow-overlap': true, 'text-ignore-placement': true },
    });
    const own = [
      {
        ...{ id: 'way', type: 'line', source: 'way', layout: { 'line-cap': 'round', 'line-join': 'round' } },
        paint: { 'line-color': palette.ink, 'line-width': 3, 'line-opacity': 0.45 },
      },
      {
        ...{ id: 'walk-stops', type: 'circle', source: 'walk-stops' },
        paint: {
          ...{ 'circle-radius': 11, 'circle-color': palette.halo },
          ...{ 'circle-stroke-color': palette.ink, 'circle-stroke-width': 1.5, 'circle-opacity': 0.9 },
        },
      },
      {
        ...{ id: 'walk-stop-numbers', type: 'symbol', source: 'walk-stops', layout: label('no', 12) },
        paint: { 'text-color': palette.ink },
      },
      {
        ...{ id: 'walk-stop-names', type: 'symbol', source: 'walk-stops', minzoom: 15.5 },
        layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-anchor': 'top', 'text-offset': [0, 1.2] },
        paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
      },
      {
        ...{ id: 'chosen', type: 'circle', source: 'findings', filter: ['get', 'chosen'] },
        paint: {
          ...{ 'circle-radius': 23, 'circle-color': palette.ink, 'circle-opacity': 0.18 },
          ...{ 'circle-stroke-color': palette.ink, 'circle-stroke-width': 2 },
        },
      },
      {
        // Filled where it is decided, hollow where it is not: told apart without colours.
        ...{ id: 'findings', type: 'circle', source: 'findings' },
        paint: {
          ...{ 'circle-radius': 15, 'circle-color': ['case', ['get', 'open'], palette.halo, palette.ink] },
          'circle-stroke-color': ['case', ['get', 'open'], palette.ink, palette.halo],
          'circle-stroke-width': 2.5,
        },
      },
      {
        ...{ id: 'finding-labels', type: 'symbol', source: 'findings', layout: label('label', 12) },
        paint: { 'text-color': ['case', ['get', 'open'], palette.ink, palette.halo] },
      },
    ] as unknown as LayerSpecification[];
    return {
      ...style,
      sources: {
        ...style.sources,
        way: { type: 'geojson', data: collection(this.#way()) },
        'walk-stops': { type: 'geojson', data: collection(this.#stops()) },
        findings: { type: 'geojson', data: collection(this.#findings()) },
      },
      layers: [...style.layers, ...own],
    };
  }
}
