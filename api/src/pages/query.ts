import { z } from '@hono/zod-openapi';

/** A parameter that may be given several times, as forms send it: none, one or many. @param most that are taken */
export const several = <T extends z.ZodType>(one: T, most: number) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(one).max(most));
