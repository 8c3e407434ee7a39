import { demoQuarter } from '@quartierblick/gis/demo/index.ts';
import type { StreetRow } from '@quartierblick/gis/demo/streets.ts';
import type { CrossingPoint, NetworkData, WalkLine } from '@quartierblick/gis/analysis/network/types.ts';

const lineOf = ({ key, name, kind, geometry }: StreetRow): WalkLine => ({
  key,
  name,
  kind: kind ?? 'residential',
  walkable: null,
  steps: false,
  stepFree: null,
  crossing: null,
  level: 0,
  parts: geometry.type === 'MultiLineString' ? (geometry.coordinates as [number, number][][]) : [],
});

/** Streets of the made city, and a crossing with signals in the middle of every third piece of a main street. */
export function inventCity(scale: number): NetworkData {
  const streets = demoQuarter({ scale }).datasets.find(({ dataset }) => dataset === 'streets');
  const lines = [...(streets?.rows as Iterable<StreetRow>)].map(lineOf);
  const crossings = lines
    .filter(({ kind }) => kind === 'main')
    .flatMap(({ key, parts }, i): CrossingPoint[] => {
      const [a, b] = parts[0] ?? [];
      if (i % 3 !== 0 || !a || !b) return [];
      return [{ key, kind: 'signals', at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] }];
    });
  return { lines, crossings };
}
