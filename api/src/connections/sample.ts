import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { planOf } from '@quartierblick/gis/connections/plan.ts';
import { featureHints, readFeatures } from '@quartierblick/gis/read/features.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { Problem } from '../errors.ts';
import { compareFile } from '../imports/compare-file.ts';
import type { Difference } from '../imports/compare.ts';
import { surroundings } from '../imports/store.ts';
import { problemOfRun } from './failure.ts';
import { fetchFile, runsFolder } from './run.ts';
import type { RunTools } from './run.ts';
import type { ConnectionFields } from './types.ts';

/** What a connection would bring. */
export interface Sample {
  matched: number | null;
  bytes: number;
  names: { name: string; example: string }[];
  difference: Difference;
  whole: boolean;
}

const NAMES = 60;
const EXAMPLE = 60;

async function namesIn(path: string, fileName: string, tools: RunTools): Promise<Sample['names']> {
  const file = await openImportFile(path, fileName);
  if (featureHints(file) === null) return [];
  const { batches } = await readFeatures(file, await surroundings(tools.db.sql));
  const { value } = await batches.next();
  await batches.return(undefined);
  const [first] = value ?? [];
  return Object.entries(first?.properties ?? {})
    .slice(0, NAMES)
    .map(([name, example]) => ({ name, example: String(example ?? '').slice(0, EXAMPLE) }));
}

/**
 * Asks a service for its first page (or its file, where it has no pages) and says what would come of it; nothing changes.
 * @throws Problem 422 in words where nothing could come
 */
export async function sampleOf(tools: RunTools, fields: ConnectionFields, signal: AbortSignal): Promise<Sample> {
  const { db, env, log } = tools;
  const id = randomUUID();
  const path = join(runsFolder(env), `sample-${id}`);
  try {
    const found = await fetchFile(tools, fields, { path, known: null, sample: true, signal });
    if (!found) throw new Error('304 without a condition');
    const { fileName, matched, bytes } = found;
    const { layer, year, mapping } = fields;
    const rest = { ...(year === null ? {} : { year }), ...(mapping ? { mapping } : {}) };
    const difference = await compareFile(db, log, { id, path, fileName, as: layer, ...rest, scope: null, signal });
    const plan = planOf(fields.settings, null);
    const whole = !plan.paged || matched === found.features;
    return { matched, bytes, names: await namesIn(path, fileName, tools), difference, whole };
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { problem, unexpected } = problemOfRun(error);
    if (unexpected) throw error;
    throw new Problem({ status: 422, ...problem });
  } finally {
    await rm(path, { force: true });
  }
}
