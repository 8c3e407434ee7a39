import type { Example } from './client.ts';

type Position = readonly [number, number];

/** An example as it is drawn: in units of a drawing `size` wide and high. */
export interface Drawn {
  kind: Example['kind'];
  key: string;
  /** Of a point. */
  point: Position | null;
  /** Path of lines and outlines. */
  path: string;
  /** From where a row has moved. */
  from: Position | null;
}

type Geometry = NonNullable<Example['geometry']>;

/** Lines of positions of a geometry; a point is a line of one. */
function linesOf({ type, coordinates }: Geometry): Position[][] {
  const deep = coordinates as unknown;
  switch (type) {
    case 'Point':
      return [[deep as Position]];
    case 'LineString':
      return [deep as Position[]];
    case 'MultiLineString':
    case 'Polygon':
      return deep as Position[][];
    case 'MultiPolygon':
      return (deep as Position[][][]).flat();
    default:
      return [];
  }
}

/**
 * Places examples in a square, north up, longitudes shortened as on the ground.
 * @param size width and height of the square; a margin of a twentieth stays free
 */
export function outline(examples: readonly Example[], size: number): Drawn[] {
  const placed = examples.filter(({ geometry }) => geometry !== null);
  const all = placed.flatMap(({ geometry, moved }) =>
    [geometry, moved].flatMap((one) => (one ? linesOf(one).flat() : [])),
  );
  if (all.length === 0) return [];
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lon, lat] of all) {
    bounds.west = Math.min(bounds.west, lon);
    bounds.east = Math.max(bounds.east, lon);
    bounds.south = Math.min(bounds.south, lat);
    bounds.north = Math.max(bounds.north, lat);
  }
  const shorten = Math.cos((((bounds.south + bounds.north) / 2) * Math.PI) / 180);
  // A single point has no extent: as if it were 100 m wide.
  const extent = Math.max((bounds.east - bounds.west) * shorten, bounds.north - bounds.south, 0.001);
  const scale = (size * 0.9) / extent;
  const place = ([lon, lat]: Position): Position => [
    size / 2 + (lon - (bounds.west + bounds.east) / 2) * shorten * scale,
    size / 2 - (lat - (bounds.south + bounds.north) / 2) * scale,
  ];
  const pathOf = (line: Position[]): string =>
    line
      .map(place)
      .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
      .join('');
  return placed.map(({ kind, key, geometry, moved }) => {
    const lines = linesOf(geometry as Geometry);
    const single = lines[0]?.length === 1 ? (lines[0][0] as Position) : null;
    const former = moved ? linesOf(moved)[0]?.[0] : undefined;
    return {
      kind,
      key,
      point: single ? place(single) : null,
      path: single ? '' : lines.map(pathOf).join(''),
      from: former && single ? place(former) : null,
    };
  });
}
