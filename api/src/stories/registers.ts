import type { SlideSource } from '@quartierblick/gis/stories/rendition.ts';

/** Where what is no layer comes from: the dashboard's own registers. */
const own = (from: string, de: string, en: string): SlideSource => ({
  from,
  title: { de, en },
  attribution: 'Quartierblick',
  licence: '',
  licenceUrl: null,
  url: null,
  asOf: null,
  demo: false,
  imports: [],
});

export const MEASURES_SOURCE = own('measures', 'Maßnahmenliste', 'List of measures');
export const WALKS_SOURCE = own('walks', 'Gänge durchs Quartier', 'Walks through the quarter');
