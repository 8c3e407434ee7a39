import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { planOf } from '@quartierblick/gis/connections/plan.ts';
import { featureHints, readFeatures } from '@quartierblick/gis/read/features.ts';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { Profiler } from '@quartierblick/gis/read/profile.ts';
import type { Profile } from '@quartierblick/gis/read/profile.ts';
import { suggestMapping } from '@quartierblick/gis/read/suggest-mapping.ts';
import { Problem } from '../errors.ts';
import { storedLayer } from '../free-layers/stored.ts';
import { NotComparable, compareFile } from '../imports/compare-file.ts';
import type { Difference } from '../imports/compare.ts';
import type { ImportProblem } from '../imports/report.ts';
import { surroundings } from '../imports/store.ts';
import { problemOfRun } from './failure.ts';
import { choices, fetchFile, runsFolder } from './run.ts';
import type { RunTools } from './run.ts';
import type { ConnectionFields } from './types.ts';

/** What a connection would bring. */
export interface Sample {
  matched: number | null;
  bytes: number;
  names: { name: string; example: string }[];
  /** null where nothing of it could be taken as it is mapped; `problem` says why. */
  difference: Difference | null;
  problem: ImportProblem | null;
  features: number;
  fields: Profile['fields'];
  suggested: { mapping: Record<string, string>; values: Record<string, Record<string, string>> };
  whole: boolean;
}

const NAMES = 60;
const EXAMPLE = 60;
/** Features of a sample that are looked at for their fields: a file without pages may hold millions. */
const MOST_FEATURES = 20_000;
/** From this confidence on a field is suggested. */
const SURE = 0.5;

/** What the features are like; null of a file that is no list of features, e.g. a table that a source knows as it is. */
async function profileOf(path: string, fileName: string, tools: RunTools): Promise<Profile | null> {
  const file = await openImportFile(path, fileName);
  if (featureHints(file) === null) return null;
  const { batches } = await readFeatures(file, await surroundings(tools.db.sql));
  const profiler = new Profiler();
  let seen = 0;
  for await (const batch of batches) {
    for (const feature of batch) profiler.add(feature);
    seen += batch.length;
    if (seen >= MOST_FEATURES) break;
  }
  return profiler.result();
}

/** Fields as the service names them, with an example each, and how they would probably go into the layer. */
async function fieldsOf(profile: Profile | null, { db }: RunTools, layer: string) {
  const definition = await storedLayer(db.sql, layer);
  const suggestion = definition && profile ? suggestMapping(definition, profile, false) : { mapping: [], values: {} };
  const sure = suggestion.mapping.filter(({ confidence }) => confidence >= SURE);
  const fields = profile?.fields ?? [];
  return {
    features: profile?.features ?? 0,
    fields,
    names: fields.slice(0, NAMES).map(({ name }) => {
      const example = profile?.rows[0]?.[name] ?? '';
      return {
        name,
        example: (typeof example === 'object' ? JSON.stringify(example) : String(example)).slice(0, EXAMPLE),
      };
    }),
    suggested: {
      mapping: Object.fromEntries(sure.map(({ column, field }) => [column, field])),
      values: suggestion.values,
    },
  };
}

/**
 * Asks a service for its first page (or its file, where it has no pages) and says what would come of it; nothing changes.
 * Where nothing could be taken, the fields are still told, so that they can be mapped.
 * @throws Problem 422 in words where the service could not be asked, or its answer not be read
 */
export async function sampleOf(tools: RunTools, connection: ConnectionFields, signal: AbortSignal): Promise<Sample> {
  const { db, env, log } = tools;
  const id = randomUUID();
  const path = join(runsFolder(env), `sample-${id}`);
  try {
    const found = await fetchFile(tools, connection, { path, known: null, sample: true, signal });
    if (!found) throw new Error('304 without a condition');
    const { fileName, matched, bytes } = found;
    const compared = compareFile(db, log, { id, path, fileName, ...choices(connection), scope: null, signal });
    const outcome = await compared.then(
      (difference) => ({ difference, problem: null }),
      (error: unknown) => {
        const mappable = error instanceof NotComparable && error.problem.type === 'no-usable-record';
        if (mappable && !signal.aborted) return { difference: null, problem: error.problem };
        throw error;
      },
    );
    const profile = await profileOf(path, fileName, tools);
    // Where there are no fields to be mapped either, it is no sample but a failure.
    if (outcome.problem && !profile?.features) throw new NotComparable(outcome.problem);
    const plan = planOf(connection.settings, null);
    const whole = !plan.paged || matched === found.features;
    return { matched, bytes, ...outcome, ...(await fieldsOf(profile, tools, connection.layer)), whole };
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { problem, unexpected } = problemOfRun(error);
    if (unexpected) throw error;
    throw new Problem({ status: 422, ...problem });
  } finally {
    await rm(path, { force: true });
  }
}
