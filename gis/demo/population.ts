import type { RowOf } from '../layers/define.ts';
import type { populationGrid } from '../layers/population-grid/layer.ts';
import { multiPolygon } from './city/houses.ts';
import type { House } from './city/houses.ts';
import type { GreenArea } from './city/centre.ts';
import { centroid, contains } from './city/plane.ts';
import type { Point, Ring } from './city/plane.ts';
import { projectGrid, unprojectGrid } from './projection.ts';
import { random } from './random.ts';
import type { Random } from './random.ts';
import { UNITS } from './units.ts';
import type { Unit } from './units.ts';

export type CellRow = RowOf<typeof populationGrid.dataset>;

/** Figures of the quarter, 26.09.2017 (Blick nach Dortmund, Jugendamt Dortmund 2019). */
export const QUARTER_TOTALS = { inhabitants: 4017, childrenUnder18: 855, childrenUnder6: 294 } as const;

const SIZE = 100;

export interface Cell {
  id: string;
  ring: Point[];
  middle: Point;
  unit: Unit;
  inQuarter: boolean;
  inhabitants: number | null;
  children: number | null;
  /** Part of the children; held beside the row, because the grid's table keeps children under 18 only. */
  childrenUnder6: number | null;
  settlement: number;
  uncertain: boolean;
}

/**
 * Cells of the 100 m grid (EPSG:3035, ids as in the census) whose middle lies in one of the units. Inside the quarter
 * people are spread by living area so that the totals come out exactly; around it they follow the houses that the demo
 * draws, or where it draws none, the published density and built-up share of the unit.
 */
export function cells(seed: string, houses: readonly House[], green: readonly GreenArea[], quarter: Ring): Cell[] {
  const rng = random(`${seed}/population`);
  const living = livingAreaByCell(houses);
  const all = gridCells(quarter);
  for (const cell of all) if (!cell.inQuarter) settle(cell, living.get(cell.id), green, rng);
  const inside = all.filter((cell) => cell.inQuarter);
  calibrate(inside, living, rng);
  return all;
}

function gridCells(quarter: Ring): Cell[] {
  const corners = UNITS.flatMap((unit) => unit.ring.map(unprojectGrid));
  const range = (axis: 0 | 1): [number, number] => {
    const values = corners.map((corner) => corner[axis]);
    return [Math.floor(Math.min(...values) / SIZE) * SIZE, Math.ceil(Math.max(...values) / SIZE) * SIZE];
  };
  const [west, east] = range(0);
  const [south, north] = range(1);
  const found: Cell[] = [];
  for (let n = south; n < north; n += SIZE) {
    for (let e = west; e < east; e += SIZE) {
      const middle = projectGrid([e + SIZE / 2, n + SIZE / 2]);
      const unit = UNITS.find((candidate) => contains(candidate.ring, middle));
      if (!unit) continue;
      const corner = (dx: number, dy: number): Point => projectGrid([e + dx * SIZE, n + dy * SIZE]);
      found.push({
        id: cellId(e, n),
        ring: [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)],
        middle,
        unit,
        inQuarter: contains(quarter, middle),
        inhabitants: 0,
        children: 0,
        childrenUnder6: 0,
        settlement: 0,
        uncertain: false,
      });
    }
  }
  return found;
}

const cellId = (east: number, north: number): string => `CRS3035RES100mN${north}E${east}`;

