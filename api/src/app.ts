import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { randomUUID } from 'node:crypto';
import type { AppDeps } from './deps.ts';
import { decideEdition } from './edition.ts';
import { defaultHook, NOT_FOUND, problemResponse, renderError } from './errors.ts';
import { healthRoutes } from './health/route.ts';
import { featureRoutes } from './layers/features-route.ts';
import { layerRoutes } from './layers/route.ts';
import { openapiRoutes } from './openapi/route.ts';

/**
 * The whole api, listening to nothing: `server.ts` serves it, tests call `app.request()`.
 * Routes are chained so that the web's client is typed by `AppType`.
 */
export function createApp(deps: AppDeps) {
  const app = new OpenAPIHono({ defaultHook });

  app.use(secureHeaders());
  app.use(async (c, next) => {
    c.set('requestId', c.req.header('x-request-id')?.match(/^[\w-]{8,64}$/)?.[0] ?? randomUUID());
    c.set(
      'edition',
      decideEdition(deps.env, (name) => c.req.header(name)),
    );
    await next();
    c.header('x-request-id', c.get('requestId'));
  });
  app.use('/api/*', compress());
  app.onError(renderError(deps.log));
  app.notFound((c) => problemResponse(c, NOT_FOUND));

  return app
    .route('/api', healthRoutes(deps))
    .route('/api', queryRoutes(deps))
    .route('/api', openapiRoutes(app, deps.version));
}

export type AppType = ReturnType<typeof createApp>;
