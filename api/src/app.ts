import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { addressRoutes } from './addresses/route.ts';
import { AddressSearch } from './addresses/service.ts';
import { auditRoutes } from './audit/route.ts';
import { askWho } from './auth/ask.ts';
import { createAuth } from './auth/auth.ts';
import { cityRoutes } from './auth/city-route.ts';
import { invitationRoutes } from './auth/invitations-route.ts';
import { refuseForeignSites } from './auth/origin.ts';
import { peopleRoutes } from './auth/people-route.ts';
import { authRoutes } from './auth/route.ts';
import { serviceTokenRoutes } from './auth/service-tokens-route.ts';
import { sessionRoutes } from './auth/session-route.ts';
import { Sessions } from './auth/sessions.ts';
import { brochureRoutes } from './brochure/route.ts';
import { connectionRoutes } from './connections/route.ts';
import { connectionRunRoutes } from './connections/runs-route.ts';
import type { AppDeps } from './deps.ts';
import { defaultHook, NOT_FOUND, problemResponse, renderError } from './errors.ts';
import { eventRoutes } from './events/route.ts';
import { exportRoutes } from './export/route.ts';
import { PlaceNames } from './find/place.ts';
import { findRoutes } from './find/route.ts';
import { freeLayerRoutes } from './free-layers/route.ts';
import { healthRoutes } from './health/route.ts';
import { importRoutes } from './imports/route.ts';
import { inspectionRoutes } from './inspections/route.ts';
import { indicatorRoutes } from './indicators/route.ts';
import { withLayers } from './layers/access.ts';
import { featureRoutes } from './layers/features-route.ts';
import { FactsCache } from './layers/facts.ts';
import { layerRoutes } from './layers/route.ts';
import { lineageRoutes } from './lineage/route.ts';
import { ogcCollectionRoutes } from './ogc/collections-route.ts';
import { ogcItemRoutes } from './ogc/items-route.ts';
import { ogcServiceRoutes } from './ogc/service-route.ts';
import { openapiRoutes } from './openapi/route.ts';
import { openToOtherSites } from './other-sites.ts';
import { bulkRoutes } from './properties/bulk-route.ts';
import { caseListRoutes } from './properties/list-route.ts';
import { savedViewRoutes } from './properties/views-route.ts';
import { WalkNetwork } from './network/service.ts';
import { belowBase } from './pages/below-base.ts';
import { projectHotspotsRoutes } from './project/hotspots-route.ts';
import { projectRoutes } from './project/route.ts';
import { fileRoutes } from './properties/files-route.ts';
import { axisRoutes } from './properties/axes-route.ts';
import { createCaseRoutes } from './properties/create-route.ts';
import { caseRoutes } from './properties/case-route.ts';
import { partRoutes } from './properties/parts-route.ts';
import { calendarRoutes } from './calendar/subscription-route.ts';
import { deadlineRoutes } from './properties/deadlines-route.ts';
import { pathRoutes } from './properties/path-route.ts';
import { evidenceRoutes } from './measures/evidence-route.ts';
import { measureRoutes } from './measures/route.ts';
import { newRequestTimes, watchRequests } from './metrics/requests.ts';
import { metricsRoutes } from './metrics/route.ts';
import { networkRoutes } from './network/route.ts';
import { networkScenarioRoutes } from './network/scenarios-route.ts';
import { OfferBook } from './offers/book.ts';
import { confirmationRoutes } from './offers/confirm/route.ts';
import { confirmPages } from './offers/confirm/page-route.ts';
import { offerExportRoutes } from './offers/import/export-route.ts';
import { registerPlacesRoutes } from './offers/register-places-route.ts';
import { offerRegisterRoutes } from './offers/register-route.ts';
import { offersRoutes } from './offers/route.ts';
import { decisionRoutes } from './ranking/decisions-route.ts';
import { legalStepsRoutes } from './ranking/legal-steps-route.ts';
import { ownCriterionRoutes } from './ranking/own-route.ts';
import { rankingExportRoutes } from './ranking/export-route.ts';
import { rankingDataRoutes } from './ranking/data-route.ts';
import { scenarioRoutes } from './ranking/scenarios-route.ts';
import { safetyRoutes } from './safety/route.ts';
import { searchRoutes } from './search/route.ts';
import { packRoutes } from './stories/pack-route.ts';
import { remoteRoutes } from './stories/remote-route.ts';
import { publicationRoutes } from './stories/publish/publications-route.ts';
import { ShownStories } from './stories/publish/shown.ts';
import { shownRoutes } from './stories/publish/shown-route.ts';
import { renditionRoutes } from './stories/rendition-route.ts';
import { storyRoutes } from './stories/stories-route.ts';
import { recipeRoutes } from './recipes/route.ts';
import { registerExportRoutes } from './register/export-route.ts';
import { RegisterJobs } from './register/jobs.ts';
import { offerImportRoutes, registerRoutes } from './register/route.ts';
import { SearchService } from './search/service.ts';
import { commonHeaders, DATA_POLICY } from './security-headers.ts';
import { tileRoutes } from './tiles/route.ts';
import { TileService } from './tiles/service.ts';
import { TileWorkers } from './tiles/workers.ts';
import { walkCardRoutes } from './walks/cards-route.ts';
import { walkRouteRoutes } from './walks/route-route.ts';
import { walkSheetRoutes } from './walks/sheet-route.ts';
import { protocolRoutes } from './walks/protocol/route.ts';
import { reviewRoutes } from './walks/review-route.ts';
import { walkPackRoutes } from './walks/pack-route.ts';
import { walkRoutes } from './walks/walks-route.ts';
import { walkBlobRoutes } from './walks/blob-route.ts';
import { fieldRoutes } from './walks/field-route.ts';
import { Pace } from './walks/pace.ts';
import { walkPeopleRoutes } from './walks/people-route.ts';

