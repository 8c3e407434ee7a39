import { createRoute, z } from '@hono/zod-openapi';
import type { AppDeps } from '../deps.ts';
import { access } from '../auth/access.ts';
import { editionOf } from '../auth/identity.ts';
import { languageOf } from '../errors.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { visibleLayers } from './access.ts';
import { catalogueEntry } from './catalogue.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { factsWhereReadable } from './facts.ts';
import type { FactsCache } from './facts.ts';
import { finishedImports } from './provenance.ts';
import { layerSchema } from './schemas.ts';
import { isHeld } from './tags.ts';
import { layerVersions } from './versions.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/layers',
  tags: ['layers'],
  ...summary('Alle Ebenen mit Legende, Anzahl, Quelle und Stand', 'All layers with legend, counts, source and date'),
  ...access('public'),
  responses: {
    200: json(z.array(layerSchema), 'The layers that the caller may see, in drawing order from bottom to top'),
    ...notModified,
    ...problems(),
  },
});

const UNREADABLE = {
  type: 'urn:quartierblick:layer-unreadable',
  status: 500,
  title: {
    de: 'Diese Ebene kann gerade nicht gelesen werden',
    en: 'This layer cannot be read just now',
  },
};

/** The catalogue of layers. */
export function layerRoutes(deps: AppDeps, facts: FactsCache) {
  const factsOrNull = factsWhereReadable(facts, deps.log);

  return newRouter().openapi(listRoute, async (c) => {
    const { sql } = deps.db;
    const [version, imports] = await Promise.all([layerVersions(sql), finishedImports(sql)]);
    const list: CatalogueEntry[] = await Promise.all(
      visibleLayers(editionOf(c), c.get('layers').layers).map(async (layer) => {
        const read = await factsOrNull(layer, version(layer.id));
        const entry = catalogueEntry(layer, version(layer.id).version, read, imports);
        return read
          ? entry
          : {
              ...entry,
              problem: {
                ...UNREADABLE,
                title: UNREADABLE.title[languageOf(c)],
              },
            };
      }),
    );
    return isHeld(c, list) ? c.body(null, 304) : c.json(list, 200);
  });
}
