import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { Problem } from '../errors.ts';
import { compressed } from './compression.ts';
import type { Coding } from './compression.ts';
import type { MadeTile } from './tile.ts';
import { tileSource } from './tile-source.ts';
import type { TileSource } from './tile-source.ts';

/** Bytes that an entry takes beside its tile: keys, tags and the cache's own records, roughly. */
const ENTRY_BYTES = 400;

/** Names one tile as one kind of caller sees it. */
export interface TileRequest {
  layer: LayerDefinition;
  version: number;
  z: number;
  x: number;
  y: number;
  edition: Edition;
  coding: Coding;
}

/** Whatever makes tiles: worker threads in operation. */
export interface TileMaker {
  make(source: TileSource, version: number, z: number, x: number, y: number): Promise<MadeTile>;
}

/** A tile ready to be sent. */
export interface ServedTile {
  bytes: Uint8Array<ArrayBuffer>;
  coding: Coding;
  etag: string;
  reduced: MadeTile['reduced'];
  /** The version that was asked for is past: this is the state of the one after it, and not to be kept under its address. */
  overtaken?: boolean;
}

/** The layer is at another version than the one asked for. */
class OtherVersion extends Error {
  readonly version: number;

  constructor(version: number) {
    super(`the layer is at version ${version}`);
    this.version = version;
  }
}

/**
 * Tiles as they are sent, kept by layer, version, place, edition and coding. Equal requests at the same time make one
 * tile. What is kept needs no check of its version: it shows the state that the version names, and the next state has
 * other addresses.
 */
export class TileService {
  readonly #maker: TileMaker;
  readonly #tiles: LRUCache<string, ServedTile, TileRequest>;
  #hits = 0;
  #made = 0;

  constructor(maker: TileMaker, keptBytes: number) {
    this.#maker = maker;
    this.#tiles = new LRUCache<string, ServedTile, TileRequest>({
      // Zero would mean no limit.
      maxSize: Math.max(1, keptBytes),
      sizeCalculation: ({ bytes }) => bytes.length + ENTRY_BYTES,
      fetchMethod: (_key, _stale, { context }) => this.#make(context),
      // Who waits for a tile gets it, even if others have pushed its place out meanwhile.
      ignoreFetchAbort: true,
    });
  }

  /**
   * A tile of the layer; without bytes where it is empty. Where the layer has changed since the version asked for, the tile
   * as it is now: a map that has not heard of the change yet must not get holes.
   * @throws Problem 404 where the layer has no such version yet
   */
  async get(request: TileRequest): Promise<ServedTile> {
    try {
      return await this.#kept(request);
    } catch (error) {
      if (!(error instanceof OtherVersion)) throw error;
      if (error.version < request.version) throw noSuchVersion(error.version);
      return { ...(await this.get({ ...request, version: error.version })), overtaken: true };
    }
  }

  /** Tiles since the start that were kept already, and that were made; and the bytes that are kept now. */
  counts(): { hits: number; made: number; bytes: number } {
    return { hits: this.#hits, made: this.#made, bytes: this.#tiles.calculatedSize };
  }

  async #kept(request: TileRequest): Promise<ServedTile> {
    const { layer, version, z, x, y, edition, coding } = request;
    const key = `${layer.id}/${version}/${z}/${x}/${y}/${edition}/${coding}`;
    const held = this.#tiles.get(key);
    if (held) this.#hits += 1;
    const tile = held ?? (await this.#tiles.fetch(key, { context: request }));
    if (!tile) throw new Error(`no tile for ${key}`);
    return tile;
  }

  async #make({ layer, version, z, x, y, edition, coding }: TileRequest): Promise<ServedTile> {
    const made = await this.#maker.make(tileSource(layer), version, z, x, y);
    if (made.version !== version) throw new OtherVersion(made.version);
    this.#made += 1;
    const sent = await compressed(made.bytes, coding);
    const hash = createHash('sha256').update(made.bytes).digest('base64url').slice(0, 22);
    return {
      bytes: sent.bytes as Uint8Array<ArrayBuffer>,
      coding: sent.coding,
      etag: `"${hash}-${edition}-${sent.coding}"`,
      reduced: made.reduced,
    };
  }
}

function noSuchVersion(version: number): Problem {
  return new Problem({
    status: 404,
    type: 'other-version',
    title: { de: 'Diesen Stand der Ebene gibt es nicht', en: 'There is no such version of the layer' },
    detail: { de: `Der aktuelle Stand ist ${version}.`, en: `The current version is ${version}.` },
    extra: { version },
  });
}
