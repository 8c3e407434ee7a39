import { PROFILES } from '../network/profiles.ts';
import type { Profile } from '../network/profiles.ts';
import type { AgeGroup } from '../network/types.ts';

/** How coverage is reckoned. Every member can be changed by the reader. */
export interface CoverageSettings {
  /** How each age group walks. */
  profiles: Readonly<Record<AgeGroup, Profile>>;
  /** Metres on foot within which a playground lies near enough. */
  reachM: Readonly<Record<AgeGroup, number>>;
  /** Metres as the crow flies that stand in for them in the comparison. */
  straightM: Readonly<Record<AgeGroup, number>>;
  /** Square metres of play area a child. Cities have set 0.75, 1.5 (Herford) and 2.25 (Lünen): domain facts, section 3. */
  targetM2: number;
  /** Share of an open school yard that counts as play area. */
  schoolYardShare: number;
}

/**
 * The start. Reach: DIN 18034-1:2020-10, 200 m (6 min) for children under 6, 400 m (10 min) from 6 to under 12, 1,000 m (15 min) from
 * 12 on. As the crow flies these are usually taken as 175, 350 and 750 m. School yards count for 30 % (Herrenberg). Under 6 with an
 * adult, later alone.
 */
export const COVERAGE_DEFAULTS: CoverageSettings = {
  profiles: {
    'under-6': PROFILES['child-with-adult'],
    '6-12': PROFILES['child-alone'],
    '12-plus': { ...PROFILES['child-alone'], speed: PROFILES.adult.speed },
  },
  reachM: { 'under-6': 200, '6-12': 400, '12-plus': 1000 },
  straightM: { 'under-6': 175, '6-12': 350, '12-plus': 750 },
  targetM2: 1.5,
  schoolYardShare: 0.3,
};
