import { z } from '@hono/zod-openapi';

/** One row of the register with its version. */
export const rowSchema = z
  .object({ key: z.string(), version: z.int(), fields: z.record(z.string(), z.unknown()) })
  .openapi('RegisterRow');

/** An offer with where it runs and what it says in other languages. */
export const offerSchema = rowSchema
  .extend({ demo: z.boolean(), runs: z.array(rowSchema), texts: z.array(rowSchema) })
  .openapi('RegisteredOffer');

/** A site and where it is, WGS 84. */
export const siteSchema = rowSchema.extend({ lon: z.number(), lat: z.number() }).openapi('RegisteredSite');
