import { z } from 'zod';
import type { Criterion, RawValue } from './criterion.ts';

const words = (most: number) =>
  z.strictObject({ de: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) });
const utility = z.number().min(0).max(1);

/** What a planner says of a criterion of their own. */
export const ownCriterion = z.strictObject({
  title: words(120),
  question: words(300),
  source: words(300),
  direction: z.enum(['more', 'less']),
  unit: z.string().trim().min(1).max(30).nullable(),
  value: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('metric'),
      points: z
        .array(z.tuple([z.number(), utility]))
        .min(2)
        .max(20)
        .refine(
          (points) => points.every(([raw], i) => i === 0 || raw > (points[i - 1]?.[0] ?? Infinity)),
          'expected ascending raw values',
        ),
    }),
    z.strictObject({
      kind: z.literal('ordinal'),
      grades: z
        .array(z.strictObject({ code: z.string().trim().min(1).max(40), label: words(80), utility }))
        .min(2)
        .max(9)
        .refine((grades) => new Set(grades.map(({ code }) => code)).size === grades.length, 'expected distinct codes')
        // From least to most urgent: the draws of other distances keep this order and would not know another.
        .refine(
          (grades) => grades.every((one, i) => i === 0 || one.utility >= (grades[i - 1]?.utility ?? 0)),
          'expected ascending utilities',
        ),
    }),
  ]),
});
export type OwnCriterion = z.infer<typeof ownCriterion>;

/** Weight of an own criterion before anybody has weighed it: none, so that adding one changes no ranking. */
const START_WEIGHT = 0;

/** The criterion as the ranking uses it. */
export function criterionOf(own: { key: string; version: number; definition: OwnCriterion }): Criterion {
  const { key, version, definition } = own;
  return { id: `own:${key}`, ...definition, startWeight: START_WEIGHT, own: { key, version } };
}

/** What is wrong with a value for a criterion; null where nothing is. */
export function problemWith({ value }: Pick<Criterion, 'value'>, raw: RawValue): 'grade' | 'number' | 'bounds' | null {
  if (raw === null) return null;
  if (value.kind === 'ordinal') return value.grades.some(({ code }) => code === raw) ? null : 'grade';
  if (Array.isArray(raw)) return (raw[0] as number) <= (raw[1] as number) ? null : 'bounds';
  return typeof raw === 'number' && Number.isFinite(raw) ? null : 'number';
}
