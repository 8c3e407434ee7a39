import { basename } from 'node:path';
import { createApp } from '../app.ts';
import { openDatabase } from '../db.ts';
import { removeDemo } from '../demo/remove.ts';
import type { Env } from '../env.ts';
import { Problem } from '../errors.ts';
import { createLog } from '../log.ts';
import { migrate } from '../migrate.ts';
import { importsOf } from '../imports/manager.ts';
import type { ImportProgress, ImportReport } from '../imports/report.ts';
import { reportOf } from '../imports/store.ts';
import { inspectionsOf } from '../inspections/inspections.ts';
import { refusedBy } from './refused-by.ts';
import { Refused } from './way.ts';
import type { Way } from './way.ts';
import { say } from './words.ts';
import type { Language } from './words.ts';

/** Author of imports from a terminal. */
const AUTHOR = 'Kommandozeile';

/** The way of a process that opens the database itself, because no server runs on it. */
export async function byItself(env: Env, language: Language, onStep: (step: string) => void): Promise<Way> {
  const db = await openDatabase(env, onStep);
  // Standard output belongs to the results; what goes wrong is told by the report.
  const deps = { db, env, log: createLog('silent'), version: '' };
  const imports = importsOf(deps);
  let app: ReturnType<typeof createApp> | undefined;
  let current: string | null = null;
  try {
    await migrate(db, onStep);
    await imports.recover();
  } catch (error) {
    await db.close();
    throw error;
  }

  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { type, title, detail } = error.details;
      throw new Refused(type, (detail ?? title)[language]);
    }
  }

  async function follow(id: string, onProgress: (progress: ImportProgress) => void): Promise<ImportReport> {
    current = id;
    const stop = imports.listen(id, (event) => {
      if (event.type === 'progress') onProgress(event.progress);
    });
    const report = await imports.ended(id);
    stop?.();
    current = null;
    return report;
  }

  return {
    async ask(path, init = {}) {
      app ??= createApp({
        ...deps,
        identify: () => ({ edition: 'planner', userId: null, name: AUTHOR, via: 'token' }),
      });
      const response = await app.request(`/api${path}`, {
        ...init,
        headers: { 'accept-language': language, ...(init.headers as Record<string, string> | undefined) },
      });
      if (!response.ok) throw await refusedBy(response);
      return response;
    },
    follow,
    run: (file, choice, onProgress) =>
      told(async () => {
        const { id } = await imports.start({
          path: file,
          fileName: basename(file),
          temporary: false,
          author: AUTHOR,
          ...(choice.as === undefined ? {} : { as: choice.as }),
          ...(choice.year === undefined ? {} : { year: choice.year }),
          ...(choice.asOf === undefined ? {} : { asOf: choice.asOf }),
          ...(choice.mapping ? { mapping: choice.mapping } : {}),
        });
        return follow(id, onProgress);
      }),
    undo: (id) =>
      told(async () => {
        const report = await reportOf(db.sql, id);
        if (!report) throw new Refused('unknown-import', say(language, 'no-import', id));
        return imports.undo(report);
      }),
    removeDemo: () => removeDemo(db),
    async cancel() {
      if (current !== null) await imports.cancel(current);
    },
    async close() {
      if (app) await inspectionsOf(deps).close();
      await imports.close();
      await db.close();
    },
  };
}
