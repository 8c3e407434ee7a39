import type { Position } from 'geojson';
import { UnreadableFile } from '../layers/source-types.ts';
import type { Bbox } from '../layers/source-types.ts';
import { recordOf } from './geojson.ts';
import type { RawFeature } from './geojson.ts';
import { NodePositions } from './node-positions.ts';
import { stopsWalkers } from './osm-barriers.ts';
import { described, osmGeometry } from './osm-geometry.ts';
import type { OsmElement, OsmParts } from './osm-geometry.ts';
import type { WithTags } from './osm-pbf-blocks.ts';

/** Features a batch. */
const BATCH = 1000;

const isArea = (tags: Record<string, unknown>): boolean =>
  tags['type'] === 'multipolygon' || tags['type'] === 'boundary';

/** Elements of an extract, some at a time and in the order of the file; each call reads it anew. A way's nodes are its `refs`. */
export type OsmElements = (withTags: WithTags) => AsyncIterable<OsmElement[]>;

interface FirstLook {
  positions: NodePositions;
  /** Ways that areas are made of. */
  members: Set<unknown>;
  /** Nodes that nobody passes on foot. */
  blocked: Set<unknown>;
}

/** What the second look at the file needs from the first, since nodes may follow what is made of them, and ways their areas. */
async function firstLook(elements: OsmElements, [west, south, east, north]: Bbox): Promise<FirstLook> {
  const look: FirstLook = { positions: new NodePositions(), members: new Set(), blocked: new Set() };
  for await (const block of elements({ node: true, way: false, relation: true })) {
    for (const element of block) {
      const tags = recordOf(element['tags']);
      if (element['type'] === 'node') {
        const [id, lon, lat] = [element['id'] as number, element['lon'] as number, element['lat'] as number];
        if (!(lon >= west && lon <= east && lat >= south && lat <= north)) continue;
        look.positions.add(id, lon, lat);
        if (stopsWalkers(tags)) look.blocked.add(id);
      } else if (element['type'] === 'relation' && isArea(tags)) {
        for (const { type, ref } of element['members'] as OsmElement[]) if (type === 'way') look.members.add(ref);
      }
    }
  }
  look.positions.close();
  return look;
}

/** Second look: features by element, each with the geometry that the first look makes possible. */
class Assembly {
  readonly #look: FirstLook;
  /** Ways of areas, and whether any of their nodes was kept. */
  readonly #ways = new Map<unknown, OsmElement>();
  readonly #parts: OsmParts;

  constructor(look: FirstLook) {
    this.#look = look;
    this.#parts = {
      node: (id): Position | null => look.positions.get(id as number),
      way: (id) => this.#ways.get(id),
      blocked: (id) => look.blocked.has(id),
      cut: true,
    };
  }

  /** The feature that an element is; null where it is none, but only a part of others or a relation that is no area. */
  take(element: OsmElement): RawFeature | null {
    const near = this.#near(element);
    if (element['type'] === 'way') {
      element['nodes'] = element['refs'];
      if (near && this.#look.members.has(element['id'])) this.#ways.set(element['id'], element);
    }
    const tags = recordOf(element['tags']);
    if (!described(tags) || (element['type'] === 'relation' && !isArea(tags))) return null;
    const id = `${String(element['type'])}/${String(element['id'])}`;
    const properties = { '@id': id, ...tags };
    if (!near) return { id, properties, geometry: null, outside: true };
    return { id, properties, geometry: osmGeometry(element, tags, this.#parts) };
  }

  /** Whether anything of the element was kept. Of ways that lost all their nodes nobody knows more. */
  #near(element: OsmElement): boolean {
    const { positions } = this.#look;
    if (element['type'] === 'node') return positions.has(element['id'] as number);
    if (element['type'] === 'way') return (element['refs'] as number[]).some((id) => positions.has(id));
    return (element['members'] as OsmElement[]).some(({ type, ref }) => type === 'way' && this.#ways.has(ref));
  }
}

/**
 * Features of an extract of OpenStreetMap: tagged nodes, ways, and areas of multipolygon relations; other relations are no
 * features. The file is read twice, some elements at a time; in memory are the positions of the nodes within reach (16 bytes
 * each) and the ways that areas are made of. Ways cut at the edge of the extract keep the pieces that are left; areas cut there
 * have no geometry. Ids are written as overpass-turbo does: `way/123`. Coordinates in WGS 84.
 * @param reach box in WGS 84 outside of which nothing is kept
 * @throws {UnreadableFile} where the file is damaged, cut off or holds nothing
 */
export async function* osmFeatures(elements: OsmElements, reach: Bbox): AsyncGenerator<RawFeature[]> {
  const assembly = new Assembly(await firstLook(elements, reach));
  let some = false;
  let batch: RawFeature[] = [];
  for await (const block of elements({ node: true, way: true, relation: true })) {
    for (const element of block) {
      const feature = assembly.take(element);
      if (feature) batch.push(feature);
      if (batch.length < BATCH) continue;
      some = true;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  else if (!some) {
    throw new UnreadableFile({
      de: 'Der OpenStreetMap-Auszug enthält keine beschriebenen Objekte.',
      en: 'The OpenStreetMap extract holds no described objects.',
    });
  }
}
