import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Zip, ZipDeflate } from 'fflate';

/** Below the level at which compression costs more time than sending what it saves. */
const LEVEL = 4;

/**
 * Packs files into an archive, each under its own name, piece by piece, so that memory is no matter.
 * @returns `target`
 */
export async function zipFiles(target: string, files: readonly string[], signal: AbortSignal): Promise<string> {
  async function* packed(): AsyncGenerator<Uint8Array> {
    let ready: Uint8Array[] = [];
    let failure: Error | null = null;
    const zip = new Zip((error, bytes) => {
      if (error) failure = error;
      else ready.push(bytes);
    });
    const taken = (): Uint8Array[] => {
      if (failure) throw failure;
      const pieces = ready;
      ready = [];
      return pieces;
    };
    for (const file of files) {
      const entry = new ZipDeflate(basename(file), { level: LEVEL });
      zip.add(entry);
      for await (const piece of createReadStream(file)) {
        entry.push(piece as Buffer);
        yield* taken();
      }
      entry.push(new Uint8Array(), true);
      yield* taken();
    }
    zip.end();
    yield* taken();
  }
  await pipeline(Readable.from(packed()), createWriteStream(target), { signal });
  return target;
}
