import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { MANIFEST_ELEMENT, PART_TYPE, sealIn, SEAL_BYTES } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackManifest, PackPart } from '@quartierblick/gis/stories/pack/format.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { decodeTile } from './vector-tiles.ts';

/** Whether the build has made the player, without which there are no packs. */
export const playerIsBuilt = existsSync(fileURLToPath(new URL('../../web/build/pack/player.js', import.meta.url)));

interface OpenPack {
  manifest: PackManifest;
  rendition: Rendition;
  parts: Map<string, Uint8Array>;
  /** Bytes of a tile by `layer/z/x/y`. */
  tiles: Map<string, Uint8Array>;
  /** Everything that can be read in it, tiles decoded; without what it is coded as. */
  text: string;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Opens a pack as its format says. @throws Error where a checksum is wrong or the file is cut */
export function openPack(file: Uint8Array): OpenPack {
  const html = new TextDecoder().decode(file);
  if (hashOf(file.subarray(0, -SEAL_BYTES)) !== sealIn(html.slice(-SEAL_BYTES))) throw new Error('the seal is wrong');
  const told = new RegExp(`<script type="application/json" id="${MANIFEST_ELEMENT}">(.*?)</script>`).exec(html)?.[1];
  const manifest = JSON.parse(told ?? 'null') as PackManifest;
  const inside = new RegExp(`<script type="${PART_TYPE}" id="part-([^"]+)">([^<]*)</script>`, 'g');
  const parts = new Map(
    [...html.matchAll(inside)].map(([, id = '', base64 = '']): [string, Uint8Array] => [
      id,
      gunzipSync(Buffer.from(base64, 'base64')),
    ]),
  );
  if (parts.size !== manifest.parts.length) throw new Error('the manifest names other parts');
  const bytesOf = ({ id, sha256 }: PackPart): Uint8Array => {
    const bytes = parts.get(id);
    if (!bytes || hashOf(bytes) !== sha256) throw new Error(`part ${id} is wrong`);
    return bytes;
  };
  const all = manifest.parts.map(bytesOf);
  const rendition = JSON.parse(new TextDecoder().decode(parts.get('rendition'))) as Rendition;
  const tiles = new Map(
    Object.entries(manifest.tiles).flatMap(([layer, entries]) =>
      entries.map(([z, x, y, part, from, length]): [string, Uint8Array] => [
        `${layer}/${z}/${x}/${y}`,
        all[part]?.subarray(from, from + length) ?? new Uint8Array(),
      ]),
    ),
  );
  const seen = [...tiles.values()].map((bytes) => JSON.stringify([...decodeTile(bytes)]));
  const raw = all.map((bytes) => Buffer.from(bytes).toString('latin1'));
  return {
    manifest,
    rendition,
    parts,
    tiles,
    text: [html.replace(inside, ''), JSON.stringify(rendition), ...seen, ...raw].join('\n'),
  };
}
