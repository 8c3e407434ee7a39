import type { Sql } from '../db.ts';
import { loadSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { makeTile, tileFromSnapshot } from './tile.ts';
import type { MadeTile } from './tile.ts';
import type { TileSource } from './tile-source.ts';

/** Layers beyond this many features are always asked of the database; so is what does not fit beside others. */
const MOST_ROWS = 400_000;

/** Tiles of a version that come from the database before its features are read into memory. */
const BEFORE_LOADING = 10;

/** A layer that differs by reader is held once for each. */
const viewOf = ({ id, limit }: TileSource) => (limit ? `${id} (limited)` : id);

interface Entry {
  version: number;
  /** Tiles of this version that came from the database. */
  asked: number;
  /** Absent before and while loading, null where it may not be held. */
  snapshot: Snapshot | null | undefined;
}

/**
 * Makes tiles from features held in memory where a layer is looked at much, otherwise from the database. A snapshot is of
 * one version and never changes; a new version starts anew from the database, so that nobody waits for loading.
 */
export class Snapshots {
  readonly #sql: () => Promise<Sql>;
  readonly #mostRows: number;
  /** By layer as its reader sees it; the one used last stands last. */
  readonly #entries = new Map<string, Entry>();

  constructor(sql: () => Promise<Sql>, mostRows = MOST_ROWS) {
    this.#sql = sql;
    this.#mostRows = mostRows;
  }

  /** Makes a tile of the layer: of the wanted version where it is held, of the current one otherwise. */
  async make(source: TileSource, version: number, z: number, x: number, y: number): Promise<MadeTile> {
    const held = this.#entries.get(viewOf(source));
    if (held?.snapshot && held.version === version) {
      this.#entries.delete(viewOf(source));
      this.#entries.set(viewOf(source), held);
      const tile = tileFromSnapshot(held.snapshot, source, z, x, y);
      if (tile) return tile;
    }
    const sql = await this.#sql();
    const tile = await makeTile(sql, source, z, x, y);
    this.#count(sql, source, tile.version);
    return tile;
  }

  #count(sql: Sql, source: TileSource, version: number): void {
    let entry = this.#entries.get(viewOf(source));
    if (entry?.version !== version) {
      // A query that was under way while the version grew must not throw the newer one away.
      if (entry && entry.version > version) return;
      entry = { version, asked: 0, snapshot: undefined };
      this.#entries.set(viewOf(source), entry);
    }
    if (++entry.asked === BEFORE_LOADING) void this.#load(sql, source, entry);
  }

  async #load(sql: Sql, source: TileSource, entry: Entry): Promise<void> {
    // Where loading fails, tiles keep coming from the database, and whoever asks for one hears of the reason.
    const snapshot = await loadSnapshot(sql, source, this.#mostRows).catch(() => null);
    entry.snapshot = snapshot?.version === entry.version ? snapshot : null;
    this.#makeRoom();
  }

  /** Drops the snapshots that were used longest ago until the rest has few enough features. */
  #makeRoom(): void {
    let rows = 0;
    for (const [layer, { snapshot }] of [...this.#entries].reverse()) {
      if (!snapshot) continue;
      rows += snapshot.ids.length;
      if (rows > this.#mostRows) this.#entries.delete(layer);
    }
  }
}
