import { createRoute, z } from '@hono/zod-openapi';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import type { OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import { access } from '../auth/access.ts';
import type { AppDeps } from '../deps.ts';
import type { FactsCache } from '../layers/facts.ts';
import { isHeld } from '../layers/tags.ts';
import { layerVersion } from '../layers/versions.ts';
import { originOf } from '../network/provenance.ts';
import { newRouter } from '../openapi/router.ts';
import { json, notModified, problems, sourceSchema } from '../openapi/schemas.ts';
import { summary } from '../openapi/summary.ts';
import { readOffers, readSites } from './read-offers.ts';

const text = z.string().nullable();
const kinds = Object.keys(OFFER_KINDS) as [OfferKind, ...OfferKind[]];

const offerSchema = z.object({
  key: z.string(),
  title: z.string(),
  kind: z.enum(kinds),
  ages: z
    .object({ from: z.int(), to: z.int() })
    .nullable()
    .openapi({ description: 'Months, half-open; below 0 lies pregnancy; null: not known' }),
  places: z.int().nullable(),
  languages: z.array(z.string()).nullable().openapi({ description: 'ISO 639 codes; null: not known' }),
  comesToYou: z.boolean(),
  validFrom: text,
  validTo: text,
  runs: z.array(
    z.object({
      site: z.string(),
      weekdays: z.array(z.enum(WEEKDAYS)).nullable(),
      from: text.openapi({ description: 'Local time, HH:MM' }),
      to: text,
    }),
  ),
  provider: text,
  cost: text,
  registration: z.boolean().nullable(),
  confirmedOn: text.openapi({ description: 'Date on which the provider last said that it is so' }),
});

const answerSchema = z
  .object({
    version: z.string(),
    source: z.array(sourceSchema),
    demo: z.boolean(),
    asOf: text.openapi({ description: 'As-of date (YYYY-MM-DD); null: not known' }),
    offers: z.array(offerSchema),
    sites: z.array(
      z.object({
        key: z.string(),
        name: text,
        address: text,
        stepFree: z.boolean().nullable(),
        at: z.array(z.number()).openapi({ minItems: 2, maxItems: 2, description: 'EPSG:25832: east, north, m' }),
      }),
    ),
  })
  .openapi('Offers');

const offersRoute = createRoute({
  method: 'get',
  path: '/offers',
  tags: ['offers'],
  ...summary('Angebote für Familien, mit Orten und Zeiten', 'Offers for families, with sites and times'),
  ...access('public'),
  responses: { 200: json(answerSchema, 'Each offer once, with where it runs'), ...notModified, ...problems() },
});

/** Offers as a whole: what the chain of offers is reckoned from, in the page. */
export function offersRoutes({ db: { sql } }: AppDeps, facts: FactsCache) {
  return newRouter().openapi(offersRoute, async (c) => {
    const { version } = await layerVersion(sql, offers.id);
    const { source, demo, asOf } = await originOf(sql, facts, [offers]);
    const said = { version: String(version), source, demo, asOf: asOf(offers) };
    if (isHeld(c, said)) return c.body(null, 304);
    const answer: OffersAnswer = { ...said, offers: await readOffers(sql), sites: await readSites(sql) };
    return c.json(answer as unknown as z.infer<typeof answerSchema>, 200);
  });
}
