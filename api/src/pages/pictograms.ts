import { raw } from 'hono/html';
import { ICON_PATHS } from '@quartierblick/gis/symbology/icon-paths.ts';
import type { OfferKind } from '@quartierblick/gis/layers/offers/kinds.ts';

/** Paths in a box of 24 × 24, drawn as strokes like the map's own. */
const KIND_PATHS: Readonly<Record<OfferKind, string>> = {
  'welcome-visit':
    'M4 20V9.5L12 4l8 5.5V20zM12 16.5s-3.2-2-3.2-4.2a1.8 1.8 0 0 1 3.2-1.1 1.8 1.8 0 0 1 3.2 1.1c0 2.2-3.2 4.2-3.2 4.2z',
  'parent-child-group':
    'M8 8.5A2.5 2.5 0 1 0 8 3.5a2.5 2.5 0 0 0 0 5M17 13a2 2 0 1 0 0-4 2 2 0 0 0 0 4M3.5 20v-4A4.5 4.5 0 0 1 12 13.6M13.5 20v-1.5a3.5 3.5 0 0 1 7 0V20',
  language: ICON_PATHS.language,
  kinderstube: 'M12 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2M6 20v-4.5a6 6 0 0 1 12 0V20zM12 13v.1',
  kita: ICON_PATHS.kita,
  school: ICON_PATHS.school,
  counselling: ICON_PATHS.counselling,
  sport: ICON_PATHS.sport,
  'parents-education':
    'M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14C17 4.5 14 5 12 6.5zM12 6.5v14',
  volunteer: ICON_PATHS.family,
  meeting: 'M5 9h11v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zM16 10.5h1.5a2.5 2.5 0 0 1 0 5H16M8 3.5v2.5M12 3.5v2.5',
};

/** The pictogram of a kind of offer; the word for it stands beside it. */
export const pictogram = (kind: OfferKind) =>
  raw(
    `<svg class="pictogram" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${KIND_PATHS[kind]}"/></svg>`,
  );
