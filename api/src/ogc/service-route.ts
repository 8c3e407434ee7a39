import { html } from 'hono/html';
import type { Context } from 'hono';
import { editionOf } from '../auth/identity.ts';
import type { AppDeps } from '../deps.ts';
import { NOT_FOUND, Problem } from '../errors.ts';
import { visibleLayers } from '../layers/access.ts';
import { newRouter } from '../openapi/router.ts';
import { dataTable } from '../pages/table.ts';
import { answer } from './answer.ts';
import { apiDocument } from './api-document.ts';
import { MEDIA, readAsked, selfLinks } from './asked.ts';
import type { Asked, Link } from './asked.ts';
import { REL } from './collections.ts';
import { CONFORMS_TO } from './conformance.ts';
import { anyone, describeRoutes } from './describe.ts';
import { linkList, PAGE_TEXT, toPages } from './page.ts';
import { MATRIX_SET, matrixSet } from './tilesets.ts';

/** The way to a page of the service from its top. */
export const wayTo = ({ root, language }: Asked, ...steps: readonly (readonly [path: string, title: string])[]) => [
  [`${root}/`, PAGE_TEXT.title[language]] as const,
  ...steps.map(([path, title]) => [`${root}${path}`, title] as const),
];

/** Landing page, conformance, description and tile matrix sets of `/ogc` (OGC 17-069r4, sections 7.2 to 7.4). */
export function ogcServiceRoutes({ env, version }: AppDeps) {
  const router = newRouter();
  describeRoutes(router, 'service');

  const landing = (c: Context) => {
    const asked = readAsked(c, env);
    const { root, language } = asked;
    const links: Link[] = [
      { href: `${root}/api?f=json`, rel: 'service-desc', type: MEDIA.openapi, title: PAGE_TEXT.api[language] },
      { href: `${root}/api?f=html`, rel: 'service-doc', type: MEDIA.html, title: PAGE_TEXT.api[language] },
      {
        href: `${root}/conformance?f=json`,
        rel: 'conformance',
        type: MEDIA.json,
        title: PAGE_TEXT.conformance[language],
      },
      { href: `${root}/collections?f=json`, rel: 'data', type: MEDIA.json, title: PAGE_TEXT.collections[language] },
      {
        href: `${root}/tileMatrixSets?f=json`,
        rel: REL.tilingSchemes,
        type: MEDIA.json,
        title: PAGE_TEXT.matrixSets[language],
      },
    ];
    return answer(c, asked, {
      type: MEDIA.json,
      json: {
        title: `Quartierblick: ${PAGE_TEXT.title[language]}`,
        description: PAGE_TEXT.lead[language],
        links: [...selfLinks(c, asked, MEDIA.json), ...links],
      },
      page: {
        title: PAGE_TEXT.title[language],
        way: [],
        body: html`<p>${PAGE_TEXT.lead[language]}</p>
          <p>${PAGE_TEXT.qgis[language]} <code>${root}/</code></p>
          <p>${PAGE_TEXT.token[language]}</p>
          ${linkList(
            ['collections', 'api', 'conformance', 'tileMatrixSets'].map((path) => ({
              href: `${root}/${path}?f=html&lang=${language}`,
              rel: 'item',
              title: (links.find(({ href }) => href.startsWith(`${root}/${path}`)) ?? { title: path }).title ?? path,
            })),
          )}`,
      },
    });
  };
  router.get('/ogc', anyone.middleware, landing);
  router.get('/ogc/', anyone.middleware, landing);

  router.get('/ogc/conformance', anyone.middleware, (c) => {
    const asked = readAsked(c, env);
    return answer(c, asked, {
      type: MEDIA.json,
      json: { conformsTo: CONFORMS_TO, links: selfLinks(c, asked, MEDIA.json) },
      page: {
        title: PAGE_TEXT.conformance[asked.language],
        way: wayTo(asked),
        body: html`<ul class="plain" role="list">
          ${CONFORMS_TO.map((uri) => html`<li><code>${uri}</code></li>`)}
        </ul>`,
      },
    });
  });

  router.get('/ogc/api', anyone.middleware, (c) => {
    const asked = readAsked(c, env);
    const document = apiDocument(visibleLayers(editionOf(c), c.get('layers').layers), asked, version);
    const title = PAGE_TEXT.api[asked.language];
    return answer(c, asked, {
      type: MEDIA.openapi,
      json: document,
      page: {
        title,
        way: wayTo(asked),
        body: html`<p><a href="${asked.root}/api?f=json">OpenAPI 3.0</a></p>
          ${dataTable(
            title,
            ['GET', PAGE_TEXT.meaning[asked.language]],
            Object.entries(document.paths).map(([path, { get, servers }]) => [
              html`<code>${(servers as { url: string }[] | undefined)?.[0]?.url ?? ''}${path}</code>`,
              String((get as { summary?: string } | undefined)?.summary ?? ''),
            ]),
          )}`,
      },
    });
  });

  router.get('/ogc/tileMatrixSets', anyone.middleware, (c) => {
    const asked = readAsked(c, env);
    const { title, uri, crs } = matrixSet();
    const links = [
      { href: `${asked.root}/tileMatrixSets/${MATRIX_SET}?f=json`, rel: 'self', type: MEDIA.json, title: MATRIX_SET },
    ];
    return answer(c, asked, {
      type: MEDIA.json,
      json: { tileMatrixSets: [{ id: MATRIX_SET, title, uri, crs, links }], links: selfLinks(c, asked, MEDIA.json) },
      page: {
        title: PAGE_TEXT.matrixSets[asked.language],
        way: wayTo(asked),
        body: linkList(toPages(links, asked.language)),
      },
    });
  });

  router.get('/ogc/tileMatrixSets/:matrixSet', anyone.middleware, (c) => {
    const asked = readAsked(c, env);
    if (c.req.param('matrixSet') !== MATRIX_SET) throw new Problem(NOT_FOUND);
    const set = matrixSet();
    return answer(c, asked, {
      type: MEDIA.json,
      json: { ...set, links: selfLinks(c, asked, MEDIA.json) },
      page: {
        title: MATRIX_SET,
        way: wayTo(asked, ['/tileMatrixSets', PAGE_TEXT.matrixSets[asked.language]]),
        body: dataTable(
          MATRIX_SET,
          ['id', 'scaleDenominator', 'cellSize'],
          set.tileMatrices.map(({ id, scaleDenominator, cellSize }) => [
            id,
            String(scaleDenominator),
            String(cellSize),
          ]),
        ),
      },
    });
  });

  return router;
}
