import type { Text } from '../../layers/fields.ts';
import type { Access, Demand, Point, WalkGraph } from '../network/types.ts';
import { byAge } from './ages.ts';
import type { AgeShares, Count } from './ages.ts';
import { areaFinder } from './areas.ts';
import type { Surface } from './areas.ts';
import { childrenOf, COUNTS } from './children.ts';
import type { CountParameters, PublishedCell } from './children.ts';
import { spreadOverHomes } from './dasymetric.ts';
import type { Home, Spread } from './dasymetric.ts';
import { gatherChildren } from './demand.ts';
import { demandNotes } from './demand-notes.ts';
import type { UnitYear, ZonesOfUnit } from './other-year.ts';
import { streetPieces } from './street-pieces.ts';
import type { Pieces } from './street-pieces.ts';

/** A cell of the population grid, as published, with its place in EPSG:25832. */
export interface Cell extends PublishedCell {
  inside: Point;
  surface: Surface;
}

/** How many people a statistical unit has; shares are fractions of its inhabitants. */
export interface UnitFigures {
  /** People; from a density times the area where no number is published. */
  inhabitants: number | null;
  shares: AgeShares | null;
}

/** A statistical unit with its newest figures. */
export interface Unit extends UnitFigures {
  key: string;
  name: string | null;
  inside: Point;
  surface: Surface;
}

/** What demand is modelled from: one census, units with their newest figures, and where people can live. */
export interface PopulationData {
  censusYear: number | null;
  cells: readonly Cell[];
  units: readonly Unit[];
  /** Figures of the units of every year that has some, newest last; by unit as in `units`. */
  years: readonly { year: number; figures: readonly UnitFigures[] }[];
  /** Years of the figures of the units, each once. */
  peopleYears: readonly number[];
  shareYears: readonly number[];
  /** Units whose inhabitants come from a density times the area. */
  fromDensity: number;
  homes: readonly Home[];
}

/** The network as far as homes meet it; null where there is none. */
export interface Streets {
  graph: WalkGraph;
  snap(at: Point): Access | null;
}

/** Homes put at their streets; the costly part, which no count changes. */
export interface Settlement {
  zones: 'grid' | 'units';
  spread: Spread;
  pieces: Pieces;
  /** Unit of each cell by its inner point, -1 outside of all; of units, themselves. */
  unitOfZone: Int32Array;
}

const NO_PIECES = (homes: number): Pieces => ({
  ...{ x: [], y: [], area: [], lonely: 0 },
  pieceOf: new Int32Array(homes).fill(-1),
});

/** Finds the zone, the share and the piece of street of every home. */
export function settleHomes(data: PopulationData, zones: 'grid' | 'units', streets: Streets | null): Settlement {
  const areas: readonly (Cell | Unit)[] = zones === 'grid' ? data.cells : data.units;
  const unitAt = areaFinder(data.units.map(({ surface }) => surface));
  const zoneOf = zones === 'grid' ? areaFinder(areas.map(({ surface }) => surface)) : unitAt;
  const spread = spreadOverHomes(data.homes, areas.length, zoneOf);
  const unitOfZone =
    zones === 'grid'
      ? Int32Array.from(areas, ({ inside }) => unitAt(inside))
      : Int32Array.from(areas, (_, unit) => unit);
  // Homes on which nobody is put would make pieces look as if they held enough of them.
  const settled = data.homes.flatMap((home, i) => ((spread.zone[i] ?? -1) >= 0 ? [i] : []));
  const pieces = NO_PIECES(data.homes.length);
  if (!streets) return { zones, spread, pieces, unitOfZone };
  const placed = settled.map((i) => {
    const home = data.homes[i] as Home;
    return { at: home.at, weight: spread.share[i] ?? 0, area: unitAt(home.at) };
  });
  const found = streetPieces(streets.graph, placed, streets.snap);
  for (const [n, i] of settled.entries()) pieces.pieceOf[i] = found.pieceOf[n] ?? -1;
  return { zones, spread, pieces: { ...found, pieceOf: pieces.pieceOf }, unitOfZone };
}

type Tally = Record<'published' | 'suppressed' | 'estimated' | 'unknown' | 'withoutShares', number>;

