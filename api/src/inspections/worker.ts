import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { Geometry } from 'geojson';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import type { Bbox } from '@quartierblick/gis/layers/source-types.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import { knownLayers } from '@quartierblick/gis/layers/known.ts';
import type { GdalLimits } from '../gdal/limits.ts';
import { inspect } from './inspect.ts';
import { lookAt } from './look.ts';
import { prepare } from './plan.ts';
import type { Prepared } from './plan.ts';
import { previewOf } from './preview.ts';
import type { Choice, Found, InspectedLayer, Preview, StoredLayer } from './types.ts';

type ChosenTask = {
  layer: StoredLayer;
  choice: Choice;
  area: Bbox;
  /** Places by key, of a join. */
  places: [string, Geometry][] | null;
  /** Free layers that it may go into, beside the built-in ones. */
  free: readonly FreeLayerSpec[];
};

/** What the thread is told to do. */
export type InspectionTask =
  | { what: 'inspect'; folder: string; area: Bbox; gdal: GdalLimits; free: readonly FreeLayerSpec[] }
  | ({ what: 'look' } & ChosenTask)
  | ({ what: 'preview'; folder: string } & ChosenTask)
  | ({ what: 'prepare'; folder: string } & ChosenTask);

export type Outcomes = {
  inspect: Found;
  look: Omit<InspectedLayer, 'recipes'>;
  preview: Preview;
  prepare: Prepared;
};

export type InspectionAnswer =
  { type: 'done'; result: unknown } | { type: 'unreadable'; text: Text } | { type: 'failed'; cause: string };

/**
 * The thread in which uploaded files are unpacked, read and looked at, so that the event loop of the api stays free. The
 * first thing it is told is its task; whatever comes after that cancels, GDAL processes included.
 */
const port = parentPort;
if (!port) throw new Error('inspections/worker.ts runs as a worker thread only');

const [task] = (await once(port, 'message')) as [InspectionTask];
const known = knownLayers(task.free);
const cancel = new AbortController();
port.on('message', () => cancel.abort());

async function preview(task: InspectionTask & { what: 'preview' }): Promise<Preview> {
  const { layer, choice, area, folder } = task;
  const places = task.places ? new Map(task.places) : undefined;
  const target = choice.target ?? '';
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const prepared = await prepare(layer, { ...choice, target }, folder, area, known, places);
  try {
    const context = {
      surroundings: area,
      fileName: layer.file,
      mapping: prepared.mapping,
      ...(choice.values ? { values: choice.values } : {}),
      ...(choice.year === undefined ? {} : { year: choice.year }),
      ...(prepared.crs ? { crs: prepared.crs } : {}),
    };
    return await previewOf(prepared, layer.file, context, known);
  } finally {
    await rm(prepared.path, { force: true });
  }
}

function carryOut(): Promise<unknown> {
  switch (task.what) {
    case 'inspect':
      return inspect(
        task.folder,
        join(task.folder, 'work'),
        { area: task.area, known },
        { limits: task.gdal, signal: cancel.signal },
      );
    case 'look':
      return lookAt(task.layer, task.choice, task.area, known, task.places ? new Map(task.places) : undefined);
    case 'preview':
      return preview(task);
    case 'prepare':
      return prepare(
        task.layer,
        { ...task.choice, target: task.choice.target ?? '' },
        task.folder,
        task.area,
        known,
        task.places ? new Map(task.places) : undefined,
      );
  }
}

const say = (answer: InspectionAnswer) => port.postMessage(answer);
try {
  say({ type: 'done', result: await carryOut() });
} catch (error) {
  if (error instanceof UnreadableFile) say({ type: 'unreadable', text: error.text });
  else say({ type: 'failed', cause: String(error instanceof Error ? error.stack : error) });
} finally {
  port.close();
}
