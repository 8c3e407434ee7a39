import type { FeatureCollection } from 'geojson';
import type { GeoJsonUrl } from './messages.ts';

/** So many generations of addresses stay valid: while changes come quickly, the map reads behind. */
const KEPT = 8;

/** Keeps GeoJSON under addresses, in the worker; each new generation lets go of one that no map reads any more. */
export class GeoJsonUrls {
  readonly #generations: GeoJsonUrl[][] = [];

  /** Gives each collection an address. */
  keep<K extends string>(collections: Readonly<Record<K, FeatureCollection>>): Record<K, GeoJsonUrl> {
    const entries = Object.entries<FeatureCollection>(collections).map(([name, collection]) => {
      const blob = new Blob([JSON.stringify(collection)], { type: 'application/geo+json' });
      return [name, URL.createObjectURL(blob)] as const;
    });
    this.#generations.push(entries.map(([, url]) => url));
    while (this.#generations.length > KEPT) this.#generations.shift()?.forEach((url) => URL.revokeObjectURL(url));
    return Object.fromEntries(entries) as Record<K, GeoJsonUrl>;
  }
}
