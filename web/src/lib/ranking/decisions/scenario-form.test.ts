import { expect, it } from 'vitest';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { Scenario } from './client.ts';
import { ScenarioForm } from './scenario-form.svelte.ts';

const settings = {} as RankingSettings;
const opened = { id: 'A', name: 'Nur Zustand', note: null, shared: true, version: 1 } as Scenario;

/** A form of scenario A, whose server answers when a test says so; what it was asked is named by method and path. */
function formOf() {
  const asked: string[] = [];
  const answers: PromiseWithResolvers<Response>[] = [];
  const messages: string[] = [];
  const app = {
    api: {
      root: '',
      send(url: string, { method, headers }: { method: string; headers: Record<string, string> }) {
        asked.push(`${method} ${url} ${headers['If-Match'] ?? ''}`.trim());
        const answer = Promise.withResolvers<Response>();
        answers.push(answer);
        return answer.promise;
      },
    },
    language: { code: 'de', t: { shell: { networkProblem: 'offline' } } },
    announcer: { show: (text: string) => messages.push(text) },
  } as unknown as App;
  const form = new ScenarioForm(app, opened);
  /** Saving answers that somebody was faster. */
  async function outrun(): Promise<void> {
    const saving = form.save(settings);
    answers.at(-1)?.reject(new ApiProblem(412, { title: 'Inzwischen geändert' }));
    await saving;
  }
  return { form, asked, answers, messages, outrun };
}
const listed = () => Response.json([{ ...opened, version: 7 }]);

it('a scenario is not overwritten, and no second one made, where its form was left while the newest was being read', async () => {
  const { form, asked, answers, outrun } = formOf();
  await outrun();
  const overwriting = form.overwrite(settings);
  form.leave();
  answers.at(-1)?.resolve(listed());
  expect(await overwriting).toBeNull();
  expect(asked).toEqual(['PUT /api/ranking/scenarios/A "1"', 'GET /api/ranking/scenarios']);
});

it('replaces what others made of it, once, however often that is pressed', async () => {
  const { form, asked, answers, outrun } = formOf();
  await outrun();
  expect([form.error, form.stale]).toEqual(['Inzwischen geändert', true]);
  const overwriting = [form.overwrite(settings), form.overwrite(settings), form.save(settings)];
  answers.at(-1)?.resolve(listed());
  await expect.poll(() => asked.length).toBe(3);
  answers.at(-1)?.resolve(Response.json({ ...opened, version: 8 }));
  expect(await Promise.all(overwriting)).toEqual([{ ...opened, version: 8 }, null, null]);
  expect(asked.slice(1)).toEqual(['GET /api/ranking/scenarios', 'PUT /api/ranking/scenarios/A "7"']);
});

it('that it could not be saved is said aloud where the form has been left', async () => {
  const { form, answers, messages } = formOf();
  const saving = form.save(settings);
  form.leave();
  answers.at(-1)?.reject(new Error('offline'));
  expect([await saving, form.error, messages]).toEqual([null, '', ['offline']]);
});
