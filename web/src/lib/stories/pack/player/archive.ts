import { MANIFEST_ELEMENT, partElement } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackManifest, PackPart, TileEntry } from '@quartierblick/gis/stories/pack/format.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';

type Bytes = Uint8Array<ArrayBuffer>;

function decoded(base64: string): Bytes {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const unzipped = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
  );

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The parts of the file that this page is. */
export class PackArchive {
  readonly manifest: PackManifest;
  readonly #open = new Map<string, Promise<Bytes>>();
  readonly #tiles = new Map<string, TileEntry>();

  /** @throws Error where the file has no manifest: it was cut */
  constructor() {
    const told = document.getElementById(MANIFEST_ELEMENT)?.textContent;
    if (!told) throw new Error('the file has no manifest');
    this.manifest = JSON.parse(told) as PackManifest;
    for (const [layer, entries] of Object.entries(this.manifest.tiles)) {
      for (const entry of entries) this.#tiles.set(`${layer}/${entry[0]}/${entry[1]}/${entry[2]}`, entry);
    }
  }

  /** Bytes of a part as its checksum means them; kept once they are unpacked. Rejects where they are damaged. */
  bytes({ id }: PackPart): Promise<Bytes> {
    const known = this.#open.get(id);
    if (known) return known;
    const made = (async () => unzipped(decoded(document.getElementById(partElement(id))?.textContent ?? '')))();
    this.#open.set(id, made);
    return made;
  }

  async rendition(): Promise<Rendition> {
    const part = this.manifest.parts.find(({ kind }) => kind === 'rendition');
    if (!part) throw new Error('the file has no slides');
    return JSON.parse(new TextDecoder().decode(await this.bytes(part))) as Rendition;
  }

  /** Addresses of the photos by the names under which slides have them. A damaged one is told by the check, not here. */
  async photos(): Promise<Map<string, string>> {
    const found = this.manifest.parts.filter(({ kind }) => kind === 'photo');
    const addresses = await Promise.all(
      found.map(async (part): Promise<[string, string]> => {
        const bytes = await this.bytes(part).catch(() => new Uint8Array());
        return [part.id, URL.createObjectURL(new Blob([bytes], { type: part.mediaType }))];
      }),
    );
    return new Map(addresses);
  }

  /** Bytes of a tile; none where nothing is to be seen there, undefined where the file does not have it. */
  async tile(place: string): Promise<ArrayBuffer | undefined> {
    const entry = this.#tiles.get(place);
    const part = entry && this.manifest.parts[entry[3]];
    if (!entry || !part) return undefined;
    const [, , , , from, length] = entry;
    if (length === 0) return new ArrayBuffer(0);
    const bytes = await this.bytes(part).catch(() => undefined);
    return bytes?.slice(from, from + length).buffer;
  }

  /** Whether a part is as it was when the file was made. */
  async isWhole(part: PackPart): Promise<boolean> {
    try {
      return hex(await crypto.subtle.digest('SHA-256', await this.bytes(part))) === part.sha256;
    } catch {
      return false;
    }
  }
}
