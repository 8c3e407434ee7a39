import type { Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { Catalogue } from '#lib/layers/catalogue.svelte.ts';
import { groundStyle } from '#lib/map/ground-style.ts';
import { MapView } from '#lib/map/view.svelte.ts';
import type { ListScreen } from './screen.svelte.ts';

/** The layers under the cases, topmost first: enough to know where one is. */
const LAYERS = ['properties', 'streets', 'buildings', 'green'];
const CASES = 'properties';

/** The map beside the list: the cases of the list, and what is pointed at or has the cursor. */
export class ListMap {
  readonly catalogue: Catalogue;
  readonly view = new MapView();
  readonly style: StyleSpecification = $derived.by(() => this.#style());

  #screen: ListScreen;
  #marked: number[] = [];

  constructor(screen: ListScreen) {
    this.#screen = screen;
    this.catalogue = new Catalogue(screen.app.api);
  }

  async load(): Promise<void> {
    await this.catalogue.load();
  }

  #style(): StyleSpecification {
    const style = groundStyle(this.catalogue, this.#screen.app, LAYERS);
    const ids = this.#screen.onMap;
    if (ids === null) return style;
    const inList = ['in', ['id'], ['literal', ids]];
    const layers = style.layers.map((layer) => {
      if (!('source' in layer) || layer.source !== CASES) return layer;
      const filter = 'filter' in layer && layer.filter ? ['all', layer.filter, inList] : inList;
      return { ...layer, filter } as typeof layer;
    });
    return { ...style, layers };
  }

  /** Where the map starts: the whole quarter. */
  get start(): { center: [number, number]; zoom: number } {
    const { project } = this.catalogue;
    return project
      ? { center: project.defaultView.center, zoom: project.defaultView.zoom - 0.6 }
      : { center: [7.47, 51.52], zoom: 13 };
  }

  home(): void {
    const {
      center: [lon, lat],
      zoom,
    } = this.start;
    this.view.go({ lon, lat, zoom, bearing: 0, pitch: 0 }, true);
  }

  /** Marks the case that is pointed at and the one with the cursor. */
  mark(hovered: number | null, current: number | null): void {
    const { map } = this.view;
    if (!map?.getSource(CASES)) return;
    const feature = (id: number) => ({ source: CASES, sourceLayer: CASES, id });
    const marked = [hovered, current].filter((id) => id !== null);
    // Not removed: a source that was replaced meanwhile has no states, and removing one there breaks the map's next frame.
    for (const id of new Set([...this.#marked, ...marked]))
      map.setFeatureState(feature(id), { hover: id === hovered, selected: id === current });
    this.#marked = marked;
  }

  /** The case at a place of the map. */
  caseAt(map: MapLibreMap, { x, y }: { x: number; y: number }): { id: number; key: string } | null {
    const hit = map.queryRenderedFeatures([x, y]).find((feature) => feature.source === CASES);
    const key: unknown = hit?.properties['key'];
    return typeof hit?.id === 'number' && typeof key === 'string' ? { id: hit.id, key } : null;
  }

  /** Brings a case into sight where it is not. */
  show([lon, lat]: [number, number]): void {
    const { map } = this.view;
    if (!map || map.getBounds().contains([lon, lat])) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    map.easeTo({ center: [lon, lat], duration: calm ? 0 : 300 });
  }
}
