import { de as map } from './map.ts';
import { de as shell } from './shell.ts';

/** German is the shape; every other language must satisfy it. */
export const de = { shell, map };
export type Dictionary = typeof de;
