import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { EDITIONS, maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { layerFor } from '@quartierblick/gis/layers/policy.ts';
import { CACHE } from '../cache.ts';
import type { AppDeps } from '../deps.ts';
import { editionOf } from '../auth/identity.ts';
import { LINK_HEADERS } from '@quartierblick/gis/stories/publication.ts';
import { languageOf, Problem, validationProblem } from '../errors.ts';
import { requestedLayer } from '../layers/access.ts';
import { FactsCache } from '../layers/facts.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import { holds, isHeld } from '../layers/tags.ts';
import { layerVersion } from '../layers/versions.ts';
import { newRouter } from '../openapi/router.ts';
import { ShownStories } from '../stories/publish/shown.ts';
import type { Opened } from '../stories/publish/shown.ts';
import { describeTiles, tileGuard } from './openapi.ts';
import { codingFor } from './compression.ts';
import { isTile } from './grid.ts';
import { TileService } from './service.ts';
import type { ServedTile } from './service.ts';
import { tileJson } from './tilejson.ts';
import { TileWorkers } from './workers.ts';

const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);
const placeSchema = z
  .object({ version: whole, z: whole, x: whole, y: whole })
  .refine((place) => isTile(place.z, place.x, place.y), { message: 'there is no such tile', path: ['z/x/y'] });

type Place = z.infer<typeof placeSchema>;

/** `GET /<layer>.json` (TileJSON) and `GET /<layer>/<version>/{z}/{x}/{y}.mvt`. */
export function tileRoutes(
  deps: AppDeps,
  facts = new FactsCache(deps.db.sql),
  shown = new ShownStories(deps),
  service = new TileService(new TileWorkers(deps.db.target), deps.env.tileCacheBytes),
) {
  const router = newRouter();
  describeTiles(router);

  async function describe(c: Context, layer: LayerDefinition): Promise<Response> {
    const { sql } = deps.db;
    const version = await layerVersion(sql, layer.id);
    const [{ bounds, byImport }, imports] = await Promise.all([facts.get(layer, version), finishedImports(sql)]);
    const sources = sourcesOf(layer, byImport, imports);
    const attributions =
      sources.length > 0 ? sources.map(({ attribution }) => attribution) : [layer.source.attribution];
    const base = deps.env.baseUrl ?? new URL(c.req.url).origin;
    const body = tileJson(layer, {
      version: version.version,
      bounds,
      attributions: [...new Set(attributions)],
      base,
      language: languageOf(c),
    });
    c.header('Vary', 'Accept-Language');
    return isHeld(c, body) ? c.body(null, 304) : c.json(body, 200);
  }

  router.get('/:file{[^/]+\\.json}', tileGuard, (c) => {
    const file = c.req.param('file');
    return describe(c, requestedLayer(c, file.slice(0, -'.json'.length)));
  });

  router.get('/:layer/:version/:z/:x/:file{[^/]+\\.mvt}', tileGuard, async (c) => {
    const params = c.req.param();
    const opened = await openedByLink(c, params.layer);
    const layer = requestedLayer(c, params.layer, opened?.edition ?? editionFor(c));
    const place = placeSchema.safeParse({ ...params, y: params.file.slice(0, -'.mvt'.length) });
    if (!place.success) throw validationProblem(place.error.issues);
    if (opened && !opened.shows(layer.id, place.data)) return beyond(c, layer.id, place.data);
    const { minzoom, maxzoom } = layer.tile;
    if (place.data.z < minzoom || place.data.z > maxzoom) throw otherZoom(minzoom, maxzoom);
    return tileFor(c, layer, place.data, opened?.edition ?? editionFor(c));
  });

  async function tileFor(c: Context, layer: LayerDefinition, place: Place, edition: Edition): Promise<Response> {
    const coding = codingFor(c.req.header('accept-encoding'));
    return send(c, layer, await service.get({ layer, ...place, edition, coding }));
  }

  /**
   * Where no map of the publication leads: a layer as the caller sees it anyway, so that ground and streets never end, and nothing
   * of one that only the publication opens. No refusal, since who looks around did nothing wrong.
   */
  async function beyond(c: Context, id: string, place: Place): Promise<Response> {
    const whole = c.get('layers').layerById(id);
    const own = editionFor(c);
    const layer = whole && layerFor(whole, own);
    if (layer) return tileFor(c, layer, place, own);
    c.header('Vary', LINK_HEADERS.ticket);
    c.header('Cache-Control', CACHE.none);
    return c.body(null, 204);
  }

  /**
   * The publication whose link the page bears, for the layers on its maps and where the address asks for its edition; null: the
   * link has no say.
   */
  async function openedByLink(c: Context, layer: string): Promise<Opened | null> {
    const ticket = c.req.header(LINK_HEADERS.ticket);
    if (ticket === undefined) return null;
    const opened = await shown.openedBy(ticket);
    if (!opened || opened.edition !== c.req.query('edition')) return null;
    return opened.layers.has(layer) ? opened : null;
  }

  return router;
}

/** The caller's edition, or the lower one that the address names: a story of the public edition is drawn from its tiles. */
function editionFor(c: Context): Edition {
  const own = editionOf(c);
  const asked = EDITIONS.find((edition) => edition === c.req.query('edition'));
  return asked !== undefined && maySee(own, asked) ? asked : own;
}

function send(c: Context, layer: LayerDefinition, { bytes, coding, etag, reduced, overtaken }: ServedTile): Response {
  c.header('ETag', etag);
  c.header('Vary', `Accept-Encoding, ${LINK_HEADERS.ticket}`);
  // What not everyone may see must not wait in caches for the next person at the machine.
  const kept = layer.policy.full === 'public' ? CACHE.immutable : CACHE.revalidate;
  c.header('Cache-Control', overtaken ? CACHE.none : kept);
  if (reduced) c.header('Tile-Reduced', `${reduced.kept}/${reduced.of}`);
  if (holds(c, etag)) return c.body(null, 304);
  if (bytes.length === 0) return c.body(null, 204);
  c.header('Content-Type', 'application/vnd.mapbox-vector-tile');
  if (coding !== 'identity') c.header('Content-Encoding', coding);
  return c.body(bytes, 200);
}

function otherZoom(minzoom: number, maxzoom: number): Problem {
  return new Problem({
    status: 404,
    type: 'other-zoom',
    title: { de: 'In dieser Zoomstufe hat die Ebene keine Kacheln', en: 'The layer has no tiles at this zoom' },
    detail: { de: `Es gibt sie von ${minzoom} bis ${maxzoom}.`, en: `There are tiles from ${minzoom} to ${maxzoom}.` },
    extra: { minzoom, maxzoom },
  });
}
