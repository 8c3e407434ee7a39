import { html } from 'hono/html';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { requestedLayer } from '../layers/access.ts';
import { newRouter } from '../openapi/router.ts';
import { answer } from './answer.ts';
import { addressWith, MEDIA, readAsked, selfLinks } from './asked.ts';
import type { Link } from './asked.ts';
import { wayToLayer } from './collections-route.ts';
import { anyone, describeRoutes } from './describe.ts';
import { readItem, readItems, readItemsQuery, tellSystem } from './items.ts';
import { featureSheet, featureTable, PAGE_TEXT } from './page.ts';
import { ITEM_PARAMETERS, queryablesOf } from './queryables.ts';

/** Features in pages and one by one (OGC 17-069r4, sections 7.15 and 7.16, and 18-058r1). */
export function ogcItemRoutes({ db: { sql }, env }: AppDeps) {
  const router = newRouter();
  describeRoutes(router, 'items');

  router.get('/ogc/collections/:layer/items', anyone.middleware, async (c) => {
    const layer = requestedLayer(c, c.req.param('layer'));
    const names = queryablesOf(layer.dataset).map(([name]) => name);
    const asked = readAsked(c, env, [...ITEM_PARAMETERS, ...names]);
    const query = readItemsQuery(layer, asked.query);
    const { numberMatched, features, next } = await readItems(sql, layer, query);
    const { root, language, html: asPage } = asked;
    const links: Link[] = [
      ...selfLinks(c, asked, MEDIA.geojson),
      {
        href: `${root}/collections/${layer.id}?f=json`,
        rel: 'collection',
        type: MEDIA.json,
        title: layer.title[language],
      },
    ];
    if (next !== null) {
      const [f, type] = asPage ? ['html', MEDIA.html] : ['json', MEDIA.geojson];
      links.push({
        href: addressWith(c, root, { f, after: String(next) }),
        rel: 'next',
        type,
        title: PAGE_TEXT.next[language],
      });
    }
    tellSystem(c, query.system);
    const nextPage = links.find(({ rel }) => rel === 'next');
    const number = numberMatched.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB');
    return answer(c, asked, {
      type: MEDIA.geojson,
      json: {
        type: 'FeatureCollection',
        timeStamp: new Date().toISOString(),
        numberMatched,
        numberReturned: features.length,
        links,
        features: features.map(({ id, geometry, properties }) => ({ type: 'Feature', id, geometry, properties })),
      },
      page: {
        title: `${layer.title[language]}: ${PAGE_TEXT.items[language]}`,
        way: wayToLayer(asked, layer),
        body: html`<p>${number} ${PAGE_TEXT.items[language]}</p>
          ${featureTable(layer, features, asked)}
          ${nextPage ? html`<p><a class="button" rel="next" href="${nextPage.href}">${nextPage.title}</a></p>` : ''}`,
      },
    });
  });

  router.get('/ogc/collections/:layer/items/:id', anyone.middleware, async (c) => {
    const layer = requestedLayer(c, c.req.param('layer'));
    const asked = readAsked(c, env, ['crs']);
    const { system } = readItemsQuery(layer, asked.query);
    const feature = await readItem(sql, layer, c.req.param('id'), system);
    if (!feature) {
      throw new Problem({
        status: 404,
        type: 'unknown-feature',
        title: { de: 'Dieses Objekt gibt es nicht', en: 'There is no such feature' },
      });
    }
    const { root, language } = asked;
    const { id, geometry, properties } = feature;
    const title = layer.titleField ? properties[layer.titleField] : null;
    tellSystem(c, system);
    return answer(c, asked, {
      type: MEDIA.geojson,
      json: {
        type: 'Feature',
        id,
        geometry,
        properties,
        links: [
          ...selfLinks(c, asked, MEDIA.geojson),
          {
            href: `${root}/collections/${layer.id}?f=json`,
            rel: 'collection',
            type: MEDIA.json,
            title: layer.title[language],
          },
        ],
      },
      page: {
        title: typeof title === 'string' ? title : `${layer.title[language]} ${id}`,
        way: wayToLayer(asked, layer),
        body: featureSheet(layer, feature, asked),
      },
    });
  });

  return router;
}
