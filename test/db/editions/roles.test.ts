import { expect, it } from 'vitest';
import { createApp } from '@quartierblick/api/app';
import { EDITIONS, maySee } from '@quartierblick/gis/layers/define.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import type { TestContext } from '../../support/databases.ts';

/** The app as an edition sees it, without sessions. */
function appAs({ deps }: TestContext, edition: Edition) {
  const via = edition === 'public' ? ('none' as const) : ('session' as const);
  return createApp({
    ...deps,
    identify: () => ({ edition, userId: via === 'none' ? null : edition, name: edition, via }),
  });
}

interface Route {
  method: string;
  path: string;
  /** Undefined where the route has no policy. */
  lowest: Edition | undefined;
}

/** What lies over everything and answers nothing itself. */
const OVER_EVERYTHING = new Set(['/*', '/api/*', '/tiles/*', '/find/*', '/brochure/*', '/confirm/*', '/ogc/*']);

/** Every route of the app as the router knows it, declared or raw, with the edition that its guard demands. */
function routesOf(app: ReturnType<typeof createApp>): Route[] {
  const routes = new Map<string, Route>();
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL' && OVER_EVERYTHING.has(path)) continue;
    const route = routes.get(`${method} ${path}`) ?? { method, path, lowest: undefined };
    routes.set(`${method} ${path}`, route);
    if ('lowest' in handler) route.lowest = handler.lowest as Edition;
  }
  return [...routes.values()];
}

/** An address of the route; no such thing needs to exist, because the guard comes before everything else. */
const addressOf = ({ path }: Route) =>
  path
    .replace(/:(\w+)\{[^}]*\\\.(\w+)\}/g, '1.$2')
    .replace(/:(\w+)(\{[^}]*\})?/g, '1')
    .replaceAll('*', 'x');

describeOnEachDatabase('the role matrix', (context) => {
  it('finds the routes, those of the tiles and the documentation included', () => {
    const paths = routesOf(appAs(context(), 'public')).map(({ method, path }) => `${method} ${path}`);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths).toContain('GET /api/docs');
    expect(paths.filter((path) => path.startsWith('GET /tiles/'))).toHaveLength(2);
  });

  it('every route names the edition that it is for', () => {
    const without = routesOf(appAs(context(), 'public')).filter(({ lowest }) => lowest === undefined);
    expect(without).toEqual([]);
  });

  it('the documentation names the same edition for every route that it describes', () => {
    const document = appAs(context(), 'public').getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: '', version: '' },
    });
    const described = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        edition: operation['x-edition'],
      })),
    );
    expect(described.filter(({ edition }) => !EDITIONS.includes(edition as Edition))).toEqual([]);
    const guarded = new Map(
      routesOf(appAs(context(), 'public')).map(({ method, path, lowest }) => [
        `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`,
        lowest,
      ]),
    );
    for (const { route, edition } of described) {
      // The tiles are described under the address that OpenAPI can name.
      if (!route.startsWith('GET /tiles/')) expect([route, guarded.get(route)]).toEqual([route, edition]);
    }
  });

  it.each(EDITIONS)('lets %s reach its routes and no others', async (edition) => {
    const app = appAs(context(), edition);
    for (const route of routesOf(app)) {
      const method = route.method === 'ALL' ? 'GET' : route.method;
      const response = await app.request(addressOf(route), { method, signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      const label = `${method} ${route.path}`;
      if (maySee(edition, route.lowest ?? 'admin'))
        expect([label, [401, 403].includes(response.status)]).toEqual([label, false]);
      else expect([label, response.status]).toEqual([label, edition === 'public' ? 401 : 403]);
    }
  });
});
