import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { access } from '../auth/access.ts';
import { CACHE } from '../cache.ts';
import { languageOf } from '../errors.ts';
import { PLAIN_PAGE_POLICY } from '../security-headers.ts';
import type { AppDeps } from '../deps.ts';
import { newRouter } from './router.ts';
import { renderDocument } from './page.ts';
import type { ApiDocument } from './page.ts';
import { json } from './schemas.ts';
import { summary } from './summary.ts';

const TAGS = [
  { name: 'project', 'x-name-de': 'Projektgebiet', description: 'The area that the dashboard is for' },
  {
    name: 'layers',
    'x-name-de': 'Ebenen',
    description: 'What can be shown, with legend, source and as-of date',
  },
  { name: 'features', 'x-name-de': 'Objekte', description: 'The things on the map, as GeoJSON' },
  {
    name: 'measures',
    'x-name-de': 'Kennzahlen',
    description: 'Figures of areas, each with unit, denominator, year and source',
  },
  { name: 'tiles', 'x-name-de': 'Kacheln', description: 'Mapbox Vector Tiles 2.1 and TileJSON 3.0' },
  { name: 'ogc', 'x-name-de': 'OGC API', description: 'OGC API – Features and Tiles, for QGIS, GDAL and others' },
  { name: 'search', 'x-name-de': 'Suche', description: 'Streets, addresses and places' },
  { name: 'imports', 'x-name-de': 'Importe', description: 'Files in, with a report' },
  {
    name: 'connections',
    'x-name-de': 'Verbindungen',
    description: 'Sources that are read on a schedule, and what they changed',
  },
  {
    name: 'free layers',
    'x-name-de': 'Freie Ebenen',
    description: 'Layers that planners describe themselves',
  },
  { name: 'events', 'x-name-de': 'Ereignisse', description: 'Changes as they happen' },
  {
    name: 'walks',
    'x-name-de': 'Gänge durchs Quartier',
    description: 'Walks through the quarter: what devices say on them, and who takes part',
  },
  { name: 'walk-measures', 'x-name-de': 'Maßnahmen', description: 'What is to be done about what was found on walks' },
  {
    name: 'calendar',
    'x-name-de': 'Kalender',
    description: 'Dates of an account for its calendar application: due measures, deadlines of properties',
  },
  { name: 'properties', 'x-name-de': 'Immobilien', description: 'Cases of problem properties, for planners' },
  { name: 'deadlines', 'x-name-de': 'Fristen', description: 'Deadlines across the cases' },
  { name: 'ranking', 'x-name-de': 'Rangfolge', description: 'Which property is next, by which criteria' },
  { name: 'safety', 'x-name-de': 'Verkehrssicherheit', description: 'Crashes and the places where they are many' },
  { name: 'network', 'x-name-de': 'Wegenetz', description: 'The walking network and scenarios on it' },
  { name: 'offers', 'x-name-de': 'Angebote', description: 'Offers for families, their providers and confirmations' },
  { name: 'register', 'x-name-de': 'Register', description: 'The register of properties as a file' },
  { name: 'accounts', 'x-name-de': 'Konten', description: 'Who may see and change what' },
  { name: 'audit', 'x-name-de': 'Protokoll', description: 'Who changed what and when' },
  {
    name: 'stories',
    'x-name-de': 'Geschichten',
    description: 'Slides for presentations, and figures with their lineage',
  },
  { name: 'health', 'x-name-de': 'Betrieb', description: 'Whether it runs' },
];

/** Where the paths of the document begin: without it, programs take the root of the host, which a proxy may give to others. */
const serversOf = (baseUrl: string | undefined) => (baseUrl === undefined ? {} : { servers: [{ url: baseUrl }] });

/** The OpenAPI 3.1 document of everything that is mounted on `root`, taken when it is asked for. */
function documentOf(root: OpenAPIHono, { version, env }: Pick<AppDeps, 'version' | 'env'>): ApiDocument {
  return root.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Quartierblick',
      version,
      description:
        'Open interface of the planning dashboard. Geometry is WGS 84 (longitude, latitude). Errors are problem details ' +
        '(RFC 9457) in the language of Accept-Language. What the caller may not see does not exist for them.',
      license: {
        name: 'EUPL-1.2',
        url: 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12',
      },
    },
    ...serversOf(env.baseUrl),
    tags: TAGS,
  }) as ApiDocument;
}

const documentRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  tags: ['health'],
  ...summary('Beschreibung der Schnittstelle für Programme', 'Description of the interface, for programs'),
  ...access('public'),
  responses: { 200: json(z.looseObject({}), 'OpenAPI 3.1') },
});

const pageRoute = createRoute({
  method: 'get',
  path: '/docs',
  tags: ['health'],
  ...summary('Beschreibung der Schnittstelle zum Lesen', 'Description of the interface, for people'),
  ...access('public'),
  responses: { 200: { description: 'A page', content: { 'text/html': { schema: z.string() } } } },
});

/**
 * The API's description, for programs and for people.
 * @param root the application that all routes are mounted on
 */
export function openapiRoutes(root: OpenAPIHono, deps: Pick<AppDeps, 'version' | 'env'>) {
  return newRouter()
    .openapi(documentRoute, (c) =>
      c.json(documentOf(root, deps) as never, 200, {
        'Cache-Control': CACHE.revalidate,
      }),
    )
    .openapi(pageRoute, (c) => {
      const asked = c.req.query('lang');
      const language = asked === 'de' || asked === 'en' ? asked : languageOf(c);
      return c.html(renderDocument(documentOf(root, deps), language), 200, {
        'Cache-Control': CACHE.revalidate,
        'Content-Security-Policy': PLAIN_PAGE_POLICY,
        Vary: 'Accept-Language',
      });
    });
}
