import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ServiceRefused } from '@quartierblick/gis/connections/protocol.ts';
import type { Page } from '@quartierblick/gis/connections/protocol.ts';
import { tooLarge } from './refused.ts';

const repeated = (): ServiceRefused =>
  new ServiceRefused({
    de: 'Der Dienst liefert dieselbe Seite noch einmal; vollständig ist der Abruf so nicht.',
    en: 'The service delivers the same page again; that way the data is never complete.',
  });

/** Gathers the pages of a service in one file, GeoJSON or GML, and makes sure that no page comes twice. */
export class PageFile {
  readonly #file: FileHandle;
  readonly #limit: number;
  readonly #seen = new Set<string>();
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #tail: string | null = null;
  #format: 'geojson' | 'gml' | null = null;
  features = 0;

  private constructor(file: FileHandle, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  static async create(path: string, limit: number): Promise<PageFile> {
    return new PageFile(await open(path, 'w', 0o600), limit);
  }

  /** @throws ServiceRefused where a page was there before, FetchRefused where the file grows too large */
  async add(page: Page): Promise<void> {
    const members = page.gml ? page.gml.members : page.features.map((feature) => JSON.stringify(feature));
    if (members.length === 0 && this.#tail !== null) return;
    if (members.length === 0 && !page.gml && page.next) return;
    this.#refuseRepetition(members);
    if (this.#tail === null) await this.#begin(page);
    const between = page.gml ? '' : ',\n';
    const glue = this.features > 0 && members.length > 0 ? between : '';
    await this.#write(`${glue}${members.join(between)}`);
    this.features += members.length;
  }

  /** Completes the file. @returns its format, size and SHA-256 */
  async end(): Promise<{ format: 'geojson' | 'gml'; bytes: number; sha256: string }> {
    if (this.#tail === null) await this.#begin({ features: [], matched: 0, next: null });
    await this.#write(this.#tail ?? '');
    await this.#file.close();
    return { format: this.#format ?? 'geojson', bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
  }

  async #begin({ gml, crs }: Page): Promise<void> {
    this.#format = gml ? 'gml' : 'geojson';
    // The time at which a page was made would make every file another.
    const head = gml ? gml.head.replace(/\stimeStamp\s*=\s*(?:"[^"]*"|'[^']*')/, '') : null;
    const system = crs === undefined || crs === null ? '' : `"crs":${JSON.stringify(crs)},`;
    this.#tail = gml ? gml.tail : ']}';
    await this.#write(head ?? `{"type":"FeatureCollection",${system}"features":[\n`);
  }

  #refuseRepetition(members: readonly string[]): void {
    if (members.length === 0) return;
    const print = createHash('sha256');
    for (const member of members) print.update(member).update('\0');
    const digest = print.digest('base64');
    if (this.#seen.has(digest)) throw repeated();
    this.#seen.add(digest);
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#bytes += bytes.length;
    if (this.#bytes > this.#limit) throw tooLarge(this.#limit);
    this.#hash.update(bytes);
    await this.#file.write(bytes);
  }
}
