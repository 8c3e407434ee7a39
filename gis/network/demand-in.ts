import type { Demand } from '../analysis/network/types.ts';
import type { Area } from './questions.ts';
import { roundedLonLat as lonLat } from './lon-lat.ts';

/** Pieces of street of the children of an area, as indices in the demand; null: all of them. */
export function piecesIn(demand: Demand, area: Area): number[] | null {
  if (area === null) return null;
  if ('units' in area) {
    const wanted = demand.units.map(({ key }) => area.units.includes(key));
    return demand.unit.flatMap((unit, i) => (wanted[unit] ? [i] : []));
  }
  const [west, south, east, north] = area;
  return demand.x.flatMap((x, i) => {
    const [lon, lat] = lonLat([x, demand.y[i] ?? 0]);
    return lon >= west && lon <= east && lat >= south && lat <= north ? [i] : [];
  });
}

/** The children within an area, with only the units that have any there. */
export function demandIn(demand: Demand, area: Area): Demand {
  const inside = piecesIn(demand, area);
  if (!inside) return demand;
  const pick = (all: readonly number[]) => inside.map((i) => all[i] ?? 0);
  const units = [...new Set(pick(demand.unit))].filter((unit) => unit >= 0).sort((a, b) => a - b);
  return {
    x: pick(demand.x),
    y: pick(demand.y),
    unit: pick(demand.unit).map((unit) => units.indexOf(unit)),
    units: units.flatMap((unit) => demand.units[unit] ?? []),
    expected: demand.expected.map(pick),
    least: demand.least.map(pick),
    most: demand.most.map(pick),
  };
}
