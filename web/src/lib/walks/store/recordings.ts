import type { Sound, Uuid } from '@quartierblick/gis/walks/event.ts';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { hashOf, joined, keepIn } from './blobs.ts';
import { below } from './db.ts';
import type { Tx, WalkBase } from './db.ts';
import { appendIn, recordIn, withIds } from './log.ts';

const lockOf = (id: Uuid) => `walk-recording-${id}`;

/** Tells other tabs that a recording runs, for as long as this page lives. @returns what ends it */
export function holdRecording(id: Uuid): () => void {
  const held = Promise.withResolvers<void>();
  void navigator.locks.request(lockOf(id), () => held.promise).catch(() => undefined);
  return held.resolve;
}

/** Begins a recording. @returns its id */
export async function beginRecording(base: WalkBase, walk: Uuid, finding: Uuid, type: Sound['type']): Promise<Uuid> {
  const id = crypto.randomUUID();
  await base.write(['walks', 'recordings'], 'strict', async (tx) => {
    await recordIn(tx as unknown as Tx<'walks'>, walk);
    await tx.objectStore('recordings').put({ finding, type, pieces: 0 }, [walk, id]);
  });
  return id;
}

/** Keeps a second of it. */
export function addPiece(base: WalkBase, walk: Uuid, id: Uuid, piece: ArrayBuffer): Promise<void> {
  return base.write(['recordings', 'parts'], 'strict', async (tx) => {
    const recordings = tx.objectStore('recordings');
    const recording = await recordings.get([walk, id]);
    if (!recording) return;
    await tx.objectStore('parts').put(piece, [walk, id, recording.pieces]);
    await recordings.put({ ...recording, pieces: recording.pieces + 1 }, [walk, id]);
  });
}

async function forgetIn(tx: Tx<'recordings' | 'parts'>, walk: Uuid, id: Uuid): Promise<void> {
  await tx.objectStore('parts').delete(below(walk, id));
  await tx.objectStore('recordings').delete([walk, id]);
}

/** Throws a recording away. */
export function dropRecording(base: WalkBase, walk: Uuid, id: Uuid): Promise<void> {
  return base.write(['recordings', 'parts'], 'relaxed', (tx) => forgetIn(tx, walk, id));
}

/**
 * Makes a recording a voice of its finding: file, events and the end of the recording together or not at all.
 * @param seconds null: of a page that was killed; then as many as there are pieces
 * @returns id of the voice; null where nothing was recorded
 */
export async function finishRecording(
  base: WalkBase,
  walk: Uuid,
  id: Uuid,
  seconds: number | null,
): Promise<Uuid | null> {
  const [recording, pieces] = await base.read((db) =>
    Promise.all([db.get('recordings', [walk, id]), db.getAll('parts', below(walk, id))]),
  );
  if (!recording) return null;
  const bytes = joined(pieces);
  if (bytes.byteLength === 0) {
    await dropRecording(base, walk, id);
    return null;
  }
  const sha256 = await hashOf(bytes);
  const sound: Sound = { sha256, bytes: bytes.byteLength, seconds: seconds ?? pieces.length, type: recording.type };
  const said = withIds([set('voice', id, 'sound', sound, []), set('voice', id, 'finding', recording.finding, [])]);
  await base.write(['walks', 'log', 'blobs', 'parts', 'recordings'], 'strict', async (tx) => {
    // Another tab may have finished it meanwhile.
    if ((await tx.objectStore('recordings').count([walk, id])) === 0) return;
    await forgetIn(tx as unknown as Tx<'recordings' | 'parts'>, walk, id);
    await keepIn(tx as unknown as Tx<'blobs' | 'parts'>, walk, { sha256, type: recording.type }, bytes);
    await appendIn(tx as unknown as Tx<'walks' | 'log'>, walk, said);
  });
  return id;
}

/** Finishes what killed pages left; a recording that runs in another tab is left alone. */
export async function finishLeftovers(base: WalkBase, walk: Uuid): Promise<void> {
  const keys = await base.read((db) => db.getAllKeys('recordings', below(walk)));
  for (const [, id] of keys) {
    await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
      if (lock) await finishRecording(base, walk, id, null);
    });
  }
}
