import { INDICATORS } from '@quartierblick/gis/layers/statistical-units/indicators.ts';
import type { ValueState } from '@quartierblick/gis/symbology/symbology.ts';

/** Indicators that count people, not divided by anything. */
const PLAIN_COUNTS = new Set(INDICATORS.filter(({ denominator }) => denominator.de === '').map(({ id }) => id));

/**
 * Smallest count of people that may leave the database; smaller ones could describe a person
 * (rule of three, Statistische Ämter des Bundes und der Länder). Zero is a value.
 */
const K = 3;

export interface Figure {
  value: number | null;
  state: ValueState;
}

/**
 * A figure as it may leave the database: no number under k, none beside a state that says there is none,
 * and no state that promises a number where there is none.
 */
export function publishable(indicator: string, value: number | null, state: string | null): Figure {
  if (state === 'suppressed') return { value: null, state };
  if (value === null || !Number.isFinite(value) || (state !== 'value' && state !== 'uncertain')) {
    return { value: null, state: 'not-available' };
  }
  if (PLAIN_COUNTS.has(indicator) && value > 0 && value < K) return { value: null, state: 'suppressed' };
  return { value, state };
}
