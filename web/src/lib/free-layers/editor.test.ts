import { expect, it } from 'vitest';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { FreeLayerRow } from './client.ts';
import { emptyDraft } from './draft.ts';
import { FreeLayerEditor } from './editor.svelte.ts';

const SPEC = {
  ...emptyDraft(),
  title: { de: 'Bänke', en: '' },
  source: { ...emptyDraft().source, name: 'Grünamt', licence: 'dl-de/by', attribution: 'Grünamt' },
};
const row = (spec: unknown, version: number) =>
  ({ key: 'free-baenke', spec, version, deletedAt: null }) as FreeLayerRow;

/** An editor whose server answers as a test says. */
function editorOf(send: (url: string, init: { method?: string; body?: string }) => Promise<Response>): FreeLayerEditor {
  return new FreeLayerEditor({
    api: { root: '', send, features: () => Promise.resolve({ type: 'FeatureCollection', features: [] }) },
    language: { code: 'de', pick: ({ de }: { de: string }) => de, t: { shell: { networkProblem: 'offline' } } },
    announcer: { show() {} },
  } as unknown as App);
}

it('what is entered while a layer is being saved is not lost, neither of a new one nor of a known one', async () => {
  let sent = Promise.withResolvers<void>();
  let answer = Promise.withResolvers<void>();
  let version = 0;
  const editor = editorOf(async (_url, { method, body }) => {
    if (method === 'GET') return Response.json([]);
    sent.resolve();
    await answer.promise;
    version += 1;
    return Response.json(row(JSON.parse(body ?? ''), version));
  });
  await editor.load(null);
  editor.change(SPEC);
  for (const title of ['Bänke am Weg', 'Bänke im Park']) {
    [sent, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const saving = editor.save();
    await sent.promise;
    editor.change({ ...editor.spec, title: { de: title, en: '' } });
    answer.resolve();
    expect(await saving).toBe('free-baenke');
    expect(editor.spec).toMatchObject({ id: 'free-baenke', title: { de: title } });
    expect([editor.changed, editor.saved?.version]).toEqual([true, version]);
  }
});

it('that others have changed a layer is said until their state has been read', async () => {
  let away = true;
  const editor = editorOf((_url, { method }) => {
    if (method === 'PUT') return Promise.reject(new ApiProblem(412, {}));
    return away ? Promise.reject(new ApiProblem(503, {})) : Promise.resolve(Response.json(row(SPEC, 2)));
  });
  editor.saved = row(SPEC, 1);
  editor.state = 'ready';
  editor.change({ ...SPEC, title: { de: 'Anders', en: '' } });
  await editor.save();
  await editor.reload();
  expect(editor.stale).toBe(true);
  away = false;
  await editor.reload();
  expect([editor.stale, editor.saved?.version]).toEqual([false, 2]);
});