/** Children of a statistical unit by age group; null where its figures do not tell. */
function childrenOfUnit({ inhabitants, shares }: UnitFigures): Count[] | null {
  if (inhabitants === null || !shares) return null;
  const n = inhabitants * (shares.under6 + shares.from6To18);
  return byAge({ least: n, expected: n, most: n }, shares);
}

function childrenByZone(data: PopulationData, settlement: Settlement, parameters: CountParameters) {
  const tally: Tally = { published: 0, suppressed: 0, estimated: 0, unknown: 0, withoutShares: 0 };
  const ofUnit = (unit: Unit): Count[] | null => {
    const children = childrenOfUnit(unit);
    if (!children) tally.unknown += 1;
    return children;
  };
  const ofCell = (cell: Cell, unit: number): Count[] | null => {
    const shares = data.units[unit]?.shares ?? null;
    const { count, origin } = childrenOf(cell, shares, parameters);
    tally[origin] += 1;
    if (!count) return null;
    if (!shares && count.most > 0) tally.withoutShares += 1;
    return byAge(count, shares);
  };
  const children =
    settlement.zones === 'grid'
      ? data.cells.map((cell, i) => ofCell(cell, settlement.unitOfZone[i] ?? -1))
      : data.units.map(ofUnit);
  return { children, tally };
}

/** Modelled children with what must be said of them. */
export interface ModelledDemand {
  demand: Demand;
  notes: Text[];
  withoutHome: number;
  /** Inner points of the zones whose number of children is not known. */
  unknown: Point[];
  /** By statistical unit. */
  zonesOfUnits: ZonesOfUnit[];
  /** Where the people come from units: those of other years than the newest. */
  years: UnitYear[];
}

/** By statistical unit, whether its figures are there. */
function zonesOfUnits(units: number, unitOfZone: Int32Array, children: readonly unknown[]): ZonesOfUnit[] {
  const zones = Array.from({ length: units }, () => ({ all: 0, known: 0 }));
  for (const [zone, unit] of unitOfZone.entries()) {
    const own = zones[unit];
    if (!own) continue;
    own.all += 1;
    if (children[zone]) own.known += 1;
  }
  return zones;
}

/** Years whose figures are not those that are the newest anyway. */
function otherYears({ units, years }: PopulationData): UnitYear[] {
  const byUnit = (figures: readonly UnitFigures[]) =>
    figures.map((unit) => childrenOfUnit(unit)?.map(({ expected }) => expected) ?? null);
  const newest = JSON.stringify(byUnit(units));
  return years
    .map(({ year, figures }) => ({ year, children: byUnit(figures) }))
    .filter(({ children }) => JSON.stringify(children) !== newest);
}

/** Children at pieces of street, from published figures only. EPSG:25832. */
export function modelDemand(
  data: PopulationData,
  settlement: Settlement,
  parameters: CountParameters = COUNTS,
): ModelledDemand {
  const { zones, spread, pieces, unitOfZone } = settlement;
  const { children, tally } = childrenByZone(data, settlement, parameters);
  const areas = zones === 'grid' ? data.cells : data.units;
  const gathered = gatherChildren(
    areas.map(({ inside }, i) => ({ inside, unit: unitOfZone[i] ?? -1, children: children[i] ?? null })),
    spread,
    pieces,
  );
  const { withoutHome, withoutStreet } = gathered;
  const notes = demandNotes({
    ...tally,
    ...{ zones, shareYears: data.shareYears, withoutHome, withoutStreet },
    peopleYears: zones === 'units' ? data.peopleYears : data.censusYear === null ? [] : [data.censusYear],
    fromDensity: zones === 'units' ? data.fromDensity : 0,
    // Where no cell bears noise there is none to speak of.
    perturbation: zones === 'grid' && data.cells.some(({ census }) => census) ? parameters.perturbation : 0,
    assumedFloors: spread.assumedFloors,
    lonely: pieces.lonely + gathered.lonelyZones,
  });
  const units = data.units.map(({ key, name }) => ({ key, name }));
  const unknown = areas.flatMap(({ inside }, i) => (children[i] ? [] : [inside]));
  return {
    ...{ demand: { ...gathered.demand, units }, notes, withoutHome, unknown },
    zonesOfUnits: zonesOfUnits(units.length, unitOfZone, children),
    years: zones === 'units' ? otherYears(data) : [],
  };
}
