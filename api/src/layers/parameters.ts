import { z } from '@hono/zod-openapi';
import type { Bounds } from './facts.ts';

/** Path parameter that names a layer. */
export const layerParam = z.string().openapi({ param: { name: 'layer', in: 'path' }, example: 'playgrounds' });

/** A whole number in decimal digits only: `1e3`, `0x10` and ` 5` are mistakes, not numbers. */
export function wholeNumber(min: number, max: number, fallback: number, description: string) {
  const message = `expected a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((n) => n >= min && n <= max, message)
    .default(fallback)
    .openapi({
      type: 'integer',
      minimum: min,
      maximum: max,
      default: fallback,
      description,
    });
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

function parseBbox(value: string): Bounds | string {
  const parts = value.split(',').map((part) => part.trim());
  if (parts.length !== 4 || !parts.every((part) => NUMBER.test(part))) {
    return 'expected four numbers: west,south,east,north';
  }
  const [west, south, east, north] = parts.map(Number) as Bounds;
  if (Math.abs(west) > 180 || Math.abs(east) > 180) return 'longitudes lie between -180 and 180';
  if (Math.abs(south) > 90 || Math.abs(north) > 90) return 'latitudes lie between -90 and 90';
  if (west > east) return 'west lies east of east; boxes across the 180th meridian are not supported';
  if (south > north) return 'south lies north of north';
  return [west, south, east, north];
}

/** Box in WGS 84 degrees, longitudes first. A malformed box is an error, never a dropped filter. */
export const bboxParam = z
  .string()
  .transform((value, context): Bounds => {
    const parsed = parseBbox(value);
    if (typeof parsed !== 'string') return parsed;
    context.issues.push({ code: 'custom', message: parsed, input: value });
    return z.NEVER;
  })
  .optional()
  .openapi({
    type: 'string',
    description: 'west,south,east,north in WGS 84 degrees; features that touch the box',
    example: '7.465,51.519,7.477,51.527',
  });

/** Comma-separated names; which ones are allowed depends on the layer. */
export function namesParam(description: string) {
  return z
    .string()
    .max(500)
    .transform((value) => [...new Set(value.split(',').map((name) => name.trim()))])
    .optional()
    .openapi({ type: 'string', description });
}

/** What a reader typed into a search field. PostgreSQL text cannot hold the character NUL. */
export const searchText = z
  .string()
  .trim()
  .min(1, 'expected at least one character')
  .max(100, 'expected at most 100 characters')
  .refine((value) => !value.includes('\0'), 'contains a character that no text can have');

/** Query parameters of a page of features. */
export const featuresQuery = z.strictObject({
  bbox: bboxParam,
  limit: wholeNumber(1, 10_000, 100, 'Most features to return'),
  offset: wholeNumber(0, 10_000_000, 0, 'Features to skip'),
  class: namesParam('Classes of the legend, comma-separated; `unclassed` for features without'),
  mark: namesParam("Classes of the legend's overlay, comma-separated; `unclassed` for features without"),
  sort: z.string().max(100).optional().openapi({
    description: 'Field to sort by; with a leading `-` descending',
    example: '-area_m2',
  }),
  geometry: z.enum(['full', 'point', 'none']).default('full').openapi({
    description: 'full: as stored; point: one point inside or on the feature; none: null',
  }),
  q: searchText.optional().openapi({ description: 'Words to be found in the searchable fields' }),
});
