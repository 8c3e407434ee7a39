import type { Geometry, Position } from 'geojson';

const TYPES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
} as const;
const WITH_SRID = 0x20000000;

type Writable = Exclude<Geometry, { type: 'GeometryCollection' }>;

const positionsSize = (positions: Position[]): number => 4 + positions.length * 16;

function size(geometry: Writable): number {
  switch (geometry.type) {
    case 'Point':
      return 5 + 16;
    case 'LineString':
      return 5 + positionsSize(geometry.coordinates);
    case 'Polygon':
      return geometry.coordinates.reduce((sum, ring) => sum + positionsSize(ring), 5 + 4);
    default:
      return parts(geometry).reduce((sum, part) => sum + size(part), 5 + 4);
  }
}

function parts(geometry: Extract<Writable, { type: `Multi${string}` }>): Writable[] {
  switch (geometry.type) {
    case 'MultiPoint':
      return geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }));
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
  }
}

/**
 * Extended well-known binary of a geometry as hexadecimal text, which PostGIS takes for a `geometry` column.
 * Two dimensions, little-endian; heights are dropped. Format: PostGIS manual, "OGC WKB and extended WKB".
 * @param geometry GeoJSON geometry in the system of `srid`, no collection
 * @throws {TypeError} for geometry collections
 */
export function ewkbHex(geometry: Geometry, srid: number): string {
  if (geometry.type === 'GeometryCollection') throw new TypeError('geometry collections have no place in a layer');
  const buffer = Buffer.allocUnsafe(size(geometry) + 4);
  let at = 0;

  const header = (type: number): void => {
    at = buffer.writeUInt8(1, at);
    at = buffer.writeUInt32LE(type, at);
  };
  const position = ([x, y]: Position): void => {
    at = buffer.writeDoubleLE(x as number, at);
    at = buffer.writeDoubleLE(y as number, at);
  };
  const positions = (list: Position[]): void => {
    at = buffer.writeUInt32LE(list.length, at);
    list.forEach(position);
  };
  const body = (one: Writable): void => {
    if (one.type === 'Point') position(one.coordinates);
    else if (one.type === 'LineString') positions(one.coordinates);
    else if (one.type === 'Polygon') {
      at = buffer.writeUInt32LE(one.coordinates.length, at);
      one.coordinates.forEach(positions);
    } else {
      const members = parts(one);
      at = buffer.writeUInt32LE(members.length, at);
      for (const member of members) {
        header(TYPES[member.type]);
        body(member);
      }
    }
  };

  at = buffer.writeUInt8(1, at);
  at = buffer.writeUInt32LE((TYPES[geometry.type] | WITH_SRID) >>> 0, at);
  at = buffer.writeUInt32LE(srid, at);
  body(geometry);
  return buffer.toString('hex');
}
