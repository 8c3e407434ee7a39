import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { layers } from '@quartierblick/gis/layers/index.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RecordResult } from '@quartierblick/gis/layers/source-types.ts';
import { DEMO_SOURCE, demoLog, demoMeasures, demoQuarter, demoWalks } from '@quartierblick/gis/demo/index.ts';
import type { DemoDataset, DemoProposal, ProjectRow } from '@quartierblick/gis/demo/index.ts';
import { connect } from '../db.ts';
import type { DatabaseTarget, Sql } from '../db.ts';
import type { Env } from '../env.ts';
import { runJob } from '../imports/job.ts';
import { enter } from '../imports/store.ts';
import { today } from '../properties/today.ts';
import { keepMeasures } from './measures.ts';
import { drawAll, keepDrawings, pictureIn, sendPhotos } from './pictures.ts';
import { keepStory } from './stories.ts';
import { keepWalks } from './walks.ts';

export interface DemoTask {
  target: DatabaseTarget;
  /** Where photos are kept. */
  env: Env;
  scale?: number;
  seed?: number;
}

export type DemoMessage = { type: 'loading'; title: Text } | { type: 'loaded'; layer: string; version: number };

const BATCH = 1000;

/** Rows of a layer's data sets as records, in batches; each row is a record of its own. */
function* recordsOf(datasets: readonly DemoDataset[]): Generator<RecordResult[]> {
  let record = 0;
  let batch: RecordResult[] = [];
  for (const { dataset, rows } of datasets) {
    for (const row of rows) {
      record += 1;
      batch.push({ record, rows: [{ dataset, row: row as unknown as Record<string, unknown> }] });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** What providers of the demo have said; a broken start that is repeated finds it there. */
async function keepProposals(sql: Sql, proposals: readonly DemoProposal[]): Promise<void> {
  for (const { proposed, seen, ...proposal } of proposals) {
    await sql`
      insert into offer_proposals (offer_key, provider_key, kind, proposed, seen, seen_version, remark, demo, received_at)
      values (${proposal.offer_key}, ${proposal.provider_key}, ${proposal.kind}, ${sql.json(proposed as never)},
        ${sql.json(seen as never)}, 1, ${proposal.remark}, true, ${proposal.received_at})
      on conflict (offer_key) where decision is null do nothing
    `;
  }
}

/** The project area comes last: as long as it is missing, a broken start is simply repeated. */
async function setProject(sql: Sql, project: ProjectRow): Promise<void> {
  const row = {
    name: sql.json(project.name as never),
    bounds: [...project.bounds],
    surroundings: [...project.surroundings],
    land: project.land,
    default_view: sql.json(project.default_view as never),
    languages: project.languages,
    facts: sql.json(project.facts as never),
    demo: project.demo,
  };
  await sql`insert into project ${sql(row)} on conflict (id) do nothing`;
}

const port = parentPort;
if (!port) throw new Error('demo/worker.ts runs as a worker thread only');
const { target, env, ...choice } = workerData as DemoTask;
const say = (message: DemoMessage) => port.postMessage(message);

const db = await connect(target);
try {
  const demo = demoQuarter(choice);
  for (const { id: layer, title } of layers) {
    const datasets = demo.datasets.filter((dataset) => dataset.layer === layer);
    const [first] = datasets;
    if (!first) continue;
    say({ type: 'loading', title });
    const id = randomUUID();
    const { asOf } = first;
    await enter(db.sql, {
      id,
      layer,
      sourceId: 'demo',
      fileName: 'Demo',
      sha256: null,
      bytes: null,
      author: 'Demo',
      source: DEMO_SOURCE,
      asOf,
      demo: true,
    });
    const { version } = await runJob(db, {
      importId: id,
      layer,
      batches: recordsOf(datasets),
      asOf: () => asOf,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    if (version !== null) say({ type: 'loaded', layer, version });
  }
  await keepProposals(db.sql, demo.proposals);
  const drawings = await drawAll();
  const log = demoLog((key) => pictureIn(drawings, key));
  await keepWalks(db, demoWalks(today()), log);
  await sendPhotos({ db, env }, log, drawings);
  await keepMeasures(db, demoMeasures(today()), await keepDrawings(env, drawings));
  await keepStory(db.sql);
  await setProject(db.sql, demo.project);
} finally {
  await db.close();
}
