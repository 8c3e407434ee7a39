import { html } from 'hono/html';
import type { Context } from 'hono';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { editionOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { NOT_FOUND, Problem } from '../errors.ts';
import { requestedLayer, visibleLayers } from '../layers/access.ts';
import type { FactsCache } from '../layers/facts.ts';
import { newRouter } from '../openapi/router.ts';
import { dataTable } from '../pages/table.ts';
import { answer } from './answer.ts';
import { MEDIA, readAsked, selfLinks } from './asked.ts';
import type { Asked, Link } from './asked.ts';
import { describeCollection, knowledge } from './collections.ts';
import type { Known } from './collections.ts';
import { anyone, describeRoutes } from './describe.ts';
import { linkList, PAGE_TEXT, toPages } from './page.ts';
import { queryablesOf, queryablesSchema, valueSchema } from './queryables.ts';
import { wayTo } from './service-route.ts';
import { SYSTEMS } from './systems.ts';
import { describeTileset, MATRIX_SET, tilesetItem } from './tilesets.ts';

/** The way to a page of a collection. */
export const wayToLayer = (asked: Asked, layer: LayerDefinition) =>
  wayTo(
    asked,
    ['/collections', PAGE_TEXT.collections[asked.language]],
    [`/collections/${layer.id}`, layer.title[asked.language]],
  );

/** Collections, what they can be chosen by, and their tile sets (OGC 17-069r4, 19-079r2, 20-057). */
export function ogcCollectionRoutes(deps: AppDeps, facts: FactsCache) {
  const { env } = deps;
  const router = newRouter();
  describeRoutes(router, 'collections');
  const know = knowledge(deps, facts);
  async function known(layer: LayerDefinition): Promise<Known> {
    const [one] = await know([layer]);
    if (!one) throw new Error(`nothing is known of the layer ${layer.id}`);
    return one.known;
  }
  const layerOf = (c: Context) => requestedLayer(c, c.req.param('layer') ?? '');

  router.get('/ogc/collections', anyone.middleware, async (c) => {
    const asked = readAsked(c, env);
    const { root, language } = asked;
    const self = (layer: LayerDefinition): Link[] => [
      { href: `${root}/collections/${layer.id}?f=json`, rel: 'self', type: MEDIA.json, title: layer.title[language] },
    ];
    const collections = (await know(visibleLayers(editionOf(c), c.get('layers').layers))).map(({ layer, known: of }) =>
      describeCollection(layer, of, asked, self(layer)),
    );
    const title = PAGE_TEXT.collections[language];
    return answer(c, asked, {
      type: MEDIA.json,
      json: { links: selfLinks(c, asked, MEDIA.json), crs: SYSTEMS.map(({ uri }) => uri), collections },
      page: {
        title,
        way: wayTo(asked),
        body: dataTable(
          title,
          [title, PAGE_TEXT.meaning[language]],
          collections.map(({ id, title: name, description }) => [
            html`<a href="${root}/collections/${id}?f=html&lang=${language}">${name}</a>`,
            description,
          ]),
        ),
      },
    });
  });

  router.get('/ogc/collections/:layer', anyone.middleware, async (c) => {
    const layer = layerOf(c);
    const asked = readAsked(c, env);
    const description = describeCollection(layer, await known(layer), asked, selfLinks(c, asked, MEDIA.json));
    return answer(c, asked, {
      type: MEDIA.json,
      json: description,
      page: {
        title: description.title,
        way: wayTo(asked, ['/collections', PAGE_TEXT.collections[asked.language]]),
        body: html`<p>${description.description}</p>
          <p>${PAGE_TEXT.source[asked.language]}: ${description.attribution}</p>
          ${
            description.extent
              ? html`<p>
                  ${PAGE_TEXT.extent[asked.language]}: <code>${description.extent.spatial.bbox.join('; ')}</code>
                </p>`
              : ''
          }
          ${
            description.extent?.temporal
              ? html`<p>
                  ${PAGE_TEXT.times[asked.language]}: <code>${description.extent.temporal.interval.join('; ')}</code>
                </p>`
              : ''
          }
          ${linkList(
            toPages(
              description.links.filter(({ rel }) => rel !== 'self' && rel !== 'alternate'),
              asked.language,
            ),
          )}
          <h2>${PAGE_TEXT.systems[asked.language]}</h2>
          <ul class="plain" role="list">
            ${description.crs.map((uri) => html`<li><code>${uri}</code> ${uri === description.storageCrs ? `(${PAGE_TEXT.stored[asked.language]})` : ''}</li>`)}
          </ul>`,
      },
    });
  });

  router.get('/ogc/collections/:layer/queryables', anyone.middleware, (c) => {
    const layer = layerOf(c);
    const asked = readAsked(c, env);
    const { root, language } = asked;
    const title = PAGE_TEXT.queryables[language];
    return answer(c, asked, {
      type: MEDIA.schema,
      json: queryablesSchema(layer, language, `${root}/collections/${layer.id}/queryables`),
      page: {
        title: `${layer.title[language]}: ${title}`,
        way: wayToLayer(asked, layer),
        body: dataTable(
          title,
          [PAGE_TEXT.property[language], PAGE_TEXT.meaning[language], PAGE_TEXT.value[language]],
          queryablesOf(layer.dataset).map(([name, field]) => {
            const { type, enum: values } = valueSchema(field);
            return [html`<code>${name}</code>`, field.label[language], values ? values.join(', ') : type];
          }),
        ),
      },
    });
  });

  router.get('/ogc/collections/:layer/tiles', anyone.middleware, (c) => {
    const layer = layerOf(c);
    const asked = readAsked(c, env);
    const item = tilesetItem(layer, asked);
    return answer(c, asked, {
      type: MEDIA.json,
      json: { tilesets: [item], links: selfLinks(c, asked, MEDIA.json) },
      page: {
        title: item.title,
        way: wayToLayer(asked, layer),
        body: linkList(
          toPages(
            item.links.map((link) => ({ ...link, title: MATRIX_SET })),
            asked.language,
          ),
        ),
      },
    });
  });

  router.get('/ogc/collections/:layer/tiles/:matrixSet', anyone.middleware, async (c) => {
    const layer = layerOf(c);
    const asked = readAsked(c, env);
    if (c.req.param('matrixSet') !== MATRIX_SET) throw new Problem(NOT_FOUND);
    const tileset = describeTileset(layer, await known(layer), asked, selfLinks(c, asked, MEDIA.json));
    const template = tileset.links.find(({ rel }) => rel === 'item')?.href ?? '';
    return answer(c, asked, {
      type: MEDIA.json,
      json: tileset,
      page: {
        title: `${tileset.title}, ${MATRIX_SET}`,
        way: wayToLayer(asked, layer),
        body: html`<p>${tileset.description}</p>
          <p><code>${template}</code></p>
          <p><a href="${asked.root.replace(/\/ogc$/, '')}/tiles/${layer.id}.json">TileJSON 3.0</a></p>`,
      },
    });
  });

  return router;
}
