import { createRequire } from 'node:module';
import { codeOf } from './languages.ts';
import type { PageLanguage } from './languages.ts';

/** Words with fewer letters stay whole. */
const SHORTEST = 14;

type Hyphenate = (text: string, options?: { minWordLength?: number }) => string;

// The library brings neither types nor ES modules.
const require = createRequire(import.meta.url);
type Patterns = { hyphenateSync: Hyphenate };

/** Patterns by language, read when first needed; Arabic is not hyphenated. */
const PATTERNS: Readonly<Record<string, () => Patterns>> = {
  de: () => require('hyphen/de') as Patterns,
  en: () => require('hyphen/en-gb') as Patterns,
  tr: () => require('hyphen/tr') as Patterns,
  bg: () => require('hyphen/bg') as Patterns,
  ro: () => require('hyphen/ro') as Patterns,
  pl: () => require('hyphen/pl') as Patterns,
  uk: () => require('hyphen/uk') as Patterns,
};

/** Puts soft hyphens into long words of a text in a language. @param code ISO 639 @param shortest letters that a word needs for it */
export type Hyphens = (text: string, code: string, shortest?: number) => string;

/**
 * Hyphenation by the server, because browsers have patterns for few languages, and Chromium on Linux for none. German is always
 * among them: names of places and offers without a translation are German.
 */
export function hyphensFor(languages: readonly PageLanguage[]): Hyphens {
  const codes = [...new Set(['de', ...languages.map(codeOf)])];
  const known = new Map<string, Hyphenate>();
  for (const code of codes) {
    const patterns = PATTERNS[code]?.();
    if (patterns) known.set(code, patterns.hyphenateSync);
  }
  return (text, code, shortest = SHORTEST) => known.get(code)?.(text, { minWordLength: shortest }) ?? text;
}
