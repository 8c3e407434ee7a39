import { createRoute, z } from '@hono/zod-openapi';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { access } from '../auth/access.ts';
import { editionOf } from '../auth/identity.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf } from '../errors.ts';
import { csvStream } from '../export/csv.ts';
import { wholeNumber } from '../layers/parameters.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { auditFilter, countAudit, readAudit } from './log.ts';
import type { AuditEntry, AuditFilter } from './log.ts';

const changed = z.record(z.string(), z.unknown()).nullable();
const entrySchema = z
  .object({
    id: z.int(),
    at: z.string(),
    actor: z.string(),
    action: z.string(),
    entity: z.string(),
    key: z.string(),
    property: z.string().nullable(),
    address: z.string().nullable().openapi({ description: 'Of the case, as it is called today' }),
    before: changed,
    after: changed.openapi({ description: 'Changed fields only; `{"protected": true}` for protected values' }),
    reason: z.string().nullable(),
    batch: z.string().nullable().openapi({ description: 'Binds the changes of one action together' }),
  })
  .openapi('AuditEntry');

const LARGEST_ID = 9_999_999_999;

const listRoute = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['audit'],
  ...summary('Wer hat wann was geändert', 'Who changed what, and when'),
  ...access('planner'),
  request: {
    query: auditFilter.extend({
      limit: wholeNumber(1, 500, 100, 'Most entries to return'),
      before: wholeNumber(0, LARGEST_ID, LARGEST_ID, 'Only entries below this id: `next` of the page before'),
    }),
  },
  responses: {
    200: json(
      z.object({ entries: z.array(entrySchema), next: z.int().nullable(), total: z.number() }),
      'Newest first. Planners see the entries of cases, administrators all',
    ),
    ...problems(400, 401, 403),
  },
});

const csvRoute = createRoute({
  method: 'get',
  path: '/audit.csv',
  tags: ['audit'],
  ...summary('Das Änderungsprotokoll als CSV', 'The audit log as CSV'),
  ...access('planner'),
  request: { query: auditFilter },
  responses: {
    200: {
      description:
        'UTF-8 with byte order mark, semicolons in German and commas in English; what looks like a formula begins with an apostrophe',
      content: { 'text/csv': { schema: z.string() } },
    },
    ...problems(400, 401, 403),
  },
});

const COLUMNS: Record<keyof AuditEntry, { de: string; en: string }> = {
  id: { de: 'Nummer', en: 'Number' },
  at: { de: 'Zeitpunkt', en: 'Time' },
  actor: { de: 'Wer', en: 'Who' },
  action: { de: 'Vorgang', en: 'Action' },
  entity: { de: 'Gegenstand', en: 'Entity' },
  key: { de: 'Schlüssel', en: 'Key' },
  property: { de: 'Immobilie', en: 'Property' },
  address: { de: 'Adresse', en: 'Address' },
  before: { de: 'Vorher', en: 'Before' },
  after: { de: 'Nachher', en: 'After' },
  reason: { de: 'Begründung', en: 'Reason' },
  batch: { de: 'Sammeländerung', en: 'Batch' },
};
const NAMES = Object.keys(COLUMNS) as (keyof AuditEntry)[];
const BATCH = 1000;

/** The audit log, which nobody can change: searched, and handed over as a file. */
export function auditRoutes({ db: { sql } }: AppDeps) {
  /** Entries are only ever appended, so walking down from the newest id sees each exactly once. */
  async function* batches(edition: Edition, filter: AuditFilter): AsyncGenerator<unknown[][]> {
    for (let before: number | null = null; ;) {
      const entries: AuditEntry[] = await readAudit(sql, edition, filter, BATCH, before);
      const last = entries.at(-1);
      if (!last) return;
      yield entries.map((entry) => NAMES.map((name) => entry[name]));
      before = last.id;
    }
  }

  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, before, ...filter } = c.req.valid('query');
      const edition = editionOf(c);
      const [entries, total] = await Promise.all([
        readAudit(sql, edition, filter, limit + 1, before),
        countAudit(sql, edition, filter),
      ]);
      const page = entries.slice(0, limit);
      c.header('Cache-Control', CACHE.none);
      return c.json({ entries: page, next: entries.length > limit ? (page.at(-1)?.id ?? null) : null, total }, 200);
    })
    .openapi(csvRoute, (c) => {
      const language = languageOf(c);
      const header = NAMES.map((name) => COLUMNS[name][language]);
      const stream = csvStream(header, batches(editionOf(c), c.req.valid('query')), language);
      const day = new Date().toISOString().slice(0, 10);
      return c.body(stream, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="aenderungsprotokoll-${day}.csv"`,
        'Cache-Control': CACHE.none,
      });
    });
}
