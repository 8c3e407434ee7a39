import { CASE_REGISTER } from '@quartierblick/gis/register/cases.ts';
import { CASE_IMPORT_WORDS } from '#lib/i18n/case-import.ts';
import type { RegisterKind } from '#lib/register/screen.svelte.ts';

/** The register of problem properties as files are read into it. */
export const CASE_IMPORT: RegisterKind = {
  targets: CASE_REGISTER,
  paths: { base: '/register', file: (format) => `/register.${format}` },
  words: CASE_IMPORT_WORDS,
  home: 'properties',
};
