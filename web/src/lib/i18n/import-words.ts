import { imports as en } from './en/imports.ts';
import { de } from './imports.ts';

/** Words of the data screen by language; only that screen imports them. */
export const importWords: Record<'de' | 'en', typeof de> = { de, en };
