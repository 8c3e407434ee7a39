import type { Criterion, RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { RankedCase, RankingData } from '@quartierblick/gis/ranking/data.ts';
import { seededRandom } from '@quartierblick/gis/analysis/ranking/random.ts';

/** What of a ranking's data the mathematics reads. */
type Quarter = Pick<RankingData, 'criteria' | 'cases' | 'values'>;

/** Every so many-th criterion is of grades, and this share of the values is missing, as in a register that people keep. */
const GRADED = 3;
const MISSING = 0.1;
const GRADES = ['1', '2', '3', '4', '5'];

const none = { de: '', en: '' };

function criterion(id: string, graded: boolean): Criterion {
  return {
    id,
    title: none,
    question: none,
    source: none,
    direction: 'more',
    unit: graded ? null : 'm',
    startWeight: 1,
    value: graded
      ? { kind: 'ordinal', grades: GRADES.map((code, at) => ({ code, label: none, utility: at / 4 })) }
      : {
          kind: 'metric',
          points: [
            [0, 0],
            [60, 0.8],
            [100, 1],
          ],
        },
  };
}

/** Invented cases with values, the same ones on every run. */
export function inventQuarter(cases: number, criteria: number): Quarter {
  const random = seededRandom(20_261_123);
  const valueOf = (graded: boolean): RawValue => {
    if (random() < MISSING) return null;
    return graded ? (GRADES[Math.floor(random() * GRADES.length)] ?? null) : random() * 100;
  };
  const all = Array.from({ length: criteria }, (_, j) => criterion(`criterion-${j}`, j % GRADED === 0));
  return {
    criteria: all,
    cases: Array.from({ length: cases }, (_, i): RankedCase => ({
      key: `case-${i}`,
      id: i,
      address: null,
      case_number: null,
      class: 'unknown',
      mark: null,
      center: [7.46, 51.53],
      pressure: null,
      ability_to_act: null,
      open: true,
      dwellings: null,
      cost_eur: null,
      staff_hours: null,
      demo: true,
    })),
    values: Object.fromEntries(
      all.map(({ id, value }) => [id, Array.from({ length: cases }, () => valueOf(value.kind === 'ordinal'))]),
    ),
  };
}
