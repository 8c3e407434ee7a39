import { expect, it } from 'vitest';
import { Unreachable } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import type { ImportReport } from '../report.ts';
import { Assistant } from './assistant.svelte.ts';
import type { FileLayer, Inspection, Preview } from './types.ts';

const layer = (id: string, crs: string[] = ['EPSG:25832', 'EPSG:25833']): FileLayer => ({
  id,
  name: id,
  file: 'a.gpkg',
  kind: 'features',
  features: 3,
  complete: true,
  geometries: { point: 3, line: 0, polygon: 0, other: 0, none: 0 },
  fields: [],
  declaredCrs: null,
  crs: crs.map((one) => ({
    id: one,
    label: { de: one, en: one },
    reason: { de: '', en: '' },
    lands: 'project',
    declared: false,
    bounds: null,
  })),
  bounds: null,
  rows: [],
  sample: null,
  table: null,
  claims: [],
  targets: [],
  recipes: [],
});
const [TREES, BENCHES] = [layer('trees'), layer('benches')];
const ready = (layers: FileLayer[]): Inspection => ({
  id: 'i1',
  state: 'ready',
  fileNames: ['a.gpkg'],
  bytes: 1,
  format: null,
  problem: null,
  warnings: [],
  layers,
});
const PREVIEW = { read: 3, accepted: 3 } as Preview;

/** An assistant whose server answers as a test says; it takes every layer that is made, and knows of none. */
function assistantOf(client: Partial<Assistant['client']>): Assistant {
  const send = async (path: string, { method, body }: { method?: string; body?: string } = {}) => {
    if (!path.includes('free-layers')) throw new Unreachable('');
    return Response.json(method === 'POST' ? { key: 'free', version: 1, spec: JSON.parse(body ?? '') as unknown } : []);
  };
  const app = {
    api: { root: '', send },
    language: { code: 'de', pick: ({ de }: { de: string }) => de, t: { shell: { networkProblem: 'offline' } } },
    announcer: { say() {} },
  };
  const assistant = new Assistant(app as unknown as App);
  Object.assign(assistant.client, { forget: () => Promise.resolve(), ...client });
  return assistant;
}
const opened = (client: Partial<Assistant['client']>): Assistant => {
  const assistant = assistantOf(client);
  assistant.inspection = ready([TREES, BENCHES]);
  void assistant.chooseLayer(TREES);
  return assistant;
};

it('another layer is read in its own system, though the answer about the one before comes late', async () => {
  const { promise, resolve } = Promise.withResolvers<FileLayer>();
  const assistant = opened({ look: () => promise });
  const looking = assistant.look({ crs: 'EPSG:25833' });
  await assistant.chooseLayer(BENCHES);
  expect(assistant.busy).toBe(false);
  resolve({ ...TREES, features: 4 });
  await looking;
  expect(assistant.layer).toBe(BENCHES);
  expect(assistant.choice).toMatchObject({ layer: 'benches', crs: 'EPSG:25832' });
});

it('an answer that was overtaken does not end the waiting for the one that overtook it', async () => {
  const [first, second] = [Promise.withResolvers<FileLayer>(), Promise.withResolvers<FileLayer>()];
  const assistant = opened({
    look: (_id, { crs }) => (crs === 'EPSG:25833' ? first.promise : second.promise),
  });
  const looking = assistant.look({ crs: 'EPSG:25833' });
  const again = assistant.look({ crs: 'EPSG:25832' });
  first.resolve(BENCHES);
  await looking;
  expect(assistant.busy).toBe(true);
  second.resolve(TREES);
  await again;
  expect([assistant.busy, assistant.layer]).toEqual([false, TREES]);
});

it('a file that was given up does not come back when the server has looked at it, nor is its loss a failure', async () => {
  for (const answer of [() => Promise.resolve(ready([TREES])), () => Promise.reject(new Unreachable(''))]) {
    const asked = Promise.withResolvers<void>();
    const { promise, resolve } = Promise.withResolvers<void>();
    const assistant = assistantOf({
      send: () => Promise.resolve({ ...ready([]), state: 'running' }),
      inspection: async () => {
        asked.resolve();
        await promise;
        return answer();
      },
    });
    const sending = assistant.send([]);
    await asked.promise;
    assistant.begin();
    expect(assistant.busy).toBe(false);
    resolve();
    await sending;
    expect([assistant.at, assistant.inspection, assistant.layer, assistant.problem]).toEqual([
      'file',
      null,
      null,
      null,
    ]);
  }
});

it('what was previewed of a file that was given up is not taken for the next one', async () => {
  const { promise, resolve } = Promise.withResolvers<Preview>();
  const assistant = opened({ preview: () => promise });
  assistant.chooseTarget('trees');
  const going = assistant.go('preview');
  assistant.begin();
  assistant.inspection = ready([BENCHES]);
  await assistant.chooseLayer(BENCHES);
  resolve(PREVIEW);
  await going;
  expect(assistant.preview).toBeNull();
});

it('a target that is chosen while a layer is made stays the target', async () => {
  const { promise, resolve } = Promise.withResolvers<FileLayer>();
  const looked = Promise.withResolvers<void>();
  const assistant = opened({
    look: () => {
      looked.resolve();
      return promise;
    },
  });
  const making = assistant.newLayer();
  await looked.promise;
  assistant.chooseTarget('playgrounds');
  resolve(TREES);
  await making;
  expect([assistant.problem, assistant.choice.target]).toEqual([null, 'playgrounds']);
  expect(assistant.made).not.toBeNull();
});

it('that records are left out is agreed to for one layer, not for the next', async () => {
  const assistant = opened({});
  assistant.withoutTwice = true;
  await assistant.chooseLayer(BENCHES);
  expect(assistant.withoutTwice).toBe(false);
});

it('an import that could not be cancelled is told', async () => {
  const assistant = opened({});
  assistant.job = {
    kind: 'importing',
    report: { id: 'r1', state: 'running' } as unknown as ImportReport,
    progress: null,
    lost: false,
  };
  await assistant.cancel().catch(() => undefined);
  expect(assistant.problem).not.toBeNull();
});
