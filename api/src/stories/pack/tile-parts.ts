import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { TilePlace } from '@quartierblick/gis/stories/map-tiles.ts';
import type { TileEntry } from '@quartierblick/gis/stories/pack/format.ts';
import type { ServedTile, TileService } from '../../tiles/service.ts';

/** Tiles of one part: small enough that a slide does not unpack what others need, large enough that gzip finds what repeats. */
const TILES_IN_PART = 24;
/** Tiles that are made at once; the map of whoever works meanwhile wants some, too. */
const AT_ONCE = 4;

/** Tiles of one layer that become one part. */
export interface TileBatch {
  layer: LayerDefinition;
  version: number;
  places: readonly TilePlace[];
}

/** Divides the tiles of a layer among parts, in their order. */
export function batchesOf(layer: LayerDefinition, version: number, places: readonly TilePlace[]): TileBatch[] {
  const batches: TileBatch[] = [];
  for (let at = 0; at < places.length; at += TILES_IN_PART) {
    batches.push({ layer, version, places: places.slice(at, at + TILES_IN_PART) });
  }
  return batches;
}

/** A batch, made: the tiles one behind the other. */
export interface MadeBatch {
  bytes: Uint8Array;
  entries: TileEntry[];
  overtaken: boolean;
}

/** Makes the tiles of a batch as an edition gets them. @param part index of the part that they become */
export async function makeBatch(
  service: TileService,
  { layer, version, places }: TileBatch,
  { edition, part }: { edition: Edition; part: number },
): Promise<MadeBatch> {
  const tiles: ServedTile[] = [];
  for (let at = 0; at < places.length; at += AT_ONCE) {
    const some = places.slice(at, at + AT_ONCE);
    tiles.push(
      ...(await Promise.all(
        some.map((place) => service.get({ layer, version, ...place, edition, coding: 'identity' })),
      )),
    );
  }
  let from = 0;
  const entries = places.map(({ z, x, y }, index): TileEntry => {
    const length = tiles[index]?.bytes.length ?? 0;
    const entry: TileEntry = [z, x, y, part, from, length];
    from += length;
    return entry;
  });
  return {
    bytes: Buffer.concat(tiles.map(({ bytes }) => bytes)),
    entries,
    overtaken: tiles.some(({ overtaken }) => overtaken === true),
  };
}
