import { z } from 'zod';
import { AGE_GROUPS, CROSSINGS } from '../analysis/network/types.ts';
import type { Edit } from '../analysis/network/types.ts';

/** Changes that one scenario holds at most; more is a plan of a city, not a question about a street. */
export const MOST_EDITS = 200;
/** Vertices of a path that somebody draws. */
const MOST_VERTICES = 500;
/** Metres of EPSG:25832 (zone 32 with its neighbours): what lies beyond is no place in Germany. */
const east = z.number().min(100_000).max(1_100_000);
const north = z.number().min(5_200_000).max(6_150_000);

const id = z.string().trim().min(1).max(80);
const at = z.tuple([east, north]);
const kind = z.enum(CROSSINGS).exclude(['none']);

/** One change of the walking network or of the playgrounds; positions in EPSG:25832, metres. */
const edit = z.discriminatedUnion('type', [
  z.strictObject({ id, type: z.literal('crossing'), at, kind }),
  z.strictObject({ id, type: z.literal('path'), line: z.array(at).min(2).max(MOST_VERTICES), stepFree: z.boolean() }),
  z.strictObject({ id, type: z.literal('closure'), at }),
  z.strictObject({ id, type: z.literal('entrance'), at, playground: z.string().min(1).max(300) }),
  z.strictObject({
    ...{ id, type: z.literal('playground'), at, name: z.string().trim().min(1).max(120) },
    areaM2: z.number().min(0).max(1_000_000),
    ages: z.array(z.enum(AGE_GROUPS)).max(AGE_GROUPS.length),
  }),
]) satisfies z.ZodType<Edit>;

/** What a scenario changes. Every change has a name of its own, by which the page finds it again. */
export const networkEdits = z
  .array(edit)
  .max(MOST_EDITS)
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, { message: 'two changes bear the same id' });

/** Characters of a scenario's settings as JSON. */
const MOST_SETTINGS = 20_000;

/** What a saved scenario says; the settings belong to the screen that made them. */
export const networkScenario = z.strictObject({
  name: z.string().trim().min(1).max(120),
  edits: networkEdits,
  settings: z
    .record(z.string().max(80), z.unknown())
    .refine((all) => JSON.stringify(all).length <= MOST_SETTINGS, { message: 'the settings are too long' })
    .default({}),
});
