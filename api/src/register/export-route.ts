import { createRoute, z } from '@hono/zod-openapi';
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { access } from '../auth/access.ts';
import { identityOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { caseCondition, caseFilter, searched } from '../properties/list-filter.ts';
import type { CaseFilter } from '../properties/list-filter.ts';
import { casesOf } from '../properties/list.ts';
import type { SearchService } from '../search/service.ts';
import { fileAnswer, MEDIA } from './file-answer.ts';
import type { Format } from './file-answer.ts';
import type { RegisterJobs } from './jobs.ts';

function exportRoute<F extends Format>(format: F) {
  return createRoute({
    method: 'get',
    path: `/register.${format}`,
    tags: ['register'],
    ...summary(`Das Register als ${format.toUpperCase()}`, `The register as ${format.toUpperCase()}`),
    ...access('planner'),
    request: { query: caseFilter },
    responses: {
      200: {
        description: 'One row a case, one column a field, the stable key first; owners are not in it',
        content: { [MEDIA[format]]: { schema: z.string().openapi({ format: 'binary' }) } },
      },
      ...problems(400, 401, 403, 429),
    },
  });
}
const xlsxRoute = exportRoute('xlsx');
const csvRoute = exportRoute('csv');

/** The register as a file that can be edited and imported again. */
export function registerExportRoutes({ db }: AppDeps, search: SearchService, jobs: RegisterJobs) {
  async function file(c: Context, format: Format, filter: CaseFilter): Promise<Response> {
    const { sql } = db;
    const ids = await searched(sql, search, filter);
    const rows = await sql<{ key: string }[]>`
      select t.key from ${casesOf(sql, filter)} where ${caseCondition(sql, filter, ids)} order by t.address, t.id
    `;
    const keys = rows.map(({ key }) => key);
    const { userId, name } = identityOf(c);
    const task = {
      kind: 'export',
      register: 'properties',
      target: db.target,
      format,
      language: languageOf(c),
      keys,
    } as const;
    const { bytes } = await jobs.run(task, 'file', { id: randomUUID(), owner: userId ?? name });
    return fileAnswer(c, bytes, format, 'immobilien');
  }

  return newRouter()
    .openapi(xlsxRoute, (c) => file(c, 'xlsx', c.req.valid('query') as CaseFilter))
    .openapi(csvRoute, (c) => file(c, 'csv', c.req.valid('query') as CaseFilter));
}
