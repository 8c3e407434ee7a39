import { inflateSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { UnreadableFile } from '../layers/source-types.ts';

/** Most bytes of a block header and of a block, packed or not (OSM wiki, "PBF Format"): more is damage, or a bomb. */
export const MOST_HEADER = 64 * 1024;
export const MOST_BLOCK = 32 * 1024 * 1024;

/** What a reader must understand; everything else that a file requires makes it another kind of file, e.g. one of history. */
const UNDERSTOOD = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/** Whether a file begins with the header block of an OpenStreetMap extract. */
export function isOsmPbf(bytes: Uint8Array): boolean {
  return bytes.length > 15 && new TextDecoder('latin1').decode(bytes.subarray(4, 15)) === '\n\tOSMHeader';
}

/** The error for an extract that ends too early or is damaged. */
export function damagedPbf(): UnreadableFile {
  return new UnreadableFile({
    de: 'Der OpenStreetMap-Auszug (.osm.pbf) ist unvollständig oder beschädigt. Bitte die Datei noch einmal laden.',
    en: 'The OpenStreetMap extract (.osm.pbf) is incomplete or damaged. Please fetch the file again.',
  });
}

/** Kind of a block and the bytes that follow, from its header. */
export function blockHeader(bytes: Uint8Array): { type: string; size: number } {
  return new PbfReader(bytes).readFields(
    (field, header, pbf) => {
      if (field === 1) header.type = pbf.readString();
      else if (field === 3) header.size = pbf.readVarint();
    },
    { type: '', size: 0 },
  );
}

/** Bytes of a block, unpacked. Other ways of packing than zlib are rare and are refused. */
export function unpacked(bytes: Uint8Array): Buffer {
  const blob: { raw?: Uint8Array; zlib?: Uint8Array; other?: boolean } = {};
  new PbfReader(bytes).readFields((field, into, pbf) => {
    if (field === 1) into.raw = pbf.readBytes();
    else if (field === 3) into.zlib = pbf.readBytes();
    else if (field > 3) into.other = true;
  }, blob);
  if (blob.zlib) return inflateSync(blob.zlib, { maxOutputLength: MOST_BLOCK });
  if (blob.raw) return Buffer.from(blob.raw);
  if (!blob.other) throw damagedPbf();
  throw new UnreadableFile({
    de: 'Der OpenStreetMap-Auszug ist anders als mit zlib gepackt. Bitte umpacken, etwa mit „osmium cat -f pbf,pbf_compression=zlib“.',
    en: 'The OpenStreetMap extract is not packed with zlib. Please pack it anew, e.g. with “osmium cat -f pbf,pbf_compression=zlib”.',
  });
}

interface Header {
  required: string[];
  /** Seconds since 1970 up to which changes are in the data; 0 where nothing is said. */
  seconds: number;
}

function headerBlock(bytes: Uint8Array): Header {
  return new PbfReader(unpacked(bytes)).readFields<Header>(
    (field, header, pbf) => {
      if (field === 4) header.required.push(pbf.readString());
      else if (field === 32) header.seconds = pbf.readVarint(true);
    },
    { required: [], seconds: 0 },
  );
}

/** @param bytes the header block's body @throws {UnreadableFile} where reading the file would take more than is understood here */
export function checkHeader(bytes: Uint8Array): void {
  const unknown = headerBlock(bytes).required.filter((feature) => !UNDERSTOOD.has(feature));
  if (unknown.length === 0) return;
  const what = unknown.join(', ').slice(0, 100);
  throw new UnreadableFile({
    de: `Der OpenStreetMap-Auszug verlangt etwas, das hier nicht gelesen wird (${what}). Gebraucht wird ein gewöhnlicher Auszug ohne Versionsgeschichte.`,
    en: `The OpenStreetMap extract requires what is not read here (${what}). An ordinary extract without history is needed.`,
  });
}

/** Day of the data by the header at the beginning of an extract, `YYYY-MM-DD`, or null where it is not said. */
export function osmPbfDate(head: Uint8Array): string | null {
  try {
    const body = 4 + new DataView(head.buffer, head.byteOffset).getUint32(0);
    const { size } = blockHeader(head.subarray(4, body));
    const { seconds } = headerBlock(head.subarray(body, body + size));
    return seconds > 0 ? new Date(seconds * 1000).toISOString().slice(0, 10) : null;
  } catch {
    return null;
  }
}
