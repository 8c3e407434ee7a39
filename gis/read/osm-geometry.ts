import type { Geometry, Position } from 'geojson';
import { recordOf } from './geojson.ts';
import { cutAtBarriers } from './osm-barriers.ts';
import { joinRings } from './rings.ts';

/**
 * Keys whose closed ways are areas (OSM wiki, "Key:area"). Highways and barriers are lines even where they close or are drawn as
 * areas: over a square one is led along its edge, as routers do.
 */
const AREA_KEYS = [
  'building',
  'building:part',
  'landuse',
  'leisure',
  'natural',
  'amenity',
  'shop',
  'tourism',
  'historic',
  'place',
  'boundary',
  'office',
  'craft',
  'sport',
  'public_transport',
  'water',
] as const;
/** Values that stay lines under those keys. */
const LINE_VALUES = new Set([
  'natural=coastline',
  'natural=cliff',
  'natural=tree_row',
  'leisure=track',
  'leisure=slipway',
]);

/** An object of OpenStreetMap as Overpass writes it: a node has lat and lon, a way nodes, a relation members. */
export type OsmElement = Record<string, unknown>;

/** Where the parts of an element are found. */
export interface OsmParts {
  /** Longitude and latitude of a node, or null where it is not in the data. */
  node(id: unknown): Position | null;
  way(id: unknown): OsmElement | undefined;
  /** Whether nobody passes a node on foot. */
  blocked(id: unknown): boolean;
  /** Lines that lost nodes at the edge of an extract keep the pieces that are left. */
  cut: boolean;
}

function isArea(tags: Record<string, unknown>): boolean {
  if (tags['area'] === 'no' || 'highway' in tags) return false;
  if (tags['area'] === 'yes') return true;
  return AREA_KEYS.some((key) => key in tags && tags[key] !== 'no' && !LINE_VALUES.has(`${key}=${String(tags[key])}`));
}

/** Longitude and latitude of anything that has them, else null. */
export function positionOf(value: unknown): Position | null {
  const { lon, lat } = recordOf(value);
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : null;
}

/** Positions of a way, from `out geom` or from its nodes, with null for each that is missing. */
function positionsOf(element: OsmElement, parts: OsmParts): (Position | null)[] {
  const geometry = element['geometry'];
  if (Array.isArray(geometry)) return geometry.map(positionOf);
  return Array.isArray(element['nodes']) ? element['nodes'].map((id) => parts.node(id)) : [];
}

/** All positions of a way; null where one is missing. */
function pathOf(element: OsmElement, parts: OsmParts): Position[] | null {
  const listed = positionsOf(element, parts);
  const path = listed.filter((one) => one !== null);
  return path.length === listed.length && path.length > 0 ? path : null;
}

/** What is left of a line of which nodes are missing: its unbroken pieces. */
function piecesOf(element: OsmElement, parts: OsmParts): Geometry | null {
  const pieces: Position[][] = [[]];
  for (const position of positionsOf(element, parts)) {
    if (position) pieces.at(-1)?.push(position);
    else pieces.push([]);
  }
  const coordinates = pieces.filter((piece) => piece.length >= 2);
  return coordinates.length > 0 ? { type: 'MultiLineString', coordinates } : null;
}

const closed = (path: Position[]): boolean => {
  const [first, last] = [path[0], path[path.length - 1]];
  return path.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
};

/** Polygons of a multipolygon relation: outer rings joined from their ways, each inner ring in the outer one around it. */
function relationGeometry(element: OsmElement, parts: OsmParts): Geometry | null {
  const members = Array.isArray(element['members']) ? element['members'].map(recordOf) : [];
  const paths = (role: string): Position[][] =>
    members
      .filter(
        (member) =>
          member['type'] === 'way' && (member['role'] === role || (role === 'outer' && member['role'] === '')),
      )
      .map((member) => pathOf(Array.isArray(member['geometry']) ? member : (parts.way(member['ref']) ?? {}), parts))
      .filter((path) => path !== null);
  const coordinates = joinRings(paths('outer'), paths('inner'));
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null;
}

/** A street or path, in pieces where something on it stops people on foot. */
function walkedLine(path: Position[], element: OsmElement, parts: OsmParts): Geometry {
  const ids: unknown[] = Array.isArray(element['nodes']) ? element['nodes'] : [];
  if (!ids.some((id) => parts.blocked(id))) return { type: 'LineString', coordinates: path };
  return { type: 'MultiLineString', coordinates: cutAtBarriers(path, (i) => parts.blocked(ids[i])) };
}

function wayGeometry(element: OsmElement, tags: Record<string, unknown>, parts: OsmParts): Geometry | null {
  const path = pathOf(element, parts);
  if (!path) return parts.cut && !isArea(tags) ? piecesOf(element, parts) : null;
  if (closed(path) && isArea(tags)) return { type: 'Polygon', coordinates: [path] };
  return 'highway' in tags ? walkedLine(path, element, parts) : { type: 'LineString', coordinates: path };
}

/** Geometry of an element in WGS 84; its `center` where Overpass gave no more; null where there is none. */
export function osmGeometry(element: OsmElement, tags: Record<string, unknown>, parts: OsmParts): Geometry | null {
  if (element['type'] === 'node') {
    const position = positionOf(element);
    return position && { type: 'Point', coordinates: position };
  }
  const centre = positionOf(element['center']);
  const own = element['type'] === 'way' ? wayGeometry(element, tags, parts) : relationGeometry(element, parts);
  return own ?? (centre && { type: 'Point', coordinates: centre });
}

/** Tags that say something of the object itself, not of its survey. */
export function described(tags: Record<string, unknown>): boolean {
  return Object.keys(tags).some((key) => key !== 'source' && key !== 'created_by' && !key.startsWith('note'));
}
