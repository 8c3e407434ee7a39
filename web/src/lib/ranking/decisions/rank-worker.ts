import { replays, sealed } from '@quartierblick/gis/ranking/decision.ts';
import { rank } from '@quartierblick/gis/ranking/rank.ts';
import type { Outcome, Task } from './background.ts';

async function run(task: Task): Promise<Outcome> {
  if (task.kind === 'rank') return { ok: true, value: rank(task.data, task.settings) };
  const { hash } = await sealed(task.content);
  return { ok: true, value: { hash, replays: replays(task.content) } };
}

onmessage = ({ data }: MessageEvent<Task>) => {
  run(data)
    .catch((error: unknown): Outcome => ({ ok: false, message: String(error) }))
    .then((outcome) => postMessage(outcome));
};
