import { createRoute, z } from '@hono/zod-openapi';
import { createHash, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { headerSignature } from '@quartierblick/gis/register/mapping.ts';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import type { RegisterJobs } from './jobs.ts';
import { rememberMapping } from './memory.ts';
import { mappingDigest, receiveRegister, registerLimit } from './receive.ts';
import type { Received } from './receive.ts';
import { appliedSchema, previewSchema, progressSchema, undoneSchema } from './schemas.ts';
import type { Preview } from './tasks.ts';
import { undoImport } from './undo.ts';

const tags = ['register'];
const planner = access('planner');
const limited = { ...planner, middleware: [planner.middleware, registerLimit] };

/** Plain JSON Schema: the form is read by the route. */
const form = (required: string[]) => ({
  body: {
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object' as const,
          properties: {
            file: { type: 'string' as const, format: 'binary' },
            mapping: { type: 'string' as const, description: 'JSON: RegisterColumnMapping[], one for each column' },
            sha256: { type: 'string' as const },
            basis: { type: 'string' as const, description: '`report.basis` of the dry run' },
          },
          required,
        },
      },
    },
  },
});
const jobQuery = z.strictObject({
  job: z.uuid().optional().openapi({ description: 'Chosen by the caller, to ask for progress or to cancel' }),
});
const jobParams = z.object({ job: z.uuid().openapi({ param: { name: 'job', in: 'path' } }) });

const previewRoute = createRoute({
  method: 'post',
  path: '/register/preview',
  tags,
  ...summary('Eine Registerdatei ansehen und probeweise einlesen', 'Look at a register file and import it on trial'),
  ...limited,
  request: { query: jobQuery, ...form(['file']) },
  responses: {
    200: json(previewSchema, 'Columns, suggested or remembered mapping, and with a mapping what each row would do'),
    ...problems(400, 401, 403, 409, 413, 422, 429),
  },
});

const importRoute = createRoute({
  method: 'post',
  path: '/register/import',
  tags,
  ...summary('Genau die geprüfte Registerdatei einlesen', 'Import exactly the register file of the dry run'),
  ...limited,
  request: { query: jobQuery, ...form(['file', 'mapping', 'sha256', 'basis']) },
  responses: {
    200: json(appliedSchema, 'Done, in one transaction; `kept` are cases that somebody changed since the dry run'),
    ...problems(400, 401, 403, 409, 413, 422, 429),
  },
});

const jobRoute = createRoute({
  method: 'get',
  path: '/register/jobs/{job}',
  tags,
  ...summary('Fortschritt einer Registerdatei', 'Progress of a register file'),
  ...planner,
  request: { params: jobParams },
  responses: { 200: json(progressSchema, 'How far it is; `waiting` before and after it runs'), ...problems(401, 403) },
});

const cancelRoute = createRoute({
  method: 'delete',
  path: '/register/jobs/{job}',
  tags,
  ...summary('Abbrechen, bevor etwas übernommen ist', 'Cancel before anything is applied'),
  ...planner,
  request: { params: jobParams },
  responses: { 204: { description: 'Asked to stop; everything is rolled back' }, ...problems(401, 403, 404) },
});

const undoRoute = createRoute({
  method: 'post',
  path: '/register/imports/{id}/undo',
  tags,
  ...summary('Einen Registerimport zurücknehmen', 'Undo an import of the register'),
  ...planner,
  request: { params: z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) }) },
  responses: {
    200: json(undoneSchema, 'Former values are back; `kept` are cases that somebody changed since'),
    ...problems(401, 403, 404, 409),
  },
});

const noJob = (): Problem =>
  new Problem({
    status: 404,
    type: 'unknown-job',
    title: { de: 'Das läuft nicht (mehr)', en: 'That is not running (any more)' },
  });

