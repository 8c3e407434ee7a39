import { markBlob, readBlobs, readBytes } from '../store/blobs.ts';
import type { BlobRecord, WalkBase } from '../store/db.ts';
import type { Prover, Refusal, Transport } from './transport.ts';

/** Where files come from, where they go, and how much of one goes at once. */
interface FileTools {
  base: WalkBase;
  transport: Transport;
  pieceBytes: number;
}

/** How often a file may be told to go on elsewhere, or to have arrived damaged, before it waits for the next time. */
const MOST_TURNS = 8;
/** What no repetition changes. */
const FINAL = new Set(['photo-unreadable', 'file-kind', 'file-too-large']);

/** What became of one file. `null`: it is at the server. */
async function sendFile(
  { base, transport, pieceBytes }: FileTools,
  who: Prover,
  blob: BlobRecord,
): Promise<Refusal | null> {
  const state = await transport.blobState(who, blob.sha256);
  if (!state.ok) return state.refusal;
  if (state.body.done) return null;
  const bytes = await readBytes(base, who.walk, blob.sha256);
  if (!bytes) return null;
  let { have } = state.body;
  for (let turns = 0; turns < MOST_TURNS;) {
    const piece = bytes.slice(have, have + pieceBytes);
    const answer = await transport.piece(who, blob.sha256, { offset: have, length: bytes.byteLength, bytes: piece });
    if (answer.ok) {
      if (answer.body.done) return null;
      if (answer.body.have <= have) turns += 1;
      have = answer.body.have;
      continue;
    }
    turns += 1;
    const { type, have: there } = answer.refusal;
    if (type === 'upload-offset' && there !== null) have = there;
    else if (type === 'wrong-hash') have = 0;
    else return answer.refusal;
  }
  return { status: 422, type: 'wrong-hash', reason: null, have: null };
}

/**
 * Sends the files that the server does not have, small ones first.
 * @param before asked before each file; false: something more urgent is to be sent first
 * @returns what ended it: `done`, `urgent`, or a refusal that is not about one file
 */
export async function sendFiles(
  tools: FileTools,
  who: Prover,
  before: (underway: number) => Promise<boolean>,
): Promise<'done' | 'urgent' | Refusal> {
  const { base } = tools;
  const open = (await readBlobs(base, who.walk)).filter(({ state }) => state === 'here');
  for (const blob of open) {
    if (!(await before(1))) return 'urgent';
    const refusal = await sendFile(tools, who, blob);
    if (refusal === null) await markBlob(base, who.walk, blob.sha256, 'sent');
    else if (FINAL.has(refusal.type)) await markBlob(base, who.walk, blob.sha256, 'refused');
    // Damaged on the way again and again, or too many of them: the others are not to wait for it.
    else if (refusal.type !== 'wrong-hash' && refusal.type !== 'too-many-files') return refusal;
  }
  return 'done';
}
