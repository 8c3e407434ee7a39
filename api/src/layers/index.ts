import type { AppDeps } from '../deps.ts';
import { eventRoutes } from '../events/route.ts';
import { indicatorRoutes } from '../indicators/route.ts';
import { newRouter } from '../openapi/router.ts';
import { projectRoutes } from '../project/route.ts';
import { searchRoutes } from '../search/route.ts';
import { SearchService } from '../search/service.ts';
import { FactsCache } from './facts.ts';
import { featureRoutes } from './features-route.ts';
import { layerRoutes } from './route.ts';

/** Everything that is read about layers; to be mounted under `/api`. The routes share what is kept in memory. */
export function queryRoutes(deps: AppDeps) {
  const facts = new FactsCache(deps.db.sql);
  const search = new SearchService(deps.db.sql);
  return newRouter()
    .route('/', projectRoutes(deps))
    .route('/', layerRoutes(deps, facts))
    .route('/', featureRoutes(deps, search))
    .route('/', indicatorRoutes(deps, facts))
    .route('/', searchRoutes(deps, search))
    .route('/', eventRoutes(deps));
}
