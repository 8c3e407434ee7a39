import { AGE_GROUPS } from '../network/types.ts';
import type { Demand } from '../network/types.ts';

/** Zones (cells, or the unit itself) that a statistical unit has, and those of them whose number of children is known. */
export interface ZonesOfUnit {
  all: number;
  known: number;
}

/** Children of every statistical unit in a year, by age group as in `AGE_GROUPS`; null where that year has no figure. */
export interface UnitYear {
  year: number;
  children: readonly (readonly number[] | null)[];
}

/** Children of each unit as they stand in a demand, by age group. */
function standing({ unit, units, expected }: Demand): number[][] {
  const sums = units.map(() => AGE_GROUPS.map(() => 0));
  unit.forEach((u, piece) => {
    const own = sums[u];
    if (own) AGE_GROUPS.forEach((_, g) => (own[g] = (own[g] ?? 0) + (expected[g]?.[piece] ?? 0)));
  });
  return sums;
}

/**
 * A demand that comes from statistical units, with the children of another year: each unit's children stay where they live and
 * become as many as its figures say. Bounds are scaled alike.
 * @returns the demand, and by unit whether the year is known there; units without it have no children, which is not zero of them
 */
export function inYear(demand: Demand, { children }: Pick<UnitYear, 'children'>): { demand: Demand; known: boolean[] } {
  const now = standing(demand);
  const factor = (u: number, g: number): number => {
    const [then = 0, base = 0] = [children[u]?.[g], now[u]?.[g]];
    return base > 0 ? then / base : 0;
  };
  // Where the newest year has nobody there is no place to put the children of another.
  const known = now.map((base, u) => {
    const then = children[u];
    return !!then && then.every((n, g) => n === 0 || (base[g] ?? 0) > 0);
  });
  const factors = now.map((_, u) => AGE_GROUPS.map((__, g) => (known[u] ? factor(u, g) : 0)));
  const scaled = (rows: Demand['expected']) =>
    rows.map((row, g) => row.map((n, piece) => n * (factors[demand.unit[piece] ?? -1]?.[g] ?? 0)));
  const { expected, least, most } = demand;
  return {
    demand: { ...demand, expected: scaled(expected), least: scaled(least), most: scaled(most) },
    known,
  };
}
