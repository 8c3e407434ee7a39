import { isFreeId } from '@quartierblick/gis/layers/free/identifiers.ts';
import { knownLayers } from '@quartierblick/gis/layers/known.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { AppEvent, Database } from '../db.ts';
import { freeSpecs } from '../free-layers/stored.ts';

/** A process that missed the news (its connection was away for a moment) looks by itself after so long. */
const LONGEST_MS = 30_000;

/**
 * All layers there are: the built-in ones and those that planners made. It is read from the database before the first request
 * and after each change, in whichever process that happened; between two requests it does not change. A layer keeps its object as
 * long as its description stays the same, so that what is kept of it in memory is found again.
 */
export class LayerRegistry {
  readonly #db: Database;
  #known: KnownLayers = knownLayers([]);
  #said = '[]';
  #stale = true;
  #readAt = 0;
  #reading: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
    db.subscribe((event) => this.#hear(event));
  }

  /** As last read. */
  get known(): KnownLayers {
    return this.#known;
  }

  /** In drawing order from bottom to top. */
  get layers(): readonly LayerDefinition[] {
    return this.#known.layers;
  }

  layerById(id: string): LayerDefinition | undefined {
    return this.#known.layerById(id);
  }

  /**
   * Reads the free layers again where they may have changed. Where that fails, what was known stands: the built-in layers do not
   * depend on it.
   */
  async refresh(): Promise<void> {
    if (!this.#stale && performance.now() - this.#readAt < LONGEST_MS) return;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    await this.#reading.catch(() => undefined);
  }

  /** This process has changed a layer: its next request sees it, without waiting for the news to come round. */
  invalidate(): void {
    this.#stale = true;
  }

  async #read(): Promise<void> {
    // News that come while it is read make it stale again.
    this.#stale = false;
    try {
      const specs = await freeSpecs(this.#db.sql);
      const said = JSON.stringify(specs);
      if (said !== this.#said) {
        this.#known = knownLayers(specs, this.#known);
        this.#said = said;
      }
      this.#readAt = performance.now();
    } catch (error) {
      this.#stale = true;
      throw error;
    }
  }

  #hear(event: AppEvent): void {
    if (event.type === 'layers-changed') this.#stale = true;
    if (event.type === 'layer-changed' && isFreeId(event.layer)) this.#stale = true;
  }
}

const registries = new WeakMap<Database, LayerRegistry>();

/** The one registry of a database; all that works on the same connection shares it. */
export function registryOf(db: Database): LayerRegistry {
  let registry = registries.get(db);
  if (!registry) registries.set(db, (registry = new LayerRegistry(db)));
  return registry;
}
