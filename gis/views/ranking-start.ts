import type { RankingData } from '../ranking/data.ts';
import type { RankingSettings } from '../ranking/settings.ts';
import { readSettings, USUAL } from './ranking.ts';

/** The settings in an address, else those with which the ranking begins. */
export function settingsOf(search: URLSearchParams, { criteria }: Pick<RankingData, 'criteria'>): RankingSettings {
  const said = readSettings(search);
  if (said !== null && said !== 'broken') return said;
  const sum = criteria.reduce((all, { startWeight }) => all + startWeight, 0) || 1;
  return {
    weights: Object.fromEntries(criteria.map(({ id, startWeight }) => [id, startWeight / sum])),
    weighing: { method: 'sliders' },
    scope: 'open',
    robustness: USUAL,
    budget: null,
  };
}