function livingAreaByCell(houses: readonly House[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const house of houses) {
    const [e, n] = unprojectGrid(centroid(house.footprint.ring));
    const id = cellId(Math.floor(e / SIZE) * SIZE, Math.floor(n / SIZE) * SIZE);
    sums.set(id, (sums.get(id) ?? 0) + house.livingArea);
  }
  return sums;
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** People of a cell outside the quarter. */
function settle(cell: Cell, livingArea: number | undefined, green: readonly GreenArea[], rng: Random): void {
  const { figures } = cell.unit;
  const inGreen = green.some((ground) => contains(ground.ring, cell.middle));
  const noise = rng.between(0.82, 1.18);
  if (livingArea !== undefined) {
    cell.settlement = hundredths(inGreen ? rng.between(0.3, 0.6) : rng.between(0.86, 1));
    cell.inhabitants = Math.round((livingArea / figures['living-space']) * noise * 0.92);
  } else {
    // Settled ground comes in patches: a slow wave over the plane decides where.
    const [x, y] = cell.middle;
    const wave = 0.5 + 0.27 * Math.sin(x / 310 + y / 530) + 0.23 * Math.sin(y / 260 - x / 790);
    const settled = wave < Math.min(0.85, figures['share-built-up'] / 62);
    cell.settlement = hundredths(settled ? rng.between(0.55, 0.98) : rng.between(0, 0.15));
    cell.inhabitants = settled && !inGreen ? Math.round(figures['density-settlement'] * cell.settlement * noise) : 0;
    if (!settled && rng.chance(0.07)) cell.inhabitants = rng.integer(1, 2);
  }
  const share = (figures['share-under-6'] + figures['share-6-18']) / 100;
  cell.children = Math.round(cell.inhabitants * share * rng.between(0.8, 1.2));
  cell.childrenUnder6 = Math.round((cell.children * figures['share-under-6']) / (share * 100));
  cell.uncertain = cell.inhabitants > 2 && rng.chance(0.03);
  if (rng.chance(0.02)) {
    cell.inhabitants = null;
    cell.children = null;
    cell.childrenUnder6 = null;
  }
}

/** Spreads the quarter's people and children over its cells so that the sums are exact. */
function calibrate(inside: readonly Cell[], living: ReadonlyMap<string, number>, rng: Random): void {
  const people = apportion(
    inside.map((cell) => living.get(cell.id) ?? 0),
    QUARTER_TOTALS.inhabitants,
  );
  const young = apportion(
    people.map((n) => n * rng.between(0.8, 1.2)),
    QUARTER_TOTALS.childrenUnder18,
  );
  const youngest = apportion(
    young.map((n) => n * rng.between(0.9, 1.1)),
    QUARTER_TOTALS.childrenUnder6,
  );
  inside.forEach((cell, i) => {
    cell.inhabitants = people[i] ?? 0;
    cell.children = young[i] ?? 0;
    cell.childrenUnder6 = youngest[i] ?? 0;
    cell.settlement = hundredths(rng.between(0.9, 1));
    cell.uncertain = rng.chance(0.05);
  });
}

/** Whole numbers in proportion to the weights that add up to the total (largest remainders, Hare–Niemeyer). */
export function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const whole = exact.map(Math.floor);
  const rest = total - whole.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, part: value - Math.floor(value) }))
    .sort((a, b) => b.part - a.part || a.i - b.i);
  const lucky = new Set(order.slice(0, rest).map(({ i }) => i));
  return whole.map((value, i) => (lucky.has(i) ? value + 1 : value));
}

/** Rows as stored; a census year stands there because ids and reference day are those of the Zensus 2022. */
export function cellRows(all: readonly Cell[]): CellRow[] {
  return all.map((cell) => ({
    // The key that a file of the Zensus 2022 gives the cell, so that real values take the place of invented ones.
    key: `${cell.id}-2022`,
    cell: cell.id,
    census_year: 2022,
    inhabitants_raw: cell.inhabitants,
    children_raw: cell.children,
    total_area_ha: 1,
    settlement_area_ha: cell.settlement,
    state_raw: cell.inhabitants === null ? 'not-available' : cell.uncertain ? 'uncertain' : 'value',
    geometry: multiPolygon(cell.ring),
  }));
}

/** Inhabitants and children by unit code; cells without a value are left out. */
export function countsByUnit(all: readonly Cell[]): Map<string, { inhabitants: number; children: number }> {
  const counts = new Map<string, { inhabitants: number; children: number }>();
  for (const cell of all) {
    const count = counts.get(cell.unit.code) ?? { inhabitants: 0, children: 0 };
    count.inhabitants += cell.inhabitants ?? 0;
    count.children += cell.children ?? 0;
    counts.set(cell.unit.code, count);
  }
  return counts;
}
