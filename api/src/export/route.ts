import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { exportFields } from '@quartierblick/gis/export/fields.ts';
import { access } from '../auth/access.ts';
import { editionOf, identityOf } from '../auth/identity.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { languageOf, Problem, validationProblem } from '../errors.ts';
import { requestedLayer } from '../layers/access.ts';
import type { FactsCache } from '../layers/facts.ts';
import { layerParam } from '../layers/parameters.ts';
import { layerVersion } from '../layers/versions.ts';
import { newRouter } from '../openapi/router.ts';
import { json, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { today } from '../properties/today.ts';
import type { SearchService } from '../search/service.ts';
import type { TileService } from '../tiles/service.ts';
import { aboutExport } from './about.ts';
import { figuresOf, NO_FIGURES } from './figures.ts';
import { inOwnFolder } from './folder.ts';
import { ExportJobs } from './jobs.ts';
import type { RunningExport } from './jobs.ts';
import { makeFile, MEDIA } from './make-file.ts';
import { startingOver } from './one-state.ts';
import type { ExportOrder } from './order.ts';
import { exportQuery, jobId, systemOf } from './parameters.ts';
import type { ExportQuery } from './parameters.ts';
import { countRows } from './rows.ts';
import { tileArchive } from './tile-archive.ts';

const binary = { schema: z.string().openapi({ format: 'binary' }) };
const exportRoute = createRoute({
  method: 'get',
  path: '/layers/{layer}/export',
  tags: ['features'],
  ...summary('Eine Ebene als Datei, wie sie gefiltert ist', 'A layer as a file, as it is filtered'),
  ...access('public'),
  request: { params: z.object({ layer: layerParam }), query: exportQuery },
  responses: {
    200: {
      description: 'The file, with licence, source, as-of date and what was changed in it or beside it',
      content: Object.fromEntries([...new Set(Object.values(MEDIA).map(({ type }) => type))].map((t) => [t, binary])),
    },
    ...problems(400, 404, 409, 413, 422, 429),
  },
});

const params = z.object({ job: jobId.openapi({ param: { name: 'job', in: 'path' } }) });
const progressRoute = createRoute({
  method: 'get',
  path: '/exports/{job}',
  tags: ['features'],
  ...summary('Wie weit eine Ausgabe ist', 'How far an export is'),
  ...access('public'),
  request: { params },
  responses: {
    200: json(
      z.object({ phase: z.enum(['waiting', 'reading', 'writing']), done: z.int(), total: z.int() }),
      'Rows read or tiles made so far; waiting also for an export that has not begun or is over',
    ),
    ...problems(400, 404),
  },
});
const cancelRoute = createRoute({
  method: 'delete',
  path: '/exports/{job}',
  tags: ['features'],
  ...summary('Eine Ausgabe abbrechen', 'Cancel an export'),
  ...access('public'),
  request: { params },
  responses: { 204: { description: 'It ends now, or was over already' }, ...problems(400, 404) },
});

const ownerOf = (c: Context): string => identityOf(c).userId ?? identityOf(c).name;

const nothing = (): Problem =>
  new Problem({
    status: 422,
    type: 'nothing-to-export',
    title: { de: 'Es gibt nichts auszugeben', en: 'There is nothing to export' },
    detail: { de: 'Kein Objekt entspricht dem Filter.', en: 'No feature matches the filter.' },
  });

/** Tiles are those of the whole layer. @throws Problem 400 for a filter, which they could not follow */
function refuseFilteredTiles(query: ExportQuery): void {
  if (query.format !== 'pmtiles') return;
  const filters = [
    ...(['bbox', 'class', 'mark', 'q', 'figures'] as const).filter((name) => query[name] !== undefined),
    ...(query.crs === undefined || query.crs === 3857 ? [] : ['crs']),
  ];
  if (filters.length === 0) return;
  throw validationProblem(
    filters.map((name) => ({ path: [name], message: 'tiles are made of the whole layer, in EPSG:3857' })),
  );
}

export interface ExportTools {
  facts: FactsCache;
  search: SearchService;
  tiles: TileService;
  jobs?: ExportJobs;
}

/** Layers as files for QGIS, ArcGIS, spreadsheets and static hosts. */
export function exportRoutes(deps: AppDeps, { facts, search, tiles, jobs = new ExportJobs() }: ExportTools) {
  const { sql } = deps.db;

  /** Makes the file within its folder. @returns its path */
  async function make(c: Context, name: string, query: ExportQuery, work: { folder: string; running: RunningExport }) {
    const layer = requestedLayer(c, name);
    const language = languageOf(c);
    const version = await layerVersion(sql, layer.id);
    const ids = query.q === undefined ? null : await search.ids(query.q, layer, version);
    const of = { layer, query, ids, crs: systemOf(query) };
    const [counts, known] = await Promise.all([countRows(sql, of), facts.get(layer, version)]);
    if (counts.rows === 0) throw nothing();
    const figures = query.figures ? await figuresOf(sql, layer, known, { year: query.figures, language }) : NO_FIGURES;
    const note = await aboutExport(sql, { layer, facts: known, query, counts, figures: figures.said, language });
    const as = query.format === 'csv' || query.format === 'xlsx' ? 'point' : 'geojson';
    const order: ExportOrder = {
      ...{ ...of, as, language, version: version.version, note, rows: counts.rows, ...work },
      fields: [...exportFields(layer.dataset), ...figures.fields],
      figures,
    };
    if (query.format !== 'pmtiles') {
      return makeFile(sql, query.format, order, { limits: deps.env.gdal, facts: known });
    }
    if (!known.bounds) throw nothing();
    const edition = editionOf(c);
    return tileArchive({ order, service: tiles, edition, bounds: known.bounds });
  }

  return newRouter()
    .openapi(exportRoute, async (c) => {
      const { layer: name } = c.req.valid('param');
      const query = c.req.valid('query') as ExportQuery;
      const layer = requestedLayer(c, name);
      refuseFilteredTiles(query);
      return inOwnFolder(deps.env.dataDir, async (folder) => {
        const call = { id: query.job ?? randomUUID(), owner: ownerOf(c), signal: c.req.raw.signal };
        const path = await jobs.run(call, (running) =>
          startingOver(folder, (own) => make(c, name, query, { folder: own, running })),
        );
        const { ending, type } = MEDIA[query.format];
        return send(c, path, `${layer.id}-${today()}.${ending}`, type);
      });
    })
    .openapi(progressRoute, (c) => {
      c.header('Cache-Control', CACHE.none);
      // No 404: whoever asks while the export is about to begin would see an error where there is none.
      const progress = jobs.progress(c.req.valid('param').job, ownerOf(c));
      return c.json(progress ?? { phase: 'waiting' as const, done: 0, total: 0 }, 200);
    })
    .openapi(cancelRoute, (c) => {
      jobs.cancel(c.req.valid('param').job, ownerOf(c));
      return c.body(null, 204);
    });
}

/** Sends a file that is already open, whatever happens to its name. */
async function send(c: Context, path: string, name: string, type: string): Promise<Response> {
  const file = await open(path);
  const { size } = await file.stat();
  const headers = {
    'content-type': type,
    'content-length': String(size),
    'content-disposition': `attachment; filename="${name}"`,
    // Most are packed already, and what is told depends on who asks.
    'cache-control': `${CACHE.none}, no-transform`,
  };
  if (c.req.method !== 'HEAD') {
    return c.body(Readable.toWeb(file.createReadStream()) as ReadableStream, 200, headers);
  }
  // Who only asks for the head would leave the file open.
  await file.close();
  return c.body(null, 200, headers);
}
