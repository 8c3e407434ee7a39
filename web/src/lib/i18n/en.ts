import type { Dictionary } from './de.ts';
import { en as features } from './features.ts';
import { en as imports } from './imports.ts';
import { en as layers } from './layers.ts';
import { en as map } from './map.ts';
import { en as shell } from './shell.ts';

export const en: Dictionary = { shell, map, layers, features, imports };
