import { PRESETS } from './presets.ts';
import type { Criterion, HotspotPreset } from './presets.ts';

/** Thresholds that somebody states: lengths in metres, numbers of accidents; 0 leaves a criterion out. */
export interface OwnThresholds {
  sectionM: number;
  junctionM: number;
  /** Accidents of the same type in one year. */
  sameType: number;
  /** Accidents with injury in three years. */
  injury: number;
  /** Accidents with people killed or severely injured in three years. */
  severe: number;
}

/** Least and most of each. One accident is no accumulation. */
export const OWN_LIMITS = {
  sectionM: [20, 1000],
  junctionM: [5, 100],
  sameType: [2, 100],
  injury: [2, 100],
  severe: [2, 100],
} as const satisfies Record<keyof OwnThresholds, readonly [least: number, most: number]>;

/** Where own thresholds begin: those of a preset. */
export function thresholdsOf({ sectionM, junctionM, criteria }: HotspotPreset = PRESETS.nw): OwnThresholds {
  const least = (id: Criterion['id']) => criteria.find((one) => one.id === id)?.least ?? 0;
  return {
    sectionM,
    junctionM,
    sameType: least('1y-same'),
    injury: least('3y-injury'),
    severe: least('3y-severe'),
  };
}

/** Own thresholds as a preset; null where every criterion is left out, as then nothing could be met. */
export function ownPreset({ sectionM, junctionM, sameType, injury, severe }: OwnThresholds): HotspotPreset | null {
  const all: readonly Criterion[] = [
    { id: '1y-same', years: 1, least: sameType, counted: 'injury', same: 'type' },
    { id: '3y-injury', years: 3, least: injury, counted: 'injury', same: null },
    { id: '3y-severe', years: 3, least: severe, counted: 'severe', same: null },
  ];
  const criteria = all.filter(({ least }) => least > 0);
  return criteria.length > 0 ? { id: 'own', sectionM, junctionM, criteria } : null;
}

const FIELDS = Object.keys(OWN_LIMITS) as (keyof OwnThresholds)[];

/** Own thresholds as a link carries them, e.g. `own-200-25-3-5-3`. */
export const ownText = (own: OwnThresholds): string => ['own', ...FIELDS.map((field) => own[field])].join('-');

/** Reads {@link ownText}; undefined where it is none or a number is out of its limits. */
export function parseOwn(text: string): OwnThresholds | undefined {
  const [word, ...numbers] = text.split('-');
  if (word !== 'own' || numbers.length !== FIELDS.length) return undefined;
  const own: Partial<OwnThresholds> = {};
  for (const [i, field] of FIELDS.entries()) {
    const value = /^\d{1,4}$/.test(numbers[i] ?? '') ? Number(numbers[i]) : NaN;
    const [least, most] = OWN_LIMITS[field];
    const off = value === 0 && field !== 'sectionM' && field !== 'junctionM';
    if (!off && !(value >= least && value <= most)) return undefined;
    own[field] = value;
  }
  return own as OwnThresholds;
}
