import { createRoute, z } from '@hono/zod-openapi';
import { randomUUID } from 'node:crypto';
import { access } from '../../auth/access.ts';
import { identityOf } from '../../auth/identity.ts';
import type { AppDeps } from '../../deps.ts';
import { languageOf } from '../../errors.ts';
import { newRouter } from '../../openapi/router.ts';
import { problems } from '../../openapi/schemas.ts';
import { summary } from '../../openapi/summary.ts';
import { fileAnswer, MEDIA } from '../../register/file-answer.ts';
import type { RegisterJobs } from '../../register/jobs.ts';

const binary = { schema: z.string().openapi({ format: 'binary' }) };
const exportRoute = createRoute({
  method: 'get',
  path: '/offer-register/export',
  tags: ['offers'],
  ...summary('Das Register der Angebote als XLSX oder CSV', 'The register of offers as XLSX or CSV'),
  ...access('steering'),
  request: {
    query: z.strictObject({
      format: z.enum(['xlsx', 'csv']),
      lang: z.enum(['de', 'en']).optional().openapi({ description: 'Of headers and words; by default the caller’s' }),
    }),
  },
  responses: {
    200: {
      description: 'One row for each offer at each site, the stable keys first; to be edited and imported again',
      content: { [MEDIA.xlsx]: binary, [MEDIA.csv]: binary },
    },
    ...problems(400, 401, 403, 429),
  },
});

/** The register of offers as a file that can be edited and imported again. */
export function offerExportRoutes({ db }: AppDeps, jobs: RegisterJobs) {
  return newRouter().openapi(exportRoute, async (c) => {
    const { format, lang } = c.req.valid('query');
    const language = lang ?? languageOf(c);
    const { userId, name } = identityOf(c);
    const task = { kind: 'export', register: 'offers', target: db.target, format, language, keys: null } as const;
    const { bytes } = await jobs.run(task, 'file', { id: randomUUID(), owner: userId ?? name });
    return fileAnswer(c, bytes, format, language === 'de' ? 'angebote' : 'offers');
  });
}
