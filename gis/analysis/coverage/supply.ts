import { AGE_GROUPS } from '../network/types.ts';
import type { Catchments } from './catchments.ts';
import type { Ground, Playground } from './ground.ts';
import type { CoverageSettings } from './settings.ts';

/** Play area that is there against what children need. m². */
export interface AreaBalance {
  /** What children need by the target. */
  neededM2: number;
  /** What they have: each playground shared among the children who reach it. */
  hasM2: number;
  /** What is missing where children have less than the target; what others have above it makes up for nothing. */
  missingM2: number;
}

export interface Supply {
  all: AreaBalance;
  /** By statistical unit, in the order of `demand.units`; then what lies outside of all. */
  units: readonly AreaBalance[];
  /** m² that are missing, by piece of street. */
  missing: Float64Array;
  /** Playgrounds whose area nobody recorded: they give nothing here, so that what is missing is an upper bound. */
  areaUnknown: number;
}

/** m² of a playground that count, null where nobody recorded them; an open school yard counts for a share (Herrenberg: 30 %). */
export function countedArea({ areaM2, kind }: Playground, { schoolYardShare }: CoverageSettings): number | null {
  return areaM2 === null ? null : areaM2 * (kind === 'school-yard' ? schoolYardShare : 1);
}

const NOTHING: AreaBalance = { neededM2: 0, hasM2: 0, missingM2: 0 };
const plus = (a: AreaBalance, b: AreaBalance): AreaBalance => ({
  neededM2: a.neededM2 + b.neededM2,
  hasM2: a.hasM2 + b.hasM2,
  missingM2: a.missingM2 + b.missingM2,
});

/**
 * Deficit in play area where children live (two-step floating catchment area: Luo & Wang 2003, Environment and Planning B 30).
 * First the area of a playground is divided by all children who reach it on foot, then each child has the sum over the playgrounds
 * that it reaches. Unlike area by unit it knows no border: a playground across the street counts for those who get there.
 */
export function supplyOf(ground: Ground, settings: CoverageSettings, catchments: Catchments): Supply {
  const { playgrounds, demand } = ground;
  const { expected } = demand;
  const pieces = demand.x.length;
  /** m² a child, by age group and piece. */
  const has = AGE_GROUPS.map(() => new Float64Array(pieces));
  let areaUnknown = 0;
  playgrounds.forEach((playground, p) => {
    const area = countedArea(playground, settings);
    if (area === null) {
      areaUnknown++;
      return;
    }
    let children = 0;
    AGE_GROUPS.forEach((group, g) => {
      for (const i of catchments[group][p] ?? []) children += expected[g]?.[i] ?? 0;
    });
    if (children === 0) return;
    AGE_GROUPS.forEach((group, g) => {
      const own = has[g];
      for (const i of catchments[group][p] ?? []) if (own) own[i] = (own[i] ?? 0) + area / children;
    });
  });

  const missing = new Float64Array(pieces);
  const units = Array.from({ length: demand.units.length + 1 }, () => NOTHING);
  for (let i = 0; i < pieces; i++) {
    let here = NOTHING;
    AGE_GROUPS.forEach((_, g) => {
      const children = expected[g]?.[i] ?? 0;
      const each = has[g]?.[i] ?? 0;
      const missingM2 = children * Math.max(0, settings.targetM2 - each);
      here = plus(here, { neededM2: children * settings.targetM2, hasM2: children * each, missingM2 });
    });
    missing[i] = here.missingM2;
    const unit = demand.unit[i] ?? -1;
    const at = unit < 0 ? demand.units.length : unit;
    units[at] = plus(units[at] ?? NOTHING, here);
  }
  return { all: units.reduce(plus, NOTHING), units, missing, areaUnknown };
}
