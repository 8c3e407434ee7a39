import { de as features } from './features.ts';
import { de as layers } from './layers.ts';
import { de as map } from './map.ts';
import { de as shell } from './shell.ts';

/** German is the shape; every other language must satisfy it. */
export const de = { shell, map, layers, features };
export type Dictionary = typeof de;
