import { createRoute, z } from '@hono/zod-openapi';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { access } from '../auth/access.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { registerLimit } from './receive.ts';
import { appliedSchema, previewSchema, progressSchema, undoneSchema } from './schemas.ts';

/** Plain JSON Schema: the form is read by the route. */
const form = (required: string[]) => ({
  body: {
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object' as const,
          properties: {
            file: {
              type: 'string' as const,
              format: 'binary',
              description: 'XLSX, XLS (Excel 97–2003), ODS or delimited text, known by its content',
            },
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

/** What tells the routes of one register from those of another. */
export interface RegisterRoutes<B extends string> {
  /** Path under which they lie, e.g. `/register`. */
  base: B;
  tag: string;
  /** The least edition that may import. */
  lowest: 'steering' | 'planner';
  /** How the register is called behind each summary, e.g. "(Angebote)"; empty where it is plain which is meant. */
  suffix: Text;
}

/** The routes by which a register is read from files: look, try, import, follow, cancel, undo. */
export function declareRoutes<B extends string>({ base, tag, lowest, suffix }: RegisterRoutes<B>) {
  const tags = [tag];
  const allowed = access(lowest);
  const limited = { ...allowed, middleware: [allowed.middleware, registerLimit] };
  const named = (de: string, en: string) => summary(de + suffix.de, en + suffix.en);

  const preview = createRoute({
    method: 'post',
    path: `${base}/preview`,
    tags,
    ...named('Eine Registerdatei ansehen und probeweise einlesen', 'Look at a register file and import it on trial'),
    ...limited,
    request: { query: jobQuery, ...form(['file']) },
    responses: {
      200: json(previewSchema, 'Columns, suggested or remembered mapping, and with a mapping what each row would do'),
      ...problems(400, 401, 403, 409, 413, 422, 429),
    },
  });

  const take = createRoute({
    method: 'post',
    path: `${base}/import`,
    tags,
    ...named('Genau die geprüfte Registerdatei einlesen', 'Import exactly the register file of the dry run'),
    ...limited,
    request: { query: jobQuery, ...form(['file', 'mapping', 'sha256', 'basis']) },
    responses: {
      200: json(appliedSchema, 'Done, in one transaction; `kept` are cases that somebody changed since the dry run'),
      ...problems(400, 401, 403, 409, 413, 422, 429),
    },
  });

  const job = createRoute({
    method: 'get',
    path: `${base}/jobs/{job}`,
    tags,
    ...named('Fortschritt einer Registerdatei', 'Progress of a register file'),
    ...allowed,
    request: { params: jobParams },
    responses: {
      200: json(progressSchema, 'How far it is; `waiting` before and after it runs'),
      ...problems(401, 403, 404),
    },
  });

  const cancel = createRoute({
    method: 'delete',
    path: `${base}/jobs/{job}`,
    tags,
    ...named('Abbrechen, bevor etwas übernommen ist', 'Cancel before anything is applied'),
    ...allowed,
    request: { params: jobParams },
    responses: { 204: { description: 'Asked to stop; everything is rolled back' }, ...problems(401, 403, 404) },
  });

  const undo = createRoute({
    method: 'post',
    path: `${base}/imports/{id}/undo`,
    tags,
    ...named('Einen Registerimport zurücknehmen', 'Undo an import of the register'),
    ...allowed,
    request: { params: z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) }) },
    responses: {
      200: json(undoneSchema, 'Former values are back; `kept` are cases that somebody changed since'),
      ...problems(401, 403, 404, 409),
    },
  });

  return { preview, take, job, cancel, undo };
}
