import { OFFER_REGISTER } from '@quartierblick/gis/register/offers/register.ts';
import { OFFER_IMPORT_WORDS } from '#lib/i18n/offer-import.ts';
import type { RegisterKind } from '#lib/register/screen.svelte.ts';

/** The register of offers as files are read into it. */
export const OFFER_IMPORT: RegisterKind = {
  targets: OFFER_REGISTER,
  paths: {
    base: '/offer-register',
    file: (format, language) => `/offer-register/export?format=${format}&lang=${language}`,
  },
  words: OFFER_IMPORT_WORDS,
  home: 'offers',
};
