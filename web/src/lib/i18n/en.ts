import type { Dictionary } from './de.ts';
import { features } from './en/features.ts';
import { layers } from './en/layers.ts';
import { map } from './en/map.ts';
import { shell } from './en/shell.ts';

/** Fetched when English is chosen (`lib/app/language.svelte.ts`): nothing that is loaded first may import it. */
export const en: Dictionary = { shell, map, layers, features };
