import type { Bbox, ImportFile } from '../layers/source-types.ts';
import type { RawFeatures } from './geojson.ts';
import { osmFeatures } from './osm-features.ts';
import { osmBlocks } from './osm-pbf-blocks.ts';

/**
 * Features of a packed extract of OpenStreetMap (`.osm.pbf`), as {@link osmFeatures} makes them of its blocks.
 * @param reach box in WGS 84 outside of which nothing is kept
 * @throws {UnreadableFile} where the file is damaged, cut off or holds nothing
 */
export function readOsmPbf(file: ImportFile, reach: Bbox): Promise<RawFeatures> {
  return Promise.resolve({ crs: null, batches: osmFeatures((withTags) => osmBlocks(file, withTags), reach) });
}
