import type { StreetGraph } from '../analysis/network/noding.ts';
import type { Point } from '../analysis/network/types.ts';
import type { NetworkLixels } from '../analysis/safety/network-kernel.ts';
import type { Feature, FeatureCollection, LineString } from 'geojson';
import type { LonLat } from '../network/lon-lat.ts';

/** Lixels as lines for the map; those without any density are left out. */
export function lixelLines(
  graph: StreetGraph,
  lixels: NetworkLixels,
  lonLat: (point: Point) => LonLat,
): FeatureCollection<LineString, { density: number }> {
  const features: Feature<LineString, { density: number }>[] = [];
  lixels.density.forEach((density, i) => {
    if (density <= 0) return;
    const line = part(graph, lixels.edge[i] ?? 0, lixels.from[i] ?? 0, lixels.to[i] ?? 0).map(lonLat);
    if (line.length > 1)
      features.push({ type: 'Feature', properties: { density }, geometry: { type: 'LineString', coordinates: line } });
  });
  return { type: 'FeatureCollection', features };
}

/** The stretch of an edge between two distances from its beginning. */
function part({ shape, shapeStart }: StreetGraph, edge: number, from: number, to: number): Point[] {
  const points: Point[] = [];
  let along = 0;
  const end = (shapeStart[edge + 1] ?? 0) - 1;
  for (let k = shapeStart[edge] ?? 0; k < end; k++) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = shape.subarray(2 * k, 2 * k + 4);
    const leg = Math.hypot(bx - ax, by - ay);
    const at = (metres: number): Point => {
      const share = leg === 0 ? 0 : Math.min(1, Math.max(0, (metres - along) / leg));
      return [ax + share * (bx - ax), ay + share * (by - ay)];
    };
    if (along + leg >= from && along <= to) {
      if (points.length === 0) points.push(at(from));
      points.push(at(to));
    }
    along += leg;
  }
  return points;
}
