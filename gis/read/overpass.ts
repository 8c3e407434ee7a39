import type { Position } from 'geojson';
import { UnreadableFile } from '../layers/source-types.ts';
import type { ImportFile } from '../layers/source-types.ts';
import { recordOf, wholeJson } from './geojson.ts';
import type { RawFeature, RawFeatures } from './geojson.ts';
import { stopsWalkers } from './osm-barriers.ts';
import { described, osmGeometry, positionOf } from './osm-geometry.ts';
import type { OsmElement, OsmParts } from './osm-geometry.ts';
import { emptyOverpass } from './refuse.ts';

/** Ways and their nodes may stand far apart, so an answer must be held whole; larger ones are refused. */
const LARGEST = 192 * 1024 * 1024;

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
  const ways = new Map<unknown, OsmElement>();
  const blocked = new Set<unknown>();
  for (const element of elements) {
    const position = element['type'] === 'node' ? positionOf(element) : null;
    if (position) nodes.set(element['id'], position);
    if (element['type'] === 'way') ways.set(element['id'], element);
    if (element['type'] === 'node' && stopsWalkers(recordOf(element['tags']))) blocked.add(element['id']);
  }
  const parts: OsmParts = {
    node: (id) => nodes.get(id) ?? null,
    way: (id) => ways.get(id),
    blocked: (id) => blocked.has(id),
    cut: false,
  };

  async function* batches(): AsyncGenerator<RawFeature[]> {
    let batch: RawFeature[] = [];
    for (const element of elements) {
      const tags = recordOf(element['tags']);
      if (!described(tags)) continue;
      const id = `${String(element['type'])}/${String(element['id'])}`;
      batch.push({ id, properties: { '@id': id, ...tags }, geometry: osmGeometry(element, tags, parts) });
      if (batch.length >= 1000) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return { crs: null, batches: batches() };
}
