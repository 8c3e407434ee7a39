import type { Text } from '../fields.ts';

/** Named sets of thresholds; what they are stands in `gis/analysis/safety/presets.ts`. */
export const PRESET_TITLES = {
  nw: { de: 'Nordrhein-Westfalen (innerorts)', en: 'North Rhine-Westphalia (built-up areas)' },
  'm-uko': { de: 'nach Art des M Uko', en: 'in the manner of the M Uko' },
  he: { de: 'Hessen', en: 'Hesse' },
  own: { de: 'eigene Schwellen', en: 'own thresholds' },
} as const satisfies Record<string, Text>;

/** Criteria by the length of the view and what is counted; how many it takes differs by preset. */
export const CRITERION_TITLES = {
  '3y-severe': {
    de: '3 Jahre, mit Getöteten oder Schwerverletzten',
    en: '3 years, people killed or severely injured',
  },
  '3y-injury': { de: '3 Jahre, mit Personenschaden', en: '3 years, with injury' },
  '1y-same': { de: '1 Jahr, gleichartig, mit Personenschaden', en: '1 year, alike, with injury' },
} as const satisfies Record<string, Text>;

export const PLACE_TITLES = {
  junction: { de: 'Knoten', en: 'junction' },
  section: { de: 'Strecke', en: 'mid-block' },
} as const satisfies Record<string, Text>;
