import { readFile } from 'node:fs/promises';
import { layerFor } from '@quartierblick/gis/layers/policy.ts';
import { PACK_FORMAT, packTiles } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackManifest } from '@quartierblick/gis/stories/pack/format.ts';
import { tilesOfSlides } from '@quartierblick/gis/stories/pack/tiles.ts';
import type { RenderedSlide, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { StoryPhoto } from '@quartierblick/gis/stories/content.ts';
import { Problem } from '../../errors.ts';
import type { FileStore } from '../../files/store.ts';
import { evidenceOf } from '../../measures/evidence.ts';
import { registryOf } from '../../layers/registry.ts';
import type { LayerRegistry } from '../../layers/registry.ts';
import type { TileService } from '../../tiles/service.ts';
import { walkFiles } from '../../walks/blobs.ts';
import type { StoryTools } from '../asking.ts';
import type { PackContents } from './contents.ts';
import { beginning, ending, sealed } from './document.ts';
import { writePart } from './parts.ts';
import { readPlayer } from './player.ts';
import { batchesOf, makeBatch } from './tile-parts.ts';
import type { TileBatch } from './tile-parts.ts';

/** What a browser still opens from a stick in a moment, and what the server makes in some minutes at worst. */
const LIMITS = { tiles: 12_000, megabytes: 200 };

/** What makes packs beside what renders stories. */
export interface PackTools {
  story: StoryTools;
  tiles: TileService;
}

/** A photo of a slide, by the name that the pack gives it. */
interface PackPhoto {
  id: string;
  measure: string;
  evidence: string;
}

const EVIDENCE = /^\/api\/measures\/([^/]+)\/evidence\/([^/?]+)$/;

/** Slides as the file has them: tiles and photos are named by where they lie in it, and nothing leads into the dashboard. */
function turnedInwards(rendition: Rendition): { rendition: Rendition; photos: PackPhoto[] } {
  const photos: PackPhoto[] = [];
  const named = (photo: StoryPhoto | null): StoryPhoto | null => {
    const [, measure, evidence] = EVIDENCE.exec(photo?.path ?? '') ?? [];
    if (!photo || measure === undefined || evidence === undefined) return null;
    const id = `photo-${evidence}`;
    if (photos.every((one) => one.id !== id)) photos.push({ id, measure, evidence });
    return { ...photo, path: id };
  };
  const contentOf = ({ content }: RenderedSlide): RenderedSlide['content'] => {
    if (content?.kind === 'photos') return { ...content, before: named(content.before), after: named(content.after) };
    if (content?.kind !== 'map') return content;
    const layers = content.layers.map((info) => ({ ...info, tiles: packTiles(info.id), sparse: true }));
    return { ...content, layers };
  };
  const slides = rendition.slides.map((rendered) => ({
    ...rendered,
    content: contentOf(rendered),
    figures: Object.fromEntries(
      Object.entries(rendered.figures).map(([name, figure]) => [name, { ...figure, seenAt: null }]),
    ),
  }));
  return { rendition: { ...rendition, slides }, photos };
}

/** Tiles of all maps, as the parts that they become. @throws Problem 413 where they are too many */
function batchesFor(
  registry: LayerRegistry,
  { rendition: { slides, edition }, versions }: PackContents,
  most: number,
): TileBatch[] {
  const places = tilesOfSlides(slides);
  const all = [...places.values()].reduce((sum, { length }) => sum + length, 0);
  if (all > most) throw tooLarge(all, most);
  return [...places].flatMap(([id, wanted]) => {
    const whole = registry.layerById(id);
    const layer = whole && layerFor(whole, edition);
    return layer ? batchesOf(layer, versions.get(id) ?? 0, wanted) : [];
  });
}

/**
 * Begins a pack: plans the parts of what is to be in it; they are made while the file is read.
 * @returns the number of parts, slides that get another base map, and the file; it breaks off where it outgrows the limit
 * @throws Problem 413 where it would be too large, 503 where the player is not built
 */
export async function beginPack(tools: PackTools, contents: PackContents, limits: Readonly<typeof LIMITS> = LIMITS) {
  const player = await readPlayer();
  const { rendition: full, notes, publication } = contents;
  const batches = batchesFor(registryOf(tools.story.deps.db), contents, limits.tiles);
  const { rendition, photos } = turnedInwards(full);
  const hidden = new Set(
    full.slides.flatMap(({ withheld }, index) => (withheld.some(({ part }) => part === 'slide') ? [index + 1] : [])),
  );
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    application: tools.story.deps.version,
    key: rendition.key,
    title: rendition.title,
    edition: rendition.edition,
    notes,
    at: contents.at,
    publication,
    parts: [],
    tiles: {},
    // Of a slide that is withheld not even its base map is told.
    replaced: contents.replaced.filter(({ slide }) => !hidden.has(slide)),
    overtaken: [...contents.overtaken],
  };
  const pieces = async function* (): AsyncGenerator<string> {
    yield beginning(player, rendition.title.de, manifest.application);
    yield* partsOf(tools, { rendition, batches, photos }, manifest);
    yield ending(player, manifest);
  };
  return {
    parts: 1 + batches.length + photos.length,
    replaced: manifest.replaced.map(({ slide }) => slide),
    bytes: sealed(limited(pieces(), limits.megabytes)),
  };
}

