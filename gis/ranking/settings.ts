import { z } from 'zod';

const weight = z.number().min(0).max(1);

/** How the weights came about, so that a decision can be followed. */
export const weighing = z.discriminatedUnion('method', [
  z.object({ method: z.literal('sliders') }),
  /** Criteria from most to least important; weights are the rank-order centroid. */
  z.object({ method: z.literal('order'), order: z.array(z.string()).max(100) }),
  /** Saaty's scale: `a` is `value` times as important as `b`, 1/9 to 9. */
  z.object({
    method: z.literal('pairs'),
    pairs: z
      .array(
        z.object({
          a: z.string(),
          b: z.string(),
          value: z
            .number()
            .min(1 / 9)
            .max(9),
        }),
      )
      .max(5000),
  }),
]);

/** A way of ranking: what a scenario saves and a decision freezes beside the data. */
export const rankingSettings = z.object({
  /** By criterion id; those that are missing or 0 play no part. They count over their sum. */
  weights: z.record(z.string(), weight),
  weighing,
  /** Which cases are listed. It changes no score. */
  scope: z.enum(['open', 'all']),
  robustness: z.object({
    draws: z.int().min(100).max(100_000),
    seed: z.int().min(0).max(4_294_967_295),
    /** Any weights at all, or within this relative distance of the chosen ones (0.25 = ± 25 %). */
    spread: z.union([z.literal('any'), z.number().min(0).max(1)]),
    /** Whether the distances between grades are drawn as well, since grades know only an order. */
    grades: z.enum(['declared', 'any-spacing']),
  }),
  budget: z
    .object({
      euros: z.number().min(0).nullable(),
      hours: z.number().min(0).nullable(),
      /** Added for each pair of neighbours chosen together, as a share of the mean score of the two. */
      spillOver: z.number().min(0).max(1),
    })
    .nullable(),
});

export type RankingSettings = z.infer<typeof rankingSettings>;
export type Weighing = z.infer<typeof weighing>;
