import { createRoute, z } from '@hono/zod-openapi';
import writeXlsxFile from 'write-excel-file/node';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { dataHash } from '@quartierblick/gis/ranking/hash.ts';
import { rank } from '@quartierblick/gis/ranking/rank.ts';
import { rankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { workbookOf } from '@quartierblick/gis/ranking/workbook.ts';
import type { WorkbookSheet, WorkbookSource } from '@quartierblick/gis/ranking/workbook.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { xlsxText } from '../export/xlsx-text.ts';
import type { WalkNetwork } from '../network/service.ts';
import { newRouter } from '../openapi/router.ts';
import { problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { readRankingData } from './data.ts';
import { readOnFoot } from './facts/on-foot.ts';
import { NO_WEIGHT, openDecision } from './decisions.ts';

const MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const language = z.enum(['de', 'en']).default('de');
const file = {
  description:
    'Sheets: order with intervals, matrix, weights, criteria with formulas and sources, what it was computed from',
  content: { [MEDIA]: { schema: z.string().openapi({ format: 'binary' }) } },
};
const common = { tags: ['ranking'], ...access('planner') };

const exportRoute = createRoute({
  method: 'post',
  path: '/ranking/export.xlsx',
  ...common,
  ...summary('Die Rangfolge als Arbeitsmappe', 'The ranking as a workbook'),
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ settings: rankingSettings, language }) } },
    },
  },
  responses: { 200: file, ...problems(400, 401, 403, 422) },
});
const decisionRoute = createRoute({
  method: 'get',
  path: '/ranking/decisions/{id}/workbook.xlsx',
  ...common,
  ...summary('Eine Entscheidung als Arbeitsmappe', 'A decision as a workbook'),
  request: {
    params: z.object({ id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }) }),
    query: z.strictObject({ language }),
  },
  responses: { 200: file, ...problems(400, 401, 403, 404) },
});

const DECISION = {
  title: { de: 'Entscheidung', en: 'Decision' },
  decidedOn: { de: 'Beschlossen am', en: 'Decided on' },
  reason: { de: 'Begründung', en: 'Reason' },
  votes: { de: 'Stimmen', en: 'Votes' },
  chosen: { de: 'Ausgewählt', en: 'Chosen' },
  by: { de: 'Festgehalten von', en: 'Recorded by' },
  intact: { de: 'Prüfsumme stimmt', en: 'Hash is right' },
} satisfies Record<string, Text>;
const VOTES = {
  for: { de: 'dafür', en: 'for' },
  against: { de: 'dagegen', en: 'against' },
  abstained: { de: 'enthalten', en: 'abstained' },
} satisfies Record<string, Text>;

async function bytesOf(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const parts = sheets.map(({ name, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: (rows[0] ?? []).map((title) => ({ width: Math.min(60, Math.max(14, String(title).length + 2)) })),
    data: rows.map((row, at) =>
      row.map((cell) =>
        typeof cell === 'number'
          ? { value: cell, type: Number }
          : cell === ''
            ? null
            : { value: xlsxText(cell), type: String, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) },
      ),
    ),
  }));
  return await writeXlsxFile(parts).toBuffer();
}

async function workbook(source: WorkbookSource, of: keyof Text, name: string): Promise<Response> {
  const bytes = await bytesOf(workbookOf(source, of));
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': MEDIA,
      'content-disposition': `attachment; filename="${name}.xlsx"`,
      'cache-control': 'no-store',
    },
  });
}

/** What a decision says beside its figures. */
function aboutOf({ content, by, intact }: Awaited<ReturnType<typeof openDecision>>, of: keyof Text) {
  const address = new Map(content.data.cases.map((one) => [one.key, one.address ?? one.key]));
  const votes = content.votes.map(
    ({ name, office, vote }) => `${name}${office === '' ? '' : ` (${office})`}: ${VOTES[vote][of]}`,
  );
  return [
    [DECISION.title, content.title],
    [DECISION.decidedOn, content.decidedOn],
    [DECISION.reason, content.reason],
    [DECISION.votes, votes.join('; ')],
    [DECISION.chosen, content.chosen.map((key) => address.get(key) ?? key).join('; ')],
    [DECISION.by, by],
    [DECISION.intact, intact ? (of === 'de' ? 'ja' : 'yes') : of === 'de' ? 'nein' : 'no'],
  ] as const;
}

/** The ranking and decisions as workbooks for those who were not at the screen. */
export function rankingExportRoutes({ db: { sql } }: AppDeps, network: WalkNetwork) {
  return newRouter()
    .openapi(exportRoute, async (c) => {
      const { settings, language: of } = c.req.valid('json');
      const data = await readRankingData(sql, await readOnFoot(sql, network));
      const result = rank(data, settings);
      if (!result) throw new Problem(NO_WEIGHT);
      const name = `${of === 'de' ? 'rangfolge' : 'ranking'}-${data.readAt.slice(0, 10)}`;
      return await workbook({ data, settings, result, hash: await dataHash(data) }, of, name);
    })
    .openapi(decisionRoute, async (c) => {
      const { language: of } = c.req.valid('query');
      const decision = await openDecision(sql, network, c.req.valid('param').id);
      const { data, settings, result, decidedOn } = decision.content;
      const name = `${of === 'de' ? 'entscheidung' : 'decision'}-${decidedOn}`;
      return await workbook({ data, settings, result, hash: decision.hash, about: aboutOf(decision, of) }, of, name);
    });
}
