import type { PageLanguage } from '../languages.ts';
import { ar } from './ar.ts';
import { bg } from './bg.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { leicht } from './leicht.ts';
import { pl } from './pl.ts';
import { ro } from './ro.ts';
import { tr } from './tr.ts';
import type { PageWords } from './type.ts';
import { uk } from './uk.ts';

/** Words of the pages for families, by language. */
export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = { de, leicht, en, tr, ar, bg, ro, pl, uk };
