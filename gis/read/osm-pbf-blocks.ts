import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { parse } from 'osm-pbf-parser-node';
import { PbfReader } from 'pbf';
import { UnreadableFile } from '../layers/source-types.ts';
import type { ImportFile } from '../layers/source-types.ts';
import type { OsmElement } from './osm-geometry.ts';
import { blockHeader, checkHeader, damagedPbf, MOST_BLOCK, MOST_HEADER, unpacked } from './osm-pbf-header.ts';

async function take(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  if (bytesRead < length) throw damagedPbf();
  return buffer;
}

/** Bytes of the nested messages in `field` of a message. */
function messages(bytes: Uint8Array, field: number): Uint8Array[] {
  return new PbfReader(bytes).readFields<Uint8Array[]>((found, list, pbf) => {
    if (found === field) list.push(pbf.readBytes());
  }, []);
}

/**
 * Whether the tags of all nodes end: they are one list of pairs for all of them, each node's closed by 0. The library looks for
 * that 0 without looking for the end of the list, and would go on for ever.
 */
function tagsEnd(block: Uint8Array): boolean {
  return messages(block, 2).every((group) =>
    messages(group, 2).every((dense) => {
      const { ids, tags } = new PbfReader(dense).readFields<{ ids: number[]; tags: number[] }>(
        (field, into, pbf) => {
          if (field === 1) pbf.readPackedSVarint(into.ids);
          else if (field === 10) pbf.readPackedVarint(into.tags);
        },
        { ids: [], tags: [] },
      );
      let at = 0;
      for (let node = 0; tags.length > 0 && node < ids.length; node++) {
        while (at < tags.length && tags[at] !== 0) at += 2;
        if (at >= tags.length) return false;
        at += 1;
      }
      return true;
    }),
  );
}

/** Which elements come with their tags. */
export interface WithTags {
  node: boolean;
  way: boolean;
  relation: boolean;
}

function elements(block: Buffer, withTags: WithTags): OsmElement[] {
  if (!tagsEnd(block)) throw damagedPbf();
  return parse(block, { withTags, withInfo: false }) as OsmElement[];
}

/**
 * Elements of an extract, a block at a time and in the order of the file, read with osm-pbf-parser-node. The frame around the
 * blocks is read here and not by the library, whose stream throws out of reach where it is damaged.
 * @throws {UnreadableFile} where the file is damaged, cut off, or needs more than is understood
 */
export async function* osmBlocks(file: ImportFile, withTags: WithTags): AsyncGenerator<OsmElement[]> {
  const handle = await open(file.path, 'r');
  try {
    for (let at = 0; at < file.size;) {
      const length = new DataView((await take(handle, at, 4)).buffer).getUint32(0);
      if (length === 0 || length > MOST_HEADER) throw damagedPbf();
      const { type, size } = blockHeader(await take(handle, at + 4, length));
      if (size > MOST_BLOCK) throw damagedPbf();
      const body = at + 4 + length;
      at = body + size;
      if (type === 'OSMHeader') checkHeader(await take(handle, body, size));
      else if (type === 'OSMData') yield elements(unpacked(await take(handle, body, size)), withTags);
      else if (at > file.size) throw damagedPbf();
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : damagedPbf();
  } finally {
    await handle.close();
  }
}
