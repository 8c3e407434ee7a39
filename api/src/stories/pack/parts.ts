import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PART_TYPE, partElement } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackPart } from '@quartierblick/gis/stories/pack/format.ts';

const zip = promisify(gzip);

/** A part and the element that holds it. */
interface WrittenPart {
  part: PackPart;
  html: string;
}

/** Writes bytes as a part. */
export async function writePart(
  about: Pick<PackPart, 'id' | 'kind' | 'of' | 'mediaType'>,
  bytes: Uint8Array,
): Promise<WrittenPart> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const base64 = (await zip(bytes)).toString('base64');
  return {
    part: { ...about, bytes: bytes.length, sha256 },
    html: `<script type="${PART_TYPE}" id="${partElement(about.id)}">${base64}</script>\n`,
  };
}
