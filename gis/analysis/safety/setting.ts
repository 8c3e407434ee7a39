import { z } from 'zod';
import { CRITERION_TITLES } from '../../layers/hotspots/codes.ts';
import { PRESETS } from './presets.ts';

const CRITERIA = Object.keys(CRITERION_TITLES) as [keyof typeof CRITERION_TITLES, ...(keyof typeof CRITERION_TITLES)[]];
const NAMED = Object.keys(PRESETS) as [keyof typeof PRESETS, ...(keyof typeof PRESETS)[]];

const criterion = z.strictObject({
  id: z.enum(CRITERIA),
  years: z.union([z.literal(1), z.literal(3)]),
  least: z.int().min(2).max(100),
  counted: z.enum(['injury', 'severe']),
  same: z.enum(['type', 'kind']).nullable(),
});

/** What a project may set as thresholds: a named preset, own ones, or null for those of its Land. Lengths in metres. */
export const hotspotSettingSchema = z
  .discriminatedUnion('preset', [
    z.strictObject({ preset: z.enum(NAMED) }),
    z.strictObject({
      preset: z.literal('own'),
      sectionM: z.number().min(20).max(1000),
      junctionM: z.number().min(5).max(100),
      criteria: z.array(criterion).min(1).max(CRITERIA.length).readonly(),
    }),
  ])
  .nullable();
