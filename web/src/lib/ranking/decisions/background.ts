import type { DecisionContent } from '@quartierblick/gis/ranking/decision.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { RankedRow } from '@quartierblick/gis/ranking/rank.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';

/** What the worker is asked. */
export type Task =
  { kind: 'rank'; data: RankingData; settings: RankingSettings } | { kind: 'verify'; content: DecisionContent };

/** What a page finds out about a decision by itself. */
export interface Verification {
  /** SHA-256 of the content's canonical JSON. */
  hash: string;
  /** The frozen figures, ranked again, give the frozen ranking. */
  replays: boolean;
}

export type Outcome = { ok: true; value: RankedRow[] | Verification | null } | { ok: false; message: string };

function ask(task: Task): Promise<RankedRow[] | Verification | null> {
  const worker = new Worker(new URL('./rank-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<RankedRow[] | Verification | null>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Outcome>) => {
      if (data.ok) resolve(data.value);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'worker failed'));
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}

/** The whole ranking, worked out beside the page; null where no criterion has a weight. */
export async function rankInBackground(data: RankingData, settings: RankingSettings): Promise<RankedRow[] | null> {
  return (await ask({ kind: 'rank', data, settings })) as RankedRow[] | null;
}

/** Hashes and replays a decision in the page, so that nobody has to take the server's word for it. */
export async function verifyInBackground(content: DecisionContent): Promise<Verification> {
  return (await ask({ kind: 'verify', content })) as Verification;
}
