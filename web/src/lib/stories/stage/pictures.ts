import type { MapContent, MapState } from '@quartierblick/gis/stories/content.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Map as MapLibreMap, RequestTransformFunction, StyleSpecification } from 'maplibre-gl';
import { withChanges } from '#lib/map/compare/changes.ts';
import { drawStyleImages } from '#lib/map/style-images.ts';
import { cameraOf, MAP_SIZE } from './map-frame.ts';
import { layersOf, styleOf } from './map-state.svelte.ts';
import { tileRequests } from './tile-requests.ts';

/** Pictures that are kept; a story of a hundred slides has some fifty maps. */
const MOST_KEPT = 150;
/** A map that is not drawn after this time is shown as far as it is. */
const PATIENCE_MS = 20_000;
/** What goes into a file has more time, and has to be whole. */
const PATIENCE_WHOLE_MS = 90_000;

/** Draws maps of slides out of sight, one after the other: many maps at once would take all graphics contexts of the browser. */
export class MapPictures {
  readonly #root: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #kept = new Map<string, Promise<string>>();
  #map: Promise<MapLibreMap> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(root: string, headers: Readonly<Record<string, string>> = {}) {
    this.#root = root;
    this.#headers = headers;
  }

  /**
   * A picture of the map of a slide as the address of its bytes.
   * @param ratio pixels for each CSS pixel of {@link MAP_SIZE}
   * @param whole rather none than one with holes; rejects where a tile is missing or time runs out
   */
  picture(content: MapContent, palette: Palette, ratio = 1, whole = false): Promise<string> {
    const states = content.states.map((state) => ({ state, style: this.#style(content, state, palette) }));
    const name = JSON.stringify([ratio, whole, states]);
    const kept = this.#kept.get(name);
    if (kept) return kept;
    const made = this.#queue(async () => {
      const canvases: HTMLCanvasElement[] = [];
      for (const { state, style } of states) canvases.push(await this.#draw(state, style, { ratio, whole }));
      return addressOf(beside(canvases, content.compare));
    });
    this.#kept.set(name, made);
    made.catch(() => this.#kept.delete(name));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }

  #style(content: MapContent, state: MapState, palette: Palette): StyleSpecification {
    const style = styleOf(layersOf(content, state), state, { palette, root: this.#root });
    const changed = content.scenario && state !== content.states[0];
    return changed ? withChanges(style, content.scenario?.edits ?? [], palette) : style;
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #draw(
    state: MapState,
    style: StyleSpecification,
    { ratio, whole }: { ratio: number; whole: boolean },
  ): Promise<HTMLCanvasElement> {
    const map = await (this.#map ??= makeMap(tileRequests(this.#root, this.#headers)));
    let hole: unknown = null;
    const failed = map.on('error', ({ error }) => (hole ??= error));
    map.setPixelRatio(ratio);
    map.jumpTo(cameraOf(state));
    map.setStyle(style, { diff: true });
    await new Promise<void>((resolve) => {
      const late = (): void => {
        hole ??= new Error('the map was not drawn in time');
        resolve();
      };
      const end = setTimeout(late, whole ? PATIENCE_WHOLE_MS : PATIENCE_MS);
      void map.once('idle').then(() => {
        clearTimeout(end);
        resolve();
      });
    });
    failed.unsubscribe();
    if (whole && hole !== null) throw hole;
    map.redraw();
    const drawn = map.getCanvas();
    const copy = document.createElement('canvas');
    copy.width = drawn.width;
    copy.height = drawn.height;
    copy.getContext('2d')?.drawImage(drawn, 0, 0);
    return copy;
  }
}

async function makeMap(transformRequest: RequestTransformFunction): Promise<MapLibreMap> {
  // Tells MapLibre where its worker is: no page has to show another map for that.
  await import('svelte-maplibre-gl/vite');
  // Taken apart at once, so that the build leaves out what nobody uses of it.
  const { Map: LibreMap } = await import('maplibre-gl');
  const container = document.createElement('div');
  Object.assign(container.style, {
    position: 'fixed',
    left: '-9999px',
    top: '0',
    width: `${MAP_SIZE.width}px`,
    height: `${MAP_SIZE.height}px`,
  });
  container.setAttribute('aria-hidden', 'true');
  container.inert = true;
  document.body.append(container);
  const map = new LibreMap({
    container,
    style: { version: 8, sources: {}, layers: [] },
    interactive: false,
    attributionControl: false,
    fadeDuration: 0,
    maxPitch: 65,
    transformRequest,
  });
  drawStyleImages(map);
  return map;
}

/** Two states as one picture: the second beginning at the divider, or the middles of both beside each other; one alone as it is. */
function beside([first, second]: HTMLCanvasElement[], compare: MapContent['compare']): HTMLCanvasElement {
  if (!first) throw new Error('there is no map to be drawn');
  const drawing = first.getContext('2d');
  if (!second || !drawing || !compare) return first;
  const { width, height } = first;
  const at = Math.round((width * (compare.as === 'side' ? 50 : compare.split)) / 100);
  const quarter = Math.round(width / 4);
  if (compare.as === 'side') {
    drawing.drawImage(first, quarter, 0, at, height, 0, 0, at, height);
    drawing.drawImage(second, quarter, 0, width - at, height, at, 0, width - at, height);
  } else drawing.drawImage(second, at, 0, width - at, height, at, 0, width - at, height);
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(at - 2, 0, 4, height);
  return first;
}

async function addressOf(canvas: HTMLCanvasElement): Promise<string> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture could not be encoded');
  return URL.createObjectURL(blob);
}

const made = new Map<string, MapPictures>();

/**
 * The drawer of this page: one map out of sight serves all thumbnails.
 * @param headers that open tiles beside the session
 */
export function picturesOf(root: string, headers: Readonly<Record<string, string>> = {}): MapPictures {
  const name = JSON.stringify([root, headers]);
  const known = made.get(name) ?? new MapPictures(root, headers);
  made.set(name, known);
  return known;
}
