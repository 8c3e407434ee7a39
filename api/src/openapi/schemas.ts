import { z } from '@hono/zod-openapi';

/** A text in both languages, as titles and labels are delivered. */
export const textSchema = z.object({ de: z.string(), en: z.string() }).openapi('Text');

/** RFC 9457 problem, as every error of the API is answered. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'Identifies the kind of problem; stable.' }),
    title: z.string().openapi({
      description: 'In the language of Accept-Language, German by default.',
    }),
    status: z.int(),
    detail: z.string().optional(),
    requestId: z.string().optional(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'For 400: which parameter is wrong, and why.' }),
  })
  .openapi('Problem');

/** Where data comes from. */
export const sourceSchema = z
  .object({
    name: z.string(),
    url: z.string().nullable(),
    licence: z.string(),
    licenceUrl: z.string().nullable(),
    attribution: z.string(),
  })
  .openapi('Source');

/** A source together with how much of the layer it feeds, and as of when. */
export const sourceUseSchema = sourceSchema
  .extend({
    asOf: z.string().nullable().openapi({
      description: 'Newest as-of date (YYYY-MM-DD) of the imports; null: unknown',
    }),
    asOfFrom: z.string().nullable().openapi({ description: 'Oldest as-of date' }),
    demo: z.boolean().openapi({ description: 'Invented for the demonstration' }),
    rows: z.int().openapi({
      description: 'Rows of the layer and its related tables that come from here',
    }),
  })
  .openapi('SourceUse');

/** West, south, east, north in WGS 84. */
export const boundsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]).openapi({
  type: 'array',
  items: { type: 'number' },
  minItems: 4,
  maxItems: 4,
  description: 'WGS 84: west, south, east, north',
});

/** Longitude, latitude in WGS 84. */
export const positionSchema = z.tuple([z.number(), z.number()]).openapi({
  type: 'array',
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
  description: 'WGS 84: longitude, latitude',
});

/** GeoJSON geometry, WGS 84 with seven decimals (about a centimetre). */
export const geometrySchema = z
  .object({ type: z.string(), coordinates: z.array(z.unknown()) })
  .openapi('Geometry', { description: 'GeoJSON geometry (RFC 7946), WGS 84' });

const problemContent = {
  'application/problem+json': { schema: problemSchema },
};

const problem = (description: string) => ({
  description,
  content: problemContent,
});
const PROBLEMS = {
  400: problem('A parameter is missing, malformed or unknown'),
  401: problem('Only for people who have signed in'),
  403: problem('The caller may not do that'),
  404: problem('There is no such thing, or it is not visible to the caller'),
  409: problem('Does not fit the present state; the detail says why'),
  412: problem(
    'Someone else has changed it meanwhile: `current` has the values of now, `conflicts` the fields in question',
  ),
  413: problem('Larger than may be sent'),
  415: problem('Of a kind that is not taken'),
  422: problem('Understood, but not usable; the detail says why'),
  428: problem('The header If-Match is missing'),
  429: problem('Too many attempts; Retry-After says when to try again'),
  503: problem('The database cannot be reached'),
};

/** The problem responses that a route can give; 503 always. */
export function problems<S extends keyof typeof PROBLEMS>(...statuses: S[]) {
  const chosen: (keyof typeof PROBLEMS)[] = [...statuses, 503];
  return Object.fromEntries(chosen.map((status) => [status, PROBLEMS[status]])) as Pick<typeof PROBLEMS, S | 503>;
}

/** What a client with the current version gets. */
export const notModified = {
  304: { description: 'Unchanged since the version named by If-None-Match' },
} as const;

/** A JSON response of a route. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** The JSON that a request must bring. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

/** A text that people type and may leave empty: what is empty is not known. @param most characters */
export const clearedText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullable()
    .transform((text) => text || null);

/** A GeoJSON response of a route. */
export function geojson<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/geo+json': { schema } } };
}
