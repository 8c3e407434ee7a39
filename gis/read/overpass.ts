import type { Geometry, Position } from 'geojson';
import { UnreadableFile } from '../layers/source-types.ts';
import type { ImportFile } from '../layers/source-types.ts';
import { recordOf, wholeJson } from './geojson.ts';
import type { RawFeature, RawFeatures } from './geojson.ts';
import { emptyOverpass } from './refuse.ts';
import { joinRings } from './rings.ts';

/** Ways and their nodes may stand far apart, so an answer must be held whole; larger ones are refused. */
const LARGEST = 192 * 1024 * 1024;

/** Keys whose closed ways are areas (OSM wiki, "Key:area"); highways and barriers are lines even where they close. */
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

function isArea(tags: Record<string, unknown>): boolean {
  if (tags['area'] === 'yes') return true;
  if (tags['area'] === 'no') return false;
  return AREA_KEYS.some((key) => key in tags && tags[key] !== 'no' && !LINE_VALUES.has(`${key}=${String(tags[key])}`));
}

function positionOf(value: unknown): Position | null {
  const { lon, lat } = recordOf(value);
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : null;
}

type Nodes = ReadonlyMap<unknown, Position>;

/** Positions of a way, from `out geom` or from the nodes of the same answer; null where one is missing. */
function pathOf(element: Record<string, unknown>, nodes: Nodes): Position[] | null {
  const geometry = element['geometry'];
  const listed = Array.isArray(geometry)
    ? geometry.map(positionOf)
    : Array.isArray(element['nodes'])
      ? element['nodes'].map((id) => nodes.get(id) ?? null)
      : [];
  const path = listed.filter((one) => one !== null);
  return path.length === listed.length && path.length > 0 ? path : null;
}

const closed = (path: Position[]): boolean => {
  const [first, last] = [path[0], path[path.length - 1]];
  return path.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
};

interface Ways {
  nodes: Nodes;
  ways: ReadonlyMap<unknown, Record<string, unknown>>;
}

/** Polygons of a multipolygon relation: outer rings joined from their ways, each inner ring in the outer one around it. */
function relationGeometry(element: Record<string, unknown>, { nodes, ways }: Ways): Geometry | null {
  const members = Array.isArray(element['members']) ? element['members'].map(recordOf) : [];
  const paths = (role: string): Position[][] =>
    members
      .filter(
        (member) =>
          member['type'] === 'way' && (member['role'] === role || (role === 'outer' && member['role'] === '')),
      )
      .map((member) => pathOf(Array.isArray(member['geometry']) ? member : (ways.get(member['ref']) ?? {}), nodes))
      .filter((path) => path !== null);
  const coordinates = joinRings(paths('outer'), paths('inner'));
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null;
}

function geometryOf(element: Record<string, unknown>, tags: Record<string, unknown>, all: Ways): Geometry | null {
  if (element['type'] === 'node') {
    const position = positionOf(element);
    return position && { type: 'Point', coordinates: position };
  }
  const centre = positionOf(element['center']);
  const fallback: Geometry | null = centre && { type: 'Point', coordinates: centre };
  if (element['type'] === 'way') {
    const path = pathOf(element, all.nodes);
    if (!path) return fallback;
    return closed(path) && isArea(tags)
      ? { type: 'Polygon', coordinates: [path] }
      : { type: 'LineString', coordinates: path };
  }
  return relationGeometry(element, all) ?? fallback;
}

/** Tags that say something of the object itself, not of its survey. */
function described(tags: Record<string, unknown>): boolean {
  return Object.keys(tags).some((key) => key !== 'source' && key !== 'created_by' && !key.startsWith('note'));
}

/**
 * Features of an Overpass answer (`[out:json]` with `out body; >;`, `out geom` or `out center`). Elements without tags are
 * only there for their positions and are no records. Ids are OpenStreetMap's, as overpass-turbo writes them: `way/123`.
 * @throws {UnreadableFile} where the answer is empty, too large or damaged
 */
export async function readOverpass(file: ImportFile): Promise<RawFeatures> {
  if (file.size > LARGEST) {
    throw new UnreadableFile({
      de: 'Overpass-Antworten über 192 MB werden nicht gelesen. Bitte ein kleineres Gebiet abfragen oder als GeoJSON exportieren.',
      en: 'Overpass answers above 192 MB are not read. Please ask for a smaller area or export as GeoJSON.',
    });
  }
  const root = recordOf(await wholeJson(file));
  const elements = Array.isArray(root['elements']) ? root['elements'].map(recordOf) : [];
  if (elements.length === 0) throw emptyOverpass();
  const nodes = new Map<unknown, Position>();
  const ways = new Map<unknown, Record<string, unknown>>();
  for (const element of elements) {
    const position = element['type'] === 'node' ? positionOf(element) : null;
    if (position) nodes.set(element['id'], position);
    if (element['type'] === 'way') ways.set(element['id'], element);
  }

  async function* batches(): AsyncGenerator<RawFeature[]> {
    let batch: RawFeature[] = [];
    for (const element of elements) {
      const tags = recordOf(element['tags']);
      if (!described(tags)) continue;
      const id = `${String(element['type'])}/${String(element['id'])}`;
      batch.push({ id, properties: { '@id': id, ...tags }, geometry: geometryOf(element, tags, { nodes, ways }) });
      if (batch.length >= 1000) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return { crs: null, batches: batches() };
}
