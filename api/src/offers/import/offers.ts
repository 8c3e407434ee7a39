import type { OfferRow } from '@quartierblick/gis/register/offers/rows.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { MatchedBy } from '../../register/planned.ts';
import type { ProviderMatch } from './providers.ts';
import { nameKey } from './questions.ts';
import type { StockOffer } from './stock.ts';

/** The offer that a row means: one that is known, or a new one, the same for rows of one title and provider. */
export type OfferMatch = { id: string; offer: StockOffer | null; by: MatchedBy } | { problem: RowProblem };

const noTitle: RowProblem = {
  column: null,
  text: { de: 'Der Zeile fehlt der Name des Angebots.', en: 'The row lacks the name of the offer.' },
};

const unknownKey = (key: string): RowProblem => ({
  column: null,
  text: {
    de: `Ein Angebot mit dem Schlüssel „${key.slice(0, 60)}“ gibt es nicht (mehr). Für ein neues Angebot den Schlüssel leer lassen.`,
    en: `There is no offer with the key “${key.slice(0, 60)}” (any more). Leave the key empty for a new offer.`,
  },
});

const several = (title: string, found: number): RowProblem => ({
  column: null,
  text: {
    de: `„${title}“ heißen ${found} Angebote. Bitte den Träger oder die Spalte „Schlüssel“ aus unserem Export mitliefern.`,
    en: `${found} offers are called “${title}”. Please include the provider or the column “Key” of our export.`,
  },
});

/** Finds offers by key, else by title and provider. */
export class Offers {
  readonly #byKey: ReadonlyMap<string, StockOffer>;
  readonly #byTitle: ReadonlyMap<string, StockOffer[]>;

  constructor(offers: readonly StockOffer[]) {
    this.#byKey = new Map(offers.map((offer) => [offer.key, offer]));
    this.#byTitle = Map.groupBy(offers, ({ fields }) => nameKey(String(fields['title'] ?? '')));
  }

  /** @param provider what the row's provider was taken for; undefined where it names none */
  match({ key, offer }: OfferRow, provider: ProviderMatch | undefined): OfferMatch {
    if (key !== null) {
      const found = this.#byKey.get(key);
      return found ? { id: key, offer: found, by: 'key' } : { problem: unknownKey(key) };
    }
    const told = offer['title']?.told;
    const title = told && 'value' in told && typeof told.value === 'string' ? told.value : null;
    if (title === null) return { problem: noTitle };
    const called = this.#byTitle.get(nameKey(title)) ?? [];
    const named = provider && 'key' in provider ? provider.key : undefined;
    const its = provider === undefined ? called : called.filter((one) => one.provider === named);
    const found = its.length > 0 || provider === undefined ? its : called.filter((one) => one.provider === null);
    const [only] = found;
    if (found.length > 1) return { problem: several(title, found.length) };
    if (only) return { id: only.key, offer: only, by: 'name' };
    const whose =
      provider === undefined || 'problem' in provider ? '' : 'key' in provider ? provider.key : nameKey(provider.fresh);
    return { id: `new ${nameKey(title)} ${whose}`, offer: null, by: 'new' };
  }
}
