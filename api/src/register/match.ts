import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RegisterRow } from '@quartierblick/gis/register/rows.ts';
import { addressKey } from './near.ts';
import type { StockCase } from './stock.ts';

/** The case that a row means, none (a new one), or why that cannot be told. */
export type Match = { found: StockCase } | { none: true } | { problem: Text };

const numberForm = (text: string): string => text.trim().toLowerCase();

const several = (what: Text, keys: readonly StockCase[]): { problem: Text } => {
  const named = keys
    .slice(0, 3)
    .map((one) => String(one.values['case_number'] ?? one.key))
    .join(', ');
  return {
    problem: {
      de: `${what.de} haben mehrere Fälle (${named}). Bitte die Spalte „Schlüssel“ aus unserem Export mitliefern.`,
      en: `Several cases have ${what.en} (${named}). Please include the column “Key” of our export.`,
    },
  };
};

/** Finds the case of a row: by key, else by case number, else by address. */
export class Matcher {
  readonly #byKey: ReadonlyMap<string, StockCase>;
  readonly #byNumber: ReadonlyMap<string, StockCase[]>;
  readonly #byAddress: ReadonlyMap<string, StockCase[]>;

  constructor(stock: readonly StockCase[]) {
    this.#byKey = new Map(stock.map((one) => [one.key, one]));
    const having = (field: string) => stock.filter((one) => typeof one.values[field] === 'string');
    this.#byNumber = Map.groupBy(having('case_number'), (one) => numberForm(String(one.values['case_number'])));
    this.#byAddress = Map.groupBy(having('address'), (one) => addressKey(String(one.values['address'])));
  }

  match({ key, fields }: RegisterRow): Match {
    if (key !== null) {
      const found = this.#byKey.get(key);
      if (found) return { found };
      return {
        problem: {
          de: `Einen Fall mit dem Schlüssel „${key.slice(0, 60)}“ gibt es nicht (mehr). Für einen neuen Fall den Schlüssel leer lassen.`,
          en: `There is no case with the key “${key.slice(0, 60)}” (any more). Leave the key empty for a new case.`,
        },
      };
    }
    const number = fields['case_number'];
    if (typeof number === 'string') {
      const found = this.#byNumber.get(numberForm(number)) ?? [];
      if (found.length > 1)
        return several({ de: `Das Aktenzeichen „${number}“`, en: `the case number “${number}”` }, found);
      if (found[0]) return { found: found[0] };
    }
    return this.#atAddress(fields['address'], number);
  }

  #atAddress(address: unknown, number: unknown): Match {
    if (typeof address !== 'string') return { none: true };
    const found = this.#byAddress.get(addressKey(address)) ?? [];
    if (found.length > 1) return several({ de: `Die Adresse „${address}“`, en: `the address “${address}”` }, found);
    const [one] = found;
    if (!one) return { none: true };
    const own = one.values['case_number'];
    if (typeof number === 'string' && typeof own === 'string') {
      return {
        problem: {
          de: `Unter „${address}“ steht schon der Fall ${own}. Ist er gemeint, bitte dieses Aktenzeichen oder den Schlüssel angeben; ein zweiter Fall im selben Haus lässt sich in der Liste anlegen.`,
          en: `At “${address}” there is already case ${own}. If it is meant, please give that case number or the key; a second case in the same house can be recorded in the list.`,
        },
      };
    }
    return { found: one };
  }
}