/**
 * The whole api, listening to nothing: `server.ts` serves it, tests call `app.request()`.
 * Routes are chained so that the web's client is typed by `AppType`.
 */
export function createApp(deps: AppDeps) {
  const app = new OpenAPIHono({ defaultHook });

  const auth = createAuth(deps);
  const sessions = new Sessions(auth, deps);

  const headers = Object.entries(commonHeaders(deps.env));
  app.use(async (c, next) => {
    await next();
    // The pages of links tell even less of where they are.
    for (const [name, value] of headers) if (!c.res.headers.has(name)) c.header(name, value);
    // Photos and the page about the api have narrower ones of their own.
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', DATA_POLICY);
  });
  const times = newRequestTimes();
  app.use(watchRequests(deps, times));
  // Before it is asked who is there: what is borne here is a token of another kind.
  const tiles = new TileService(new TileWorkers(deps.db.target), deps.env.tileCacheBytes);
  app.route('/', metricsRoutes(deps, { times, tiles }));
  for (const path of ['/tiles/*', '/ogc/*']) app.use(path, openToOtherSites());
  app.use(askWho(deps, sessions));
  app.use('/api/*', refuseForeignSites(deps.env));
  for (const path of ['/api/*', '/tiles/*', '/find/*', '/ogc/*']) app.use(path, withLayers(deps.db));
  // Here and in no route: what is packed already cannot be led below a path.
  for (const path of ['/api/*', '/find/*', '/brochure/*', '/confirm/*', '/ogc/*']) app.use(path, compress());
  app.use(belowBase(deps.env.basePath));
  app.onError(renderError(deps.log));
  app.notFound((c) => problemResponse(c, NOT_FOUND));

  // What is kept in memory of the layers is shared by the routes.
  const facts = new FactsCache(deps.db.sql);
  const search = new SearchService(deps.db.sql);
  const registers = new RegisterJobs();
  const addressSearch = new AddressSearch(deps.db.sql);
  const book = new OfferBook(deps.db.sql, facts);
  const pace = new Pace();
  const shown = new ShownStories(deps);
  const network = deps.network ?? new WalkNetwork(deps.db.target);
  // Cases and offers come after all that lies below /properties and /offer-register: their {key} would take other names for theirs.
  return app
    .route('/api', healthRoutes(deps))
    .route('/api', projectRoutes(deps))
    .route('/api', projectHotspotsRoutes(deps))
    .route('/api', layerRoutes(deps, facts))
    .route('/api', lineageRoutes(deps, facts))
    .route('/api', freeLayerRoutes(deps))
    .route('/api', featureRoutes(deps, search))
    .route('/api', exportRoutes(deps, { facts, search, tiles }))
    .route('/api', indicatorRoutes(deps, facts))
    .route('/api', searchRoutes(deps, search))
    .route('/api', addressRoutes(deps, addressSearch))
    .route('/api', safetyRoutes(deps, facts))
    .route('/api', offersRoutes(deps, facts))
    .route('/api', offerImportRoutes(deps, registers))
    .route('/api', offerExportRoutes(deps, registers))
    .route('/api', offerRegisterRoutes(deps))
    .route('/api', confirmationRoutes(deps))
    .route('/api', registerPlacesRoutes(deps))
    .route('/api', rankingDataRoutes(deps, network))
    .route('/api', legalStepsRoutes(deps))
    .route('/api', ownCriterionRoutes(deps))
    .route('/api', scenarioRoutes(deps))
    .route('/api', decisionRoutes(deps, network))
    .route('/api', rankingExportRoutes(deps, network))
    .route('/api', networkRoutes(deps, facts, network))
    .route('/api', networkScenarioRoutes(deps))
    .route('/api', walkRouteRoutes(deps, network))
    .route('/api', walkPackRoutes(deps, facts))
    .route('/api', walkRoutes(deps))
    .route('/api', reviewRoutes(deps))
    .route('/api', protocolRoutes(deps))
    .route('/api', walkCardRoutes(deps))
    .route('/api', walkSheetRoutes(deps))
    .route('/api', fieldRoutes(deps, pace))
    .route('/api', walkBlobRoutes(deps, pace))
    .route('/api', walkPeopleRoutes(deps))
    .route('/api', authRoutes(deps, auth, sessions))
    .route('/api', cityRoutes(deps, auth, sessions))
    .route('/api', sessionRoutes(deps))
    .route('/api', peopleRoutes(deps, sessions))
    .route('/api', serviceTokenRoutes(deps))
    .route('/api', invitationRoutes(deps, auth))
    .route('/api', eventRoutes(deps, sessions))
    .route('/api', importRoutes(deps))
    .route('/api', inspectionRoutes(deps))
    .route('/api', recipeRoutes(deps))
    .route('/api', connectionRoutes(deps))
    .route('/api', connectionRunRoutes(deps))
    .route('/api', fileRoutes(deps))
    .route('/api', caseListRoutes(deps, search))
    .route('/api', savedViewRoutes(deps))
    .route('/api', axisRoutes(deps))
    .route('/api', partRoutes(deps))
    .route('/api', auditRoutes(deps))
    .route('/api', createCaseRoutes(deps))
    .route('/api', pathRoutes(deps))
    .route('/api', calendarRoutes(deps))
    .route('/api', deadlineRoutes(deps))
    .route('/api', caseRoutes(deps))
    .route('/api', bulkRoutes(deps, search))
    .route('/api', registerRoutes(deps, registers))
    .route('/api', registerExportRoutes(deps, search, registers))
    .route('/api', evidenceRoutes(deps))
    .route('/api', measureRoutes(deps))
    .route('/api', remoteRoutes(deps))
    .route('/api', renditionRoutes({ deps, facts, network, search }))
    .route('/api', publicationRoutes({ deps, facts, network, search }))
    .route('/api', shownRoutes(deps, shown, pace))
    .route('/api', packRoutes({ story: { deps, facts, network, search }, tiles }))
    .route('/api', storyRoutes(deps))
    .route('/api', openapiRoutes(app, deps))
    .route('/tiles', tileRoutes(deps, facts, shown, tiles))
    .route('/find', findRoutes(deps, book, new PlaceNames(deps.db.sql, addressSearch, search), network))
    .route('/confirm', confirmPages(deps))
    .route('/', ogcServiceRoutes(deps))
    .route('/', ogcCollectionRoutes(deps, facts))
    .route('/', ogcItemRoutes(deps))
    .route('/', brochureRoutes(deps, facts, book));
}

export type AppType = ReturnType<typeof createApp>;
