import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { RawFeature } from '@quartierblick/gis/read/geojson.ts';

/** A GeoJSON collection that is written feature by feature, never held whole. */
export class FeatureFile {
  readonly path: string;
  readonly #out: WriteStream;
  readonly #finished: Promise<void>;
  #features = 0;

  /** @param path absolute path of the file, which is made or written over */
  constructor(path: string) {
    this.path = path;
    this.#out = createWriteStream(path, { mode: 0o600 });
    this.#finished = finished(this.#out);
    // Told by whoever waits next.
    this.#finished.catch(() => undefined);
    this.#out.write('{"type":"FeatureCollection","features":[\n');
  }

  get features(): number {
    return this.#features;
  }

  /** Adds a feature; waits while the disk is behind. */
  async add({ id, properties, geometry }: RawFeature): Promise<void> {
    const feature = { type: 'Feature', ...(id === undefined ? {} : { id }), properties, geometry };
    const text = `${this.#features > 0 ? ',\n' : ''}${JSON.stringify(feature)}`;
    this.#features += 1;
    if (!this.#out.write(text)) await Promise.race([once(this.#out, 'drain'), this.#finished]);
  }

  /** Ends the file. @throws what the disk said */
  async close(): Promise<void> {
    this.#out.end('\n]}\n');
    await this.#finished;
  }
}
