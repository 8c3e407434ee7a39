import { tileAddress, tilesOfView } from '@quartierblick/gis/stories/map-tiles.ts';
import type { RenderedSlide } from '@quartierblick/gis/stories/rendition.ts';
import { MAP_SIZE } from './map-frame.ts';

/** Tiles that a slide is going to ask for. @param root of the installation */
function tilesOf({ content }: RenderedSlide, root: string): string[] {
  if (content?.kind !== 'map') return [];
  const addresses = content.states.flatMap(({ view, layers }) =>
    layers.flatMap(({ id }) => {
      const info = content.layers.find((layer) => layer.id === id);
      if (!info) return [];
      return tilesOfView(view, MAP_SIZE, info).map((place) => root + tileAddress(info.tiles, place));
    }),
  );
  return [...new Set(addresses)];
}

/** Fetches what the next slides will show into the browser's cache, once each; a lost network is theirs to tell, not ours. */
export class Prefetch {
  readonly #root: string;
  readonly #asked = new Set<string>();
  readonly #photo: (path: string) => string;
  readonly #headers: Readonly<Record<string, string>>;

  /** @param headers that open tiles beside the session */
  constructor(root: string, photo: (path: string) => string, headers: Readonly<Record<string, string>> = {}) {
    this.#root = root;
    this.#photo = photo;
    this.#headers = headers;
  }

  async slide(rendered: RenderedSlide | undefined): Promise<void> {
    if (!rendered) return;
    const { content } = rendered;
    const photos = content?.kind === 'photos' ? [content.before, content.after].flatMap((one) => one?.path ?? []) : [];
    const tiles = new Set(tilesOf(rendered, this.#root));
    const wanted = [...tiles, ...photos.map(this.#photo)];
    const fresh = wanted.filter((address) => !this.#asked.has(address));
    for (const address of fresh) this.#asked.add(address);
    await Promise.all(
      fresh.map((address) =>
        fetch(address, { priority: 'low', headers: tiles.has(address) ? this.#headers : {} })
          .then((answer) => answer.arrayBuffer())
          .catch(() => this.#asked.delete(address)),
      ),
    );
  }
}
