import type { RowOf } from '../layers/define.ts';
import type { properties, propertyHistory } from '../layers/properties/layer.ts';
import type { House } from './city/houses.ts';
import { area, centroid, contains, distance } from './city/plane.ts';
import { QUARTER } from './quarter.ts';
import { BUILDING_ORDER, COURSES, endOf, OWNERLESS } from './property-cases.ts';
import type { Course } from './property-cases.ts';
import { random } from './random.ts';
import type { Random } from './random.ts';
import { DEMO_AS_OF, DEMO_SOURCE } from './source.ts';

export type PropertyRow = RowOf<typeof properties.dataset>;
export type HistoryRow = RowOf<typeof propertyHistory>;

/** Cases keep this far from each other, so that no block is nothing but cases, metres. */
const APART = 17;
const DAY = 86_400_000;
const FIRST = Date.UTC(2019, 1, 4);
const LAST = Date.parse(DEMO_AS_OF);

/** The invented register: cases on houses of the demo and how each came to where it stands. */
export function register(seed: string, houses: readonly House[]): { rows: PropertyRow[]; history: HistoryRow[] } {
  const rng = random(`${seed}/properties`);
  const courses = shuffled(
    [...COURSES, OWNERLESS, BUILDING_ORDER].flatMap((course) => Array<Course>(course.count).fill(course)),
    rng,
  );
  const chosen = choose(houses, courses.length, rng);
  const cases = courses.map((course, i) => caseOf(course, chosen[i], i + 1, rng)).filter((found) => found !== null);
  return { rows: cases.map((found) => found.row), history: cases.flatMap((found) => found.history) };
}

/** Mostly old front houses of the quarter, some close around it. */
function choose(houses: readonly House[], count: number, rng: Random): House[] {
  const middle = centroid(QUARTER);
  const candidates = houses.filter(({ footprint, row }) => {
    const [place] = footprint.ring;
    if (!place || (footprint.form !== 'front' && footprint.form !== 'corner') || (row.year_built ?? 0) > 1965)
      return false;
    return row.use !== 'public' && distance(place, middle) < 520;
  });
  const inQuarter = (house: House): boolean => contains(QUARTER, centroid(house.footprint.ring));
  const taken: House[] = [];
  for (const house of shuffled(candidates, rng)) {
    if (taken.length === count) break;
    const enoughOutside = taken.filter((other) => !inQuarter(other)).length >= count * 0.35;
    if (!inQuarter(house) && enoughOutside) continue;
    const at = centroid(house.footprint.ring);
    if (taken.every((other) => distance(centroid(other.footprint.ring), at) > APART)) taken.push(house);
  }
  return taken;
}

