import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { archiveHead } from '@quartierblick/gis/pmtiles/archive.ts';
import type { ArchiveEntry } from '@quartierblick/gis/pmtiles/archive.ts';
import { tileId } from '@quartierblick/gis/pmtiles/tile-id.ts';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { Problem } from '../errors.ts';
import type { Bounds } from '../layers/facts.ts';
import { compressed } from '../tiles/compression.ts';
import { tileJson } from '../tiles/tilejson.ts';
import type { TileService } from '../tiles/service.ts';
import type { ExportOrder } from './order.ts';

/** Tiles of an archive, at most; a city of 300 km² has about 5,000 down to zoom 16. */
const MOST_TILES = 250_000;
/** Tiles that are made at once; the map of whoever works meanwhile wants some, too. */
const AT_ONCE = 4;

interface Place {
  id: number;
  z: number;
  x: number;
  y: number;
}

const clamp = (n: number, side: number): number => Math.min(side - 1, Math.max(0, Math.floor(n)));

/** Tiles over a box (WGS 84) between two zooms, in the order of an archive. @throws Problem 413 for too many */
function tilesOver([west, south, east, north]: Bounds, { minzoom, maxzoom }: LayerDefinition['tile']): Place[] {
  const column = (lon: number, side: number): number => clamp(((lon + 180) / 360) * side, side);
  const row = (lat: number, side: number): number =>
    clamp(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side, side);
  const places: Place[] = [];
  for (let z = minzoom; z <= maxzoom; z += 1) {
    const side = 2 ** z;
    const [left, right, top, bottom] = [column(west, side), column(east, side), row(north, side), row(south, side)];
    if (places.length + (right - left + 1) * (bottom - top + 1) > MOST_TILES) throw tooManyTiles();
    for (let x = left; x <= right; x += 1) {
      for (let y = top; y <= bottom; y += 1) places.push({ id: tileId(z, x, y), z, x, y });
    }
  }
  return places.sort((a, b) => a.id - b.id);
}

export interface TileArchiveOrder {
  order: ExportOrder;
  service: TileService;
  edition: Edition;
  bounds: Bounds;
}

/**
 * The tiles of a layer as one PMTiles archive, as the edition sees them: the bytes that the tile route sends, gzipped. Tiles go to
 * the disk as they are made; equal ones are kept once.
 * @throws Problem 409 where the layer changes meanwhile, 413 for too many tiles
 */
export async function tileArchive({ order, service, edition, bounds }: TileArchiveOrder): Promise<string> {
  const { layer, version, folder, running, note, language } = order;
  const places = tilesOver(bounds, layer.tile);
  const dataPath = `${folder}/tiles`;
  const data = await open(dataPath, 'w');
  const entries: ArchiveEntry[] = [];
  const kept = new Map<string, { offset: number; length: number }>();
  let dataLength = 0;
  try {
    for (let at = 0; at < places.length; at += AT_ONCE) {
      running.signal.throwIfAborted();
      const some = places.slice(at, at + AT_ONCE);
      const tiles = await Promise.all(
        some.map(({ z, x, y }) => service.get({ layer, version, z, x, y, edition, coding: 'identity' })),
      );
      for (const [i, { bytes, overtaken }] of tiles.entries()) {
        if (overtaken) throw changed();
        const place = some[i];
        if (!place || bytes.length === 0) continue;
        const hash = createHash('sha256').update(bytes).digest('base64url');
        let content = kept.get(hash);
        if (!content) {
          // Small tiles are zipped, too: readers unpack all of them.
          const zipped = bytes.length < 1024 ? gzipSync(bytes) : (await compressed(bytes, 'gzip')).bytes;
          content = { offset: dataLength, length: zipped.length };
          kept.set(hash, content);
          await data.write(zipped);
          dataLength += zipped.length;
        }
        add(entries, { id: place.id, ...content, run: 1 });
      }
      running.tell({ phase: 'writing', done: Math.min(at + AT_ONCE, places.length), total: places.length });
    }
  } finally {
    await data.close();
  }
  const { minzoom, maxzoom } = layer.tile;
  const described = tileJson(layer, { version, bounds, attributions: [note.attribution], base: '', language });
  const head = archiveHead(
    {
      entries,
      dataLength,
      contents: kept.size,
      ...{ minzoom, maxzoom, bounds },
      metadata: {
        name: described.name,
        description: note.text,
        attribution: described.attribution,
        type: 'overlay',
        version: described.version,
        vector_layers: described.vector_layers,
      },
    },
    (bytes) => gzipSync(bytes),
  );
  const path = `${folder}/export.pmtiles`;
  const file = createWriteStream(path);
  file.write(head);
  await pipeline(createReadStream(dataPath), file, { signal: running.signal });
  return path;
}

/** Adds a tile; one with the same bytes as the one before it lengthens that one's run. */
function add(entries: ArchiveEntry[], entry: ArchiveEntry): void {
  const last = entries.at(-1);
  if (last && last.id + last.run === entry.id && last.offset === entry.offset) last.run += 1;
  else entries.push(entry);
}

const changed = (): Problem =>
  new Problem({
    status: 409,
    type: 'layer-changing',
    title: { de: 'Die Ebene hat sich währenddessen geändert', en: 'The layer changed meanwhile' },
    detail: { de: 'Bitte noch einmal ausgeben.', en: 'Please export it again.' },
  });

const tooManyTiles = (): Problem =>
  new Problem({
    status: 413,
    type: 'export-too-large',
    title: { de: 'Das sind zu viele Kacheln für eine Datei', en: 'These are too many tiles for one file' },
    detail: {
      de: `Eine Datei hält höchstens ${MOST_TILES} Kacheln.`,
      en: `A file holds at most ${MOST_TILES} tiles.`,
    },
  });