interface Planned {
  rendition: Rendition;
  batches: readonly TileBatch[];
  photos: readonly PackPhoto[];
}

/** The parts in their order, entered into the manifest as they are made. */
async function* partsOf(tools: PackTools, { rendition, batches, photos }: Planned, manifest: PackManifest) {
  const add = async (about: Parameters<typeof writePart>[0], bytes: Uint8Array): Promise<string> => {
    const { part, html } = await writePart(about, bytes);
    manifest.parts.push(part);
    return html;
  };
  const told = Buffer.from(JSON.stringify(rendition));
  yield await add({ id: 'rendition', kind: 'rendition', of: null, mediaType: 'application/json' }, told);
  for (const [index, batch] of batches.entries()) {
    const { layer } = batch;
    const made = await makeBatch(tools.tiles, batch, { edition: manifest.edition, part: manifest.parts.length });
    (manifest.tiles[layer.id] ??= []).push(...made.entries);
    const known = manifest.overtaken.some(({ de }) => de === layer.title.de);
    if (made.overtaken && !known) manifest.overtaken.push(layer.title);
    const mediaType = 'application/vnd.mapbox-vector-tile';
    yield await add({ id: `tiles-${index}`, kind: 'tiles', of: layer.title, mediaType }, made.bytes);
  }
  const store = walkFiles(tools.story.deps.env);
  for (const photo of photos) {
    yield await add(
      { id: photo.id, kind: 'photo', of: null, mediaType: 'image/jpeg' },
      await bytesOf(tools, store, photo),
    );
  }
}

/** A photo that was taken away meanwhile is an empty one: the rest of the story is still to be told. */
async function bytesOf({ story }: PackTools, store: FileStore, { measure, evidence }: PackPhoto): Promise<Uint8Array> {
  const sha256 = await evidenceOf(story.deps.db.sql, measure, evidence);
  return sha256 === undefined ? new Uint8Array() : readFile(store.path(sha256, 'full')).catch(() => new Uint8Array());
}

/** Ends a file that outgrows the limit; what was sent of it lacks its end and says so. */
async function* limited(pieces: AsyncIterable<string>, megabytes: number): AsyncGenerator<string> {
  let characters = 0;
  for await (const piece of pieces) {
    characters += piece.length;
    if (characters > megabytes * 1_000_000) throw new RangeError(`a pack of more than ${megabytes} MB was given up`);
    yield piece;
  }
}

function tooLarge(tiles: number, most: number): Problem {
  return new Problem({
    status: 413,
    type: 'pack-too-large',
    title: { de: 'Das Paket würde zu groß', en: 'The pack would be too large' },
    detail: {
      de: `Die Karten dieser Geschichte brauchen ${tiles} Kacheln, höchstens ${most} passen in ein Paket. Weniger Kartenfolien, weniger Ebenen oder kleinere Ausschnitte helfen.`,
      en: `The maps of this story need ${tiles} tiles; a pack holds ${most} at most. Fewer map slides, fewer layers or smaller areas help.`,
    },
  });
}
