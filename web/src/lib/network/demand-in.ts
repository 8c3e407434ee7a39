import type { Demand } from '@quartierblick/gis/analysis/network/types.ts';
import type { Area } from './messages.ts';
import { lonLat } from './on-the-map.ts';

/** The children within an area, with only the units that have any there. */
export function demandIn(demand: Demand, area: Area): Demand {
  if (area === null) return demand;
  const [west, south, east, north] = area;
  const inside = demand.x.flatMap((x, i) => {
    const [lon, lat] = lonLat([x, demand.y[i] ?? 0]);
    return lon >= west && lon <= east && lat >= south && lat <= north ? [i] : [];
  });
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
