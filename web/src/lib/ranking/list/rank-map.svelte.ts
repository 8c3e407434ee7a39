import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { FeatureCollection, Point } from 'geojson';
import type { LayerSpecification, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { MapView } from '#lib/map/view.svelte.ts';
import type { RankingScreen } from '../screen.svelte.ts';

/** The layers under the cases, topmost first: enough to know where one is. */
const LAYERS = ['streets', 'buildings', 'green'];
const CASES = 'ranked-cases';
/** Shares in the first ten at which the colour changes; the legend's words say the same. */
const STEPS = [0.05, 0.25, 0.5, 0.95] as const;

/** The ranked cases as points, coloured and sized by the share of the draws in which each is among the first ten. */
export class RankMap {
  readonly catalogue: Catalogue;
  readonly view = new MapView();
  readonly style: StyleSpecification = $derived.by(() => this.#style());
  readonly colours: readonly string[] = $derived.by(() => paletteOf(this.#screen.app.theme.current).ramp);

  #screen: RankingScreen;

  constructor(screen: RankingScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  #points(): FeatureCollection<Point> {
    const { ranked, lines, hovered, selected, marked } = this.#screen;
    // The last drawn lies on top: the most urgent.
    const features = lines.toReversed().flatMap((line) => {
      const center = ranked?.cases[line.at]?.center;
      if (!center) return [];
      const properties = {
        key: line.key,
        share: line.topTen ?? -1,
        veto: line.vetoes.length > 0,
        marked: line.key === hovered || line.key === selected || marked.has(line.key),
      };
      return [{ type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates: [...center] } }];
    });
    return { type: 'FeatureCollection', features };
  }

  #layers(): LayerSpecification[] {
    const palette = paletteOf(this.#screen.app.theme.current);
    const [first = palette.blank, ...others] = this.colours;
    const colour = [
      'step',
      ['get', 'share'],
      palette.blank,
      0,
      first,
      ...STEPS.flatMap((at, n) => [at, others[n] ?? first]),
    ];
    const size = ['step', ['get', 'share'], 5, STEPS[0], 6, STEPS[1], 7, STEPS[2], 8, STEPS[3], 10];
    const ring = ['case', ['get', 'marked'], 3.5, ['get', 'veto'], 2.5, 1];
    const edge = ['case', ['get', 'marked'], palette.selected, ['get', 'veto'], palette.colours.severe, palette.ink];
    const paint = {
      'circle-color': colour,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, ['*', 0.7, size], 16, ['*', 1.2, size]],
      'circle-stroke-width': ring,
      'circle-stroke-color': edge,
    };
    return [{ id: CASES, type: 'circle', source: CASES, paint } as unknown as LayerSpecification];
  }

  #style(): StyleSpecification {
    const style = groundStyle(this.catalogue, this.#screen.app, LAYERS);
    return {
      ...style,
      sources: { ...style.sources, [CASES]: { type: 'geojson', data: this.#points() } },
      layers: [...style.layers, ...this.#layers()],
    };
  }

  /** Where the map starts: the whole quarter. */
  get start(): { center: [number, number]; zoom: number } {
    const { project } = this.catalogue;
    return project
      ? { center: project.defaultView.center, zoom: project.defaultView.zoom - 0.8 }
      : { center: [7.47, 51.52], zoom: 13 };
  }

  home(): void {
    const {
      center: [lon, lat],
      zoom,
    } = this.start;
    this.view.go({ lon, lat, zoom, bearing: 0, pitch: 0 }, true);
  }

  /** The case at a place of the map. */
  caseAt(map: MapLibreMap, { x, y }: { x: number; y: number }): string | null {
    if (!map.getLayer(CASES)) return null;
    const around: [[number, number], [number, number]] = [
      [x - 3, y - 3],
      [x + 3, y + 3],
    ];
    const key: unknown = map.queryRenderedFeatures(around, { layers: [CASES] })[0]?.properties['key'];
    return typeof key === 'string' ? key : null;
  }
}
