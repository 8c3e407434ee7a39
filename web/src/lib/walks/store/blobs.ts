import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import { below } from './db.ts';
import type { BlobRecord, Tx, WalkBase } from './db.ts';

/** Small enough for Safari to write and read without trouble. */
const PART_BYTES = 262_144;

/** SHA-256 in hex, as the server names files. */
export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Keeps bytes within a transaction; a file that is here already stays as it is. */
export async function keepIn(
  tx: Tx<'blobs' | 'parts'>,
  walk: Uuid,
  { sha256, type }: Pick<BlobRecord, 'sha256' | 'type'>,
  bytes: ArrayBuffer,
): Promise<void> {
  const blobs = tx.objectStore('blobs');
  if ((await blobs.count([walk, sha256])) > 0) return;
  const parts = Math.ceil(bytes.byteLength / PART_BYTES);
  for (let n = 0; n < parts; n += 1) {
    await tx.objectStore('parts').put(bytes.slice(n * PART_BYTES, (n + 1) * PART_BYTES), [walk, sha256, n]);
  }
  await blobs.put({ sha256, type, bytes: bytes.byteLength, parts, state: 'here' }, [walk, sha256]);
}

/** Pieces in one. */
export function joined(pieces: readonly ArrayBuffer[]): ArrayBuffer {
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(new Uint8Array(piece), at);
    at += piece.byteLength;
  }
  return whole.buffer;
}

/** Bytes of a file, or null where it is not here. */
export function readBytes(base: WalkBase, walk: Uuid, sha256: string): Promise<ArrayBuffer | null> {
  return base.read(async (db) => {
    if ((await db.count('blobs', [walk, sha256])) === 0) return null;
    return joined(await db.getAll('parts', below(walk, sha256)));
  });
}

/** All files of a walk, small ones first: a note's photo gets through where a long recording does not. */
export async function readBlobs(base: WalkBase, walk: Uuid): Promise<BlobRecord[]> {
  const blobs = await base.read((db) => db.getAll('blobs', below(walk)));
  return blobs.sort((a, b) => a.bytes - b.bytes || (a.sha256 < b.sha256 ? -1 : 1));
}

/** Notes what became of a file at the server. */
export function markBlob(base: WalkBase, walk: Uuid, sha256: string, state: BlobRecord['state']): Promise<void> {
  return base.write(['blobs'], 'relaxed', async (tx) => {
    const store = tx.objectStore('blobs');
    const blob = await store.get([walk, sha256]);
    if (blob) await store.put({ ...blob, state }, [walk, sha256]);
  });
}
