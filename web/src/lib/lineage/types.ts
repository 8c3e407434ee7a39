import type { InferResponseType } from 'hono/client';
import type { Api } from '#lib/api.ts';

/** Answers of the api about lineage, as its routes declare them. */
export type Freshness = InferResponseType<Api['client']['api']['freshness']['$get'], 200>;
export type LayerFreshness = Freshness['layers'][number];
export type LayerLineage = InferResponseType<Api['client']['api']['layers'][':layer']['lineage']['$get'], 200>;
