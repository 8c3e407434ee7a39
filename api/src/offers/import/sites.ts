import { SITE_CLASSES } from '@quartierblick/gis/layers/offers/layer.ts';
import type { SiteSaid } from '@quartierblick/gis/register/offers/rows.ts';
import type { Position } from '@quartierblick/gis/register/place.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import { addressKey, Houses } from '../../register/near.ts';
import type { MatchedBy, Option } from '../../register/planned.ts';
import type { Places } from './places.ts';
import { alike, nameKey } from './questions.ts';
import type { Questions } from './questions.ts';
import type { StockSite } from './stock.ts';

/** A site that is not there yet. */
export interface FreshSite {
  /** The same for rows that mean the same one. */
  id: string;
  name: string | null;
  address: string | null;
  kind: string;
  at: Position;
}

/** The site that a row names: one that is known, or a new one; or why that cannot be told. */
export type SiteMatch = { site: StockSite; by: MatchedBy } | { fresh: FreshSite } | { problem: RowProblem };

const NEW = 'new:';
const MOST_OFFERED = 8;

/** A site as people tell it from others. */
export const siteLabel = ({ name, address }: Pick<StockSite, 'name' | 'address'>): string =>
  [name, address].filter((part) => part !== null).join(', ') || '–';

const needsPlace = (column: number | null, shown: string): RowProblem => ({
  column,
  text: {
    de: `Den Standort „${shown}“ gibt es noch nicht, und ein neuer braucht einen Ort: eine Adresse, die bekannt ist, oder Koordinaten.`,
    en: `There is no site “${shown}” yet, and a new one needs a place: an address that is known, or coordinates.`,
  },
});

/** Finds sites by key, address and name; what is only like one that is known is asked. */
export class Sites {
  readonly #sites: ReadonlyMap<string, StockSite>;
  readonly #byName: ReadonlyMap<string, readonly StockSite[]>;
  readonly #addresses: Houses;
  readonly #places: Places;
  readonly #questions: Questions;

  /** @param places where addresses lie that no site has, as they were asked for */
  constructor(sites: ReadonlyMap<string, StockSite>, places: Places, questions: Questions) {
    this.#sites = sites;
    const all = [...sites.values()];
    this.#byName = Map.groupBy(
      all.filter(({ name }) => name !== null),
      ({ name }) => nameKey(name ?? ''),
    );
    this.#addresses = new Houses(all.flatMap(({ key, address }) => (address === null ? [] : [{ key, address }])));
    this.#places = places;
    this.#questions = questions;
  }

  #at(address: string): StockSite[] {
    return (this.#addresses.at(address)?.keys ?? []).flatMap((key) => this.#sites.get(key) ?? []);
  }

  /** The one site that name and address mean beyond doubt, or all that they may mean. */
  #exact({ name, address }: SiteSaid): { site: StockSite; by: MatchedBy } | StockSite[] {
    const at = address ? this.#at(address.text) : [];
    const called = name ? (this.#byName.get(nameKey(name.text)) ?? []) : [];
    if (name && address) {
      const both = at.filter((site) => called.includes(site));
      const [only] = both;
      return only && both.length === 1
        ? { site: only, by: 'name-address' }
        : both.length > 1
          ? both
          : [...called, ...at];
    }
    const found = address ? at : [...called];
    const [only] = found;
    return only && found.length === 1 ? { site: only, by: address ? 'address' : 'name' } : found;
  }

  #near({ name, address }: SiteSaid): StockSite[] {
    const called = name
      ? [...this.#sites.values()].filter((site) => site.name !== null && alike(site.name, name.text))
      : [];
    // A house that is known is no misspelling of the next one.
    const beside = address && !this.#places.has(address.text) ? this.#addresses.near(address.text) : [];
    return [...called, ...beside.flatMap((one) => this.#at(one))];
  }

  match(said: SiteSaid, line: number): SiteMatch {
    if (said.key !== null) {
      const site = this.#sites.get(said.key);
      if (site) return { site, by: 'key' };
      const text = {
        de: `Einen Standort mit dem Schlüssel „${said.key.slice(0, 60)}“ gibt es nicht.`,
        en: `There is no site with the key “${said.key.slice(0, 60)}”.`,
      };
      return { problem: { column: null, text } };
    }
    const exact = this.#exact(said);
    if (!Array.isArray(exact)) return exact;
    return this.#ask(said, line, exact.length > 0 ? exact : this.#near(said));
  }

  #ask(said: SiteSaid, line: number, candidates: readonly StockSite[]): SiteMatch {
    const word = siteLabel({ name: said.name?.text ?? null, address: said.address?.text ?? null });
    const column = said.name?.column ?? said.address?.column ?? null;
    const found = said.address ? this.#places.get(said.address.text) : undefined;
    const at = said.place ?? found?.at;
    const known = said.kind && 'value' in said.kind.told ? said.kind.told.value : null;
    if (said.kind && 'problem' in said.kind.told)
      return { problem: { column: said.kind.column, text: said.kind.told.problem } };
    const fresh = (kind: string): SiteMatch => {
      const address = found?.address ?? said.address?.text ?? null;
      const name = said.name?.text ?? null;
      const id = `${nameKey(name ?? '')} ${address === null ? String(at) : addressKey(address)}`;
      return at ? { fresh: { id, name, address, kind, at } } : { problem: needsPlace(column, word) };
    };
    if (candidates.length === 0 && !at) return { problem: needsPlace(column, word) };
    if (candidates.length === 0 && typeof known === 'string') return fresh(known);
    if (column === null) return { problem: needsPlace(null, word) };
    this.#questions.put(column, word, line, this.#options(candidates, at !== undefined, known));
    const answer = this.#questions.answer(column, word);
    const kind = SITE_CLASSES.find(({ id }) => answer === `${NEW}${id}`);
    if (kind) return fresh(kind.id);
    const chosen = answer === undefined || answer === null ? undefined : this.#sites.get(answer);
    return chosen ? { site: chosen, by: 'answer' } : { problem: this.#questions.open(column, word) };
  }

  #options(candidates: readonly StockSite[], placed: boolean, kind: unknown): Option[] {
    const known = [...new Set(candidates)].slice(0, MOST_OFFERED).map((site) => {
      const label = siteLabel(site);
      return { value: site.key, label: { de: label, en: label } };
    });
    const kinds = placed ? SITE_CLASSES.filter(({ id }) => typeof kind !== 'string' || id === kind) : [];
    return [
      ...known,
      ...kinds.map(({ id, label }) => ({
        value: `${NEW}${id}`,
        label: { de: `neuer Standort: ${label.de}`, en: `a new site: ${label.en}` },
      })),
    ];
  }
}
