import type { Text } from '../../layers/fields.ts';
import type { Rendition } from '../rendition.ts';

/*
 * A pack is one HTML file that shows a story without a network. Server and player share this: what is in it and where it stands.
 * Each part is the base64 of gzip bytes in a `<script>` of a type that no browser runs; the manifest comes after them, because it
 * tells their checksums.
 */

export const PACK_FORMAT = 1;

/** Type of the elements that hold parts. */
export const PART_TYPE = 'application/x-quartierblick-part';
/** Ids of the elements: of a part, and of the manifest. */
export const partElement = (id: string): string => `part-${id}`;
export const MANIFEST_ELEMENT = 'pack-manifest';
/** Element into which the player puts the story. */
export const ROOT_ELEMENT = 'pack-root';

/** Header that tells how many parts the file has, before it is made. */
export const PARTS_HEADER = 'pack-parts';
/** Header that names the slides (from 1) under which our own map takes the place of somebody else's. */
export const REPLACED_HEADER = 'pack-replaced';

/** Scheme of tiles that come out of the file. */
export const TILE_SCHEME = 'pack';
/** Template of a layer's tiles in a pack. */
export const packTiles = (layer: string): string => `${TILE_SCHEME}://${layer}/{z}/{x}/{y}`;

/** One part: its bytes are those before gzip and base64. */
export interface PackPart {
  id: string;
  kind: 'rendition' | 'tiles' | 'photo';
  /** What it is of: the layer of tiles; null where the kind says it all. */
  of: Text | null;
  mediaType: string;
  bytes: number;
  /** Hexadecimal, of these bytes. */
  sha256: string;
}

/** Where a tile lies: z, x, y, index of its part, first byte in it, length (0: nothing is to be seen there). */
export type TileEntry = [z: number, x: number, y: number, part: number, from: number, length: number];

/** The publication that a pack holds. */
export interface PackedPublication {
  /**
   * SHA-256 of the canonical JSON of what was frozen, as the dashboard and its links tell it. The slides in the file are not that
   * text letter by letter: tiles and photos are named by where they lie in it.
   */
  hash: string;
  /** ISO 8601. */
  publishedAt: string;
}

export interface PackManifest {
  format: number;
  /** Version of the application that made it. */
  application: string;
  key: string;
  title: Text;
  edition: Rendition['edition'];
  notes: boolean;
  /** When the file was made, ISO 8601. */
  at: string;
  /** What was published and is in it as it was frozen; null: the story as it was when the file was made. */
  publication: PackedPublication | null;
  parts: PackPart[];
  /** By layer. */
  tiles: Record<string, TileEntry[]>;
  /** Slides (from 1) whose base map belongs to others and is not in the file: our own map is drawn in its place. */
  replaced: { slide: number; base: Text }[];
  /** Layers that somebody changed since the figures were reckoned: while the file was made, or since it was published. */
  overtaken: Text[];
}

/** What the last line of a file says: the checksum of all bytes before it. */
export const sealOf = (sha256: string): string => `<!-- sha256 of all bytes before this line: ${sha256} -->\n`;
const SEAL = /<!-- sha256 of all bytes before this line: ([0-9a-f]{64}) -->\n$/;
/** Bytes that {@link sealOf} takes. */
export const SEAL_BYTES = sealOf('0'.repeat(64)).length;

/** The checksum that the end of a file tells; null where there is none: the file is not whole. @param end its last bytes as text */
export const sealIn = (end: string): string | null => SEAL.exec(end)?.[1] ?? null;
