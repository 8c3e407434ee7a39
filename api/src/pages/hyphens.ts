import { codeOf } from './languages.ts';
import type { PageLanguage } from './languages.ts';

/** Words with fewer letters stay whole. */
const SHORTEST = 14;

type Hyphenate = (text: string, options?: { minWordLength?: number }) => string;

/** Patterns by language, read when first needed; Arabic is not hyphenated. */
const PATTERNS: Readonly<Record<string, () => Promise<{ default: { hyphenateSync: Hyphenate } }>>> = {
  de: () => import('hyphen/de/index.js'),
  en: () => import('hyphen/en-gb/index.js'),
  tr: () => import('hyphen/tr/index.js'),
  bg: () => import('hyphen/bg/index.js'),
  ro: () => import('hyphen/ro/index.js'),
  pl: () => import('hyphen/pl/index.js'),
  uk: () => import('hyphen/uk/index.js'),
};

/** Puts soft hyphens into long words of a text in a language. @param code ISO 639 @param shortest letters that a word needs for it */
export type Hyphens = (text: string, code: string, shortest?: number) => string;

/**
 * Hyphenation by the server, because browsers have patterns for few languages, and Chromium on Linux for none. German is always
 * among them: names of places and offers without a translation are German.
 */
export async function hyphensFor(languages: readonly PageLanguage[]): Promise<Hyphens> {
  const codes = [...new Set(['de', ...languages.map(codeOf)])];
  const known = new Map<string, Hyphenate>();
  for (const code of codes) {
    const patterns = await PATTERNS[code]?.();
    if (patterns) known.set(code, patterns.default.hyphenateSync);
  }
  return (text, code, shortest = SHORTEST) => known.get(code)?.(text, { minWordLength: shortest }) ?? text;
}
