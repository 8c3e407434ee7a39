import { createHash, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { headerSignature } from '@quartierblick/gis/register/mapping.ts';
import type { RegisterId } from '@quartierblick/gis/register/target-list.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { ENGINES } from './engines.ts';
import type { RegisterJobs } from './jobs.ts';
import { rememberMapping } from './memory.ts';
import { mappingDigest, receiveRegister } from './receive.ts';
import type { Received } from './receive.ts';
import type { ShownValue } from './planned.ts';
import { declareRoutes } from './routes.ts';
import type { RegisterRoutes } from './routes.ts';
import type { Preview } from './tasks.ts';

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

/** A value as JSON may hold it. */
const plain = (value: ShownValue) => (typeof value === 'object' && value !== null ? [...value] : value);

function answer(preview: Preview) {
  const { plan, ...file } = preview;
  if (!plan) return { ...file, report: null };
  const { rows, questions } = plan;
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  const seen = Object.fromEntries(rows.filter((row) => row.state !== 'problem').map((row) => [row.line, row.version]));
  return {
    ...file,
    report: {
      counts: {
        new: count('new'),
        changed: count('changed'),
        unchanged: count('unchanged'),
        problem: count('problem'),
      },
      rows: rows.map(({ line, state, key, title, changes, problems, matched = [] }) => ({
        line,
        state,
        key,
        title,
        changes: changes.map(({ field, before, after }) => ({ field, before: plain(before), after: plain(after) })),
        problems,
        matched: [...matched],
      })),
      questions,
      basis: JSON.stringify({ sha256: preview.sha256, mapping: mappingDigest(preview.mapping), seen }),
    },
  };
}

/** Import of registers from Excel and CSV: look, map, try, import, undo. */
function routesOf<B extends string>(
  { db }: AppDeps,
  jobs: RegisterJobs,
  register: RegisterId,
  declaration: RegisterRoutes<B>,
) {
  const engine = ENGINES[register];
  const routes = declareRoutes(declaration);
  const ownerOf = (c: Context): string => identityOf(c).userId ?? identityOf(c).name;
  const running = (c: Context, job: string | undefined) => ({
    id: job ?? randomUUID(),
    owner: ownerOf(c),
    signal: c.req.raw.signal,
  });

  return newRouter()
    .openapi(routes.preview, async (c) => {
      const { bytes, mapping } = await receiveRegister(c, engine.targets);
      const task = { kind: 'preview', register, target: db.target, bytes, mapping } as const;
      const { preview } = await jobs.run(task, 'preview', running(c, c.req.valid('query').job));
      const headers = preview.columns.map(({ header }) => header);
      if (mapping) {
        await rememberMapping(db.sql, engine.targets, {
          signature: headerSignature(headers),
          headers,
          mapping,
          by: identityOf(c).name,
        });
      }
      c.header('Cache-Control', 'no-store');
      return c.json(answer(preview), 200);
    })
    .openapi(routes.take, async (c) => {
      const received = await receiveRegister(c, engine.targets);
      const { userId, name } = identityOf(c);
      const task = {
        kind: 'import',
        register,
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
    .openapi(routes.job, (c) => {
      const progress = jobs.progress(c.req.valid('param').job, ownerOf(c));
      c.header('Cache-Control', 'no-store');
      // No 404: whoever asks while the file is still on its way would see an error where there is none.
      const { phase, done, total } = progress ?? { phase: 'waiting' as const, done: 0, total: 0 };
      return c.json({ phase, done, total }, 200);
    })
    .openapi(routes.cancel, (c) => {
      if (!jobs.cancel(c.req.valid('param').job, ownerOf(c))) throw noJob();
      return c.body(null, 204);
    })
    .openapi(routes.undo, async (c) =>
      c.json(await engine.undo(db, c.req.valid('param').id, identityOf(c), c.get('requestId')), 200),
    );
}

/** Import of the register of problem properties. */
export const registerRoutes = (deps: AppDeps, jobs: RegisterJobs) =>
  routesOf(deps, jobs, 'properties', {
    base: '/register',
    tag: 'register',
    lowest: 'planner',
    suffix: { de: '', en: '' },
  });

/** Import of the register of offers. */
export const offerImportRoutes = (deps: AppDeps, jobs: RegisterJobs) =>
  routesOf(deps, jobs, 'offers', {
    base: '/offer-register',
    tag: 'offers',
    lowest: 'steering',
    suffix: { de: ' (Angebote)', en: ' (offers)' },
  });