function shuffled<T>(items: readonly T[], rng: Random): T[] {
  return items
    .map((item) => ({ item, order: rng.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

function caseOf(
  course: Course,
  house: House | undefined,
  number: number,
  rng: Random,
): { row: PropertyRow; history: HistoryRow[] } | null {
  if (!house) return null;
  const key = `demo-case-${number}`;
  const dates = timeline(course, rng);
  const history = course.steps.map(([axis, value, reason], i): HistoryRow => ({
    key: `${key}/${i + 1}`,
    property_key: key,
    axis,
    value,
    valid_from: dates[i] ?? DEMO_AS_OF,
    source: DEMO_SOURCE.name,
    author: rng.pick(['Team Problemimmobilien', 'Wohnungsaufsicht', 'Quartiersmanagement']),
    reason,
  }));
  const next = course.next ? rng.pick(course.next) : null;
  const { row: building } = house;
  const row: PropertyRow = {
    key,
    case_number: `0052-${String(number).padStart(3, '0')}`,
    address: building.address,
    // "Demo" instead of a Gemarkung: an invented parcel must not be somebody's.
    parcel: `Demo, Flur ${rng.integer(1, 9)}, Flurstück ${rng.integer(100, 980)}`,
    ...endOf(course.steps),
    priority: course.high ? 'high' : 'low-to-medium',
    ...judgementOf(endOf(course.steps), number),
    dwellings: building.dwellings,
    floors: building.floors,
    year_built: building.year_built,
    plot_m2: Math.round(area(house.footprint.ring) * rng.between(1.5, 2.3)),
    ...furtherFacts({ ...building, footprint: area(house.footprint.ring) }, endOf(course.steps).occupancy, dates, rng),
    office: 'Amt für Stadterneuerung (Demo)',
    next_step: next,
    next_step_due: next ? iso(LAST + rng.integer(-12, 170) * DAY) : null,
    recorded_on: dates[0] ?? DEMO_AS_OF,
    geometry: building.geometry,
  };
  return { row, history };
}

/** Traffic light and effort as people estimate them; of some cases nobody has yet. */
function judgementOf(
  { condition, availability, owner_state: owner }: ReturnType<typeof endOf>,
  number: number,
): Pick<PropertyRow, 'pressure' | 'ability_to_act' | 'staff_hours'> {
  const staff_hours = number % 5 === 0 ? null : 80 + ((number * 37) % 12) * 20;
  if (number % 7 === 0) return { pressure: null, ability_to_act: null, staff_hours };
  const pressure =
    condition === '5' || (condition === '4' && number % 2 === 0)
      ? 'red'
      : condition === '4' || condition === '3'
        ? 'yellow'
        : 'green';
  const free = availability === 'acquired' || availability === 'for-sale' || availability === 'negotiating';
  const ability = free ? 'green' : availability === 'not-for-sale' || owner === 'unknown' ? 'red' : 'yellow';
  return { pressure, ability_to_act: ability, staff_hours };
}

/** Dwellings, people and assessment, in keeping with how the house is lived in. */
function furtherFacts(
  { dwellings, floors, footprint }: { dwellings: number | null; floors: number | null; footprint: number },
  occupancy: PropertyRow['occupancy'],
  dates: readonly string[],
  rng: Random,
) {
  const homes = Math.max(1, dwellings ?? 6);
  const share = occupancy === 'vacant' ? 1 : occupancy === 'partly-vacant' ? rng.between(0.2, 0.7) : 0;
  const vacant = Math.round((dwellings ?? 6) * share);
  const area = Math.round(footprint * (floors ?? 3) * 0.75);
  // Overcrowded: below the 10 m² a person that § 10 WohnStG NRW asks for.
  const metres = occupancy === 'overcrowded' ? rng.between(7, 9.5) : rng.between(22, 34);
  const listed = rng.chance(0.08);
  return {
    listed,
    formal_area: false,
    vacant_dwellings: vacant,
    vacant_since: vacant > 0 ? (dates[0] ?? null) : null,
    residents: Math.round((area * Math.max(0, homes - vacant)) / homes / metres),
    living_area_m2: area,
    assessed_on: dates.at(-1) ?? null,
    assessed_by: 'Team Problemimmobilien (Demo)',
    legal_basis: null,
  };
}

const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Dates of the steps: findings of the first visit on one day, then with months between; a finished case takes about six years. */
function timeline(course: Course, rng: Random): string[] {
  const done = course.steps.some(([axis, value]) => axis === 'works' && value === 'completed');
  const years = done ? rng.between(5.3, 6.8) : Math.min(5.5, 0.4 + course.steps.length * rng.between(0.4, 0.65));
  const end = LAST - rng.integer(20, done ? 300 : 220) * DAY;
  const start = Math.max(FIRST, end - years * 365 * DAY);
  const firstVisit = course.steps.findIndex(([axis]) => axis !== 'condition' && axis !== 'occupancy');
  const later = Math.max(1, course.steps.length - Math.max(1, firstVisit));
  return course.steps.map((_, i) => {
    const share = firstVisit >= 0 && i < firstVisit ? 0 : (i - Math.max(1, firstVisit) + 1) / later;
    const wobble = share > 0 && share < 1 ? rng.between(-0.25, 0.25) / later : 0;
    return iso(start + (end - start) * Math.min(1, share + wobble));
  });
}
