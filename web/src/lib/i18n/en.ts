import type { Dictionary } from './de.ts';
import { en as map } from './map.ts';
import { en as shell } from './shell.ts';

export const en: Dictionary = { shell, map };
