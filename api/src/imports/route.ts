import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { maySee } from '@quartierblick/gis/layers/define.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { removeDemo } from '../demo/remove.ts';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { streamImport } from './events.ts';
import { importableLayer } from './identify.ts';
import { importsOf } from './manager.ts';
import type { ImportReport } from './report.ts';
import { formatSchema, importQuerySchema, reportSchema } from './schemas.ts';
import { reportOf, reports } from './store.ts';
import { receiveUpload } from './upload.ts';

const tags = ['imports'];
const params = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });
const problem = (description: string) => ({ description });

const startRoute = createRoute({
  method: 'post',
  path: '/imports',
  tags,
  ...summary('Eine Datei importieren', 'Import a file'),
  ...access('planner'),
  request: {
    query: importQuerySchema,
    // Plain JSON Schema: the body is streamed to the disk, not parsed.
    body: {
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
        },
        'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
      },
    },
  },
  responses: {
    202: json(reportSchema, 'Taken into the queue; the report grows under Location'),
    413: problem('The file is larger than UPLOAD_LIMIT_MB'),
    422: problem('The file is of no kind that can be read'),
    ...problems(400, 401, 403),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/imports',
  tags,
  ...summary('Importe, der neueste zuerst', 'Imports, newest first'),
  ...access('public'),
  request: { query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }) },
  responses: { 200: json(z.array(reportSchema), 'Reports'), ...problems(400) },
});

const formatsRoute = createRoute({
  method: 'get',
  path: '/imports/formats',
  tags,
  ...summary('Was gelesen werden kann', 'What can be read'),
  ...access('public'),
  responses: { 200: json(z.array(formatSchema), 'Kinds of files, by layer'), ...problems() },
});

