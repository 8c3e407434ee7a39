import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import type { PublicOffers } from '@quartierblick/gis/offers/public.ts';
import type { Sql } from '../db.ts';
import type { FactsCache } from '../layers/facts.ts';
import { layerVersion } from '../layers/versions.ts';
import { originOf } from '../network/provenance.ts';
import { readSites } from './read-offers.ts';
import { readPublicOffers } from './read-public.ts';

/** The register as everyone may read it, kept until an offer changes: pages for phones are written from it again and again. */
export class OfferBook {
  readonly #sql: Sql;
  readonly #facts: FactsCache;
  #kept: { version: number; book: Promise<PublicOffers> } | undefined;

  constructor(sql: Sql, facts: FactsCache) {
    this.#sql = sql;
    this.#facts = facts;
  }

  async read(): Promise<PublicOffers> {
    const { version } = await layerVersion(this.#sql, offers.id);
    if (this.#kept?.version === version) return this.#kept.book;
    const kept = { version, book: this.#read(version) };
    this.#kept = kept;
    kept.book.catch(() => {
      if (this.#kept === kept) this.#kept = undefined;
    });
    return kept.book;
  }

  async #read(version: number): Promise<PublicOffers> {
    const [{ source, demo, asOf }, offersRead, sites] = await Promise.all([
      originOf(this.#sql, this.#facts, [offers]),
      readPublicOffers(this.#sql),
      readSites(this.#sql),
    ]);
    return { version: String(version), source, demo, asOf: asOf(offers), offers: offersRead, sites };
  }
}