/** The parts of an import that must belong together: file, mapping and dry run. */
function checked({ bytes, mapping, sha256, basis }: Received) {
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (!mapping || !basis || sha256 === null) {
    throw new Problem({
      status: 400,
      type: 'no-dry-run',
      title: { de: 'Vor dem Import kommt die Prüfung', en: 'The dry run comes before the import' },
      detail: {
        de: 'Es fehlen Zuordnung, Prüfsumme oder die Angaben der Prüfung.',
        en: 'Mapping, checksum or the basis of the dry run are missing.',
      },
    });
  }
  if (actual !== sha256 || basis.sha256 !== sha256 || basis.mapping !== mappingDigest(mapping)) {
    throw new Problem({
      status: 409,
      type: 'not-as-checked',
      title: {
        de: 'Datei oder Zuordnung sind nicht die geprüften',
        en: 'File or mapping are not those of the dry run',
      },
      detail: { de: 'Bitte noch einmal prüfen.', en: 'Please run the dry run again.' },
    });
  }
  return { mapping, sha256, seen: basis.seen };
}

function answer(preview: Preview) {
  const { plan, ...file } = preview;
  if (!plan) return { ...file, report: null };
  const count = (state: string): number => plan.filter((row) => row.state === state).length;
  const seen = Object.fromEntries(plan.filter((row) => row.state !== 'problem').map((row) => [row.line, row.version]));
  return {
    ...file,
    report: {
      counts: {
        new: count('new'),
        changed: count('changed'),
        unchanged: count('unchanged'),
        problem: count('problem'),
      },
      rows: plan.map(({ line, state, key, title, changes, problems }) => ({
        line,
        state,
        key,
        title,
        changes,
        problems,
      })),
      basis: JSON.stringify({ sha256: preview.sha256, mapping: mappingDigest(preview.mapping), seen }),
    },
  };
}

/** Import of registers from Excel and CSV: look, map, try, import, undo. */
export function registerRoutes({ db }: AppDeps, jobs: RegisterJobs) {
  const ownerOf = (c: Context): string => identityOf(c).userId ?? identityOf(c).name;
  const running = (c: Context, job: string | undefined) => ({
    id: job ?? randomUUID(),
    owner: ownerOf(c),
    signal: c.req.raw.signal,
  });

  return newRouter()
    .openapi(previewRoute, async (c) => {
      const { bytes, mapping } = await receiveRegister(c);
      const task = { kind: 'preview', target: db.target, bytes, mapping } as const;
      const { preview } = await jobs.run(task, 'preview', running(c, c.req.valid('query').job));
      const headers = preview.columns.map(({ header }) => header);
      if (mapping) {
        await rememberMapping(db.sql, {
          signature: headerSignature(headers),
          headers,
          mapping,
          by: identityOf(c).name,
        });
      }
      c.header('Cache-Control', 'no-store');
      return c.json(answer(preview), 200);
    })
    .openapi(importRoute, async (c) => {
      const received = await receiveRegister(c);
      const { userId, name } = identityOf(c);
      const task = {
        kind: 'import',
        target: db.target,
        bytes: received.bytes,
        ...checked(received),
        who: { userId, name },
        requestId: c.get('requestId'),
        fileName: received.fileName,
      } as const;
      const { applied } = await jobs.run(task, 'applied', running(c, c.req.valid('query').job));
      return c.json(applied, 200);
    })
    .openapi(jobRoute, (c) => {
      const progress = jobs.progress(c.req.valid('param').job, ownerOf(c));
      c.header('Cache-Control', 'no-store');
      // No 404: whoever asks while the file is still on its way would see an error where there is none.
      const { phase, done, total } = progress ?? { phase: 'waiting' as const, done: 0, total: 0 };
      return c.json({ phase, done, total }, 200);
    })
    .openapi(cancelRoute, (c) => {
      if (!jobs.cancel(c.req.valid('param').job, ownerOf(c))) throw noJob();
      return c.body(null, 204);
    })
    .openapi(undoRoute, async (c) =>
      c.json(await undoImport(db, c.req.valid('param').id, identityOf(c), c.get('requestId')), 200),
    );
}
