import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { readBlobs, readBytes } from './blobs.ts';
import { below } from './db.ts';
import type { WalkBase } from './db.ts';

/** 48 kB: a multiple of three, so that pieces of base64 can be put together. */
const PIECE = 49_152;

function base64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  const pieces: string[] = [];
  for (let at = 0; at < all.length; at += PIECE) {
    pieces.push(btoa(String.fromCodePoint(...all.subarray(at, at + PIECE))));
  }
  return pieces.join('');
}

/** Everything of a walk in this browser as one JSON file: its logs, former devices' too, and the bytes that no server has. */
export async function asFile(base: WalkBase, walk: Uuid): Promise<Blob> {
  const log = await base.read((db) => db.getAll('log', below(walk)));
  const drafts = await base.read((db) => db.getAll('drafts', below(walk)));
  const parts: string[] = [JSON.stringify({ v: 1, walk, log, drafts }).slice(0, -1), ',"files":['];
  let isFirst = true;
  for (const { sha256, type, state } of await readBlobs(base, walk)) {
    if (state === 'sent') continue;
    const bytes = await readBytes(base, walk, sha256);
    if (!bytes) continue;
    parts.push(isFirst ? '' : ',', JSON.stringify({ sha256, type, base64: base64(bytes) }));
    isFirst = false;
  }
  return new Blob([...parts, ']}'], { type: 'application/json' });
}