const reportRoute = createRoute({
  method: 'get',
  path: '/imports/{id}',
  tags,
  ...summary('Bericht eines Imports', 'Report of an import'),
  ...access('public'),
  request: { params },
  responses: { 200: json(reportSchema, 'Report'), ...problems(404) },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/imports/{id}/events',
  tags,
  ...summary('Fortschritt eines Imports', 'Progress of an import'),
  ...access('public'),
  request: { params },
  responses: {
    200: {
      description: 'Server-sent events `progress`, then one named by the final state with the report',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...problems(404),
  },
});

const cancelRoute = createRoute({
  method: 'post',
  path: '/imports/{id}/cancel',
  tags,
  ...summary('Einen laufenden Import abbrechen', 'Cancel a running import'),
  ...access('planner'),
  request: { params },
  responses: {
    200: json(reportSchema, 'Cancelled; nothing was changed'),
    409: problem('It has ended already'),
    ...problems(401, 403, 404),
  },
});

const undoRoute = createRoute({
  method: 'post',
  path: '/imports/{id}/undo',
  tags,
  ...summary('Den jüngsten Import einer Ebene rückgängig machen', 'Undo the latest import of a layer'),
  ...access('planner'),
  request: { params },
  responses: {
    200: json(reportSchema, 'Undone; the layer is as before'),
    409: problem('Not done, or a later import must be undone first (named by `undoFirst`)'),
    ...problems(401, 403, 404),
  },
});

const restoreRoute = createRoute({
  method: 'post',
  path: '/imports/{id}/restore',
  tags,
  ...summary(
    'Die Ebene auf den Stand nach diesem Import bringen',
    'Bring the layer back to how it was after this import',
  ),
  ...access('planner'),
  request: { params },
  responses: {
    200: json(z.array(reportSchema), 'The later imports, newest first; they are undone now'),
    409: problem('Not done, or nothing came after it'),
    ...problems(401, 403, 404),
  },
});

const removeDemoRoute = createRoute({
  method: 'post',
  path: '/demo/remove',
  tags,
  ...summary('Die erfundenen Daten entfernen', 'Remove the invented data'),
  ...access('planner'),
  responses: {
    200: json(z.object({ layers: z.array(z.string()) }), 'Layers from which demo data was taken'),
    ...problems(401, 403),
  },
});

/** Import of files, and the reports about it. */
export function importRoutes(deps: AppDeps) {
  const { db, env } = deps;
  const imports = importsOf(deps);

  /** The report as this caller may see it: examples and authors are for those who work with the data. */
  function shown(c: Context, report: ImportReport) {
    const planner = maySee(editionOf(c), 'planner');
    const progress = imports.progress(report.id);
    const full = { ...report, ...(progress ? { progress } : {}) };
    return planner ? full : { ...full, author: null, examples: {}, recipe: null };
  }

  async function requested(c: Context, id: string): Promise<ImportReport> {
    const report = await reportOf(db.sql, id);
    const layer = report && c.get('layers').layerById(report.layer);
    if (report && layer && maySee(editionOf(c), layer.policy.full)) return report;
    throw new Problem({
      status: 404,
      type: 'unknown-import',
      title: { de: 'Diesen Import gibt es nicht', en: 'There is no such import' },
    });
  }

  return newRouter()
    .openapi(startRoute, async (c) => {
      const author = identityOf(c).name;
      const { as, year, asOf, mapping, sourceName, sourceUrl, ...lineage } = c.req.valid('query');
      const layer = as === undefined ? undefined : importableLayer(as, c.get('layers').layers);
      imports.warmUp();
      const upload = await receiveUpload(c, env);
      const report = await imports.start({
        ...upload,
        temporary: true,
        author,
        ...(layer ? { as: layer } : {}),
        ...(year === undefined ? {} : { year }),
        ...(asOf === undefined ? {} : { asOf }),
        ...(mapping ? { mapping } : {}),
        source: {
          ...lineage,
          ...(sourceName === undefined ? {} : { name: sourceName }),
          ...(sourceUrl === undefined ? {} : { url: sourceUrl }),
        },
      });
      c.header('Location', `/api/imports/${report.id}`);
      return c.json(shown(c, report), 202);
    })
    .openapi(listRoute, async (c) => {
      const { layers } = c.get('layers');
      const visible = layers.filter((layer) => maySee(editionOf(c), layer.policy.full)).map((layer) => layer.id);
      const list = await reports(db.sql, visible, c.req.valid('query').limit);
      return c.json(
        list.map((report) => shown(c, report)),
        200,
      );
    })
    .openapi(formatsRoute, (c) => {
      const { known } = c.get('layers');
      const visible = known.sources.filter(({ layer }) =>
        maySee(editionOf(c), known.layerById(layer)?.policy.full ?? 'admin'),
      );
      return c.json(
        visible.map(({ id, layer, title, source }) => ({ id, layer, title, source })),
        200,
      );
    })
    .openapi(reportRoute, async (c) => c.json(shown(c, await requested(c, c.req.valid('param').id)), 200))
    .openapi(eventsRoute, async (c) => {
      const { id } = await requested(c, c.req.valid('param').id);
      return streamImport(c, imports, id, async () => shown(c, await requested(c, id)));
    })
    .openapi(cancelRoute, async (c) => {
      const report = await requested(c, c.req.valid('param').id);
      if (await imports.cancel(report.id)) return c.json(shown(c, await requested(c, report.id)), 200);
      throw new Problem({
        status: 409,
        type: 'import-ended',
        title: { de: 'Der Import ist schon zu Ende', en: 'The import has ended already' },
        extra: { state: report.state },
      });
    })
    .openapi(undoRoute, async (c) => {
      const report = await requested(c, c.req.valid('param').id);
      return c.json(shown(c, await imports.undo(report)), 200);
    })
    .openapi(restoreRoute, async (c) => {
      const undone = await imports.restore(await requested(c, c.req.valid('param').id));
      return c.json(
        undone.map((report) => shown(c, report)),
        200,
      );
    })
    .openapi(removeDemoRoute, async (c) => {
      return c.json({ layers: await removeDemo(db) }, 200);
    });
}
