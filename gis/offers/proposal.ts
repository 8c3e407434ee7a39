import { offersAtSites } from '../layers/offers/layer.ts';
import type { Field } from '../layers/fields.ts';
import { offerRegister } from '../layers/offers/register.ts';

/** What a provider may correct of an offer; its kind, topic and provider stay with those who keep the register. */
export const OFFER_NAMES = [
  'title',
  'description',
  'age_from',
  'age_to',
  'languages',
  'places',
  'cost',
  'registration',
  'contact',
  'valid_from',
  'valid_to',
] as const satisfies readonly (keyof typeof offerRegister.fields)[];
/** What a provider may correct of when an offer runs at a site. */
export const RUN_NAMES = [
  'weekdays',
  'starts_at',
  'ends_at',
] as const satisfies readonly (keyof typeof offersAtSites.fields)[];

export type OfferName = (typeof OFFER_NAMES)[number];
export type RunName = (typeof RUN_NAMES)[number];

/** What a provider says of an offer. */
export const PROPOSAL_KINDS = ['confirm', 'change', 'gone'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** Values by where they stand: `title` of the offer, `starts_at@<key of the run>` of when it runs at a site. */
export type PlacedValues = Record<string, unknown>;

/** Part of an offer of the register that this is about. */
interface Kept {
  fields: Record<string, unknown>;
  runs: readonly { key: string; fields: Record<string, unknown> }[];
}

/** Where a value of a run stands. */
export const atRun = (name: RunName, run: string): string => `${name}@${run}`;

/** Name of the field and key of the run; null for what belongs to the offer itself. */
export function partsOf(place: string): { name: string; run: string | null } {
  const at = place.indexOf('@');
  return at < 0 ? { name: place, run: null } : { name: place.slice(0, at), run: place.slice(at + 1) };
}

/** The declared field of a place; undefined where nothing may be proposed. */
export function fieldAt(place: string): Field | undefined {
  const { name, run } = partsOf(place);
  if (run === null) {
    const fields: Record<string, Field> = offerRegister.fields;
    return OFFER_NAMES.some((one) => one === name) ? fields[name] : undefined;
  }
  const fields: Record<string, Field> = offersAtSites.fields;
  return RUN_NAMES.some((one) => one === name) ? fields[name] : undefined;
}

/** All values of an offer that a provider may correct, in the order in which they are asked for. */
export function placedValues({ fields, runs }: Kept): PlacedValues {
  return Object.fromEntries([
    ...OFFER_NAMES.map((name) => [name, fields[name] ?? null]),
    ...runs.flatMap((run) => RUN_NAMES.map((name) => [atRun(name, run.key), run.fields[name] ?? null])),
  ]) as PlacedValues;
}

/** An offer with these values in their places; what stands nowhere in it is left out. */
export function withPlaced<K extends Kept>(offer: K, values: PlacedValues): K {
  const of = (run: string | null) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([place, value]) => {
        const parts = partsOf(place);
        return parts.run === run ? [[parts.name, value]] : [];
      }),
    );
  return {
    ...offer,
    fields: { ...offer.fields, ...of(null) },
    runs: offer.runs.map((run) => ({ ...run, fields: { ...run.fields, ...of(run.key) } })),
  };
}

/** Lists of days and languages say the same in any order, and an empty text says nothing. */
const plain = (value: unknown): string =>
  JSON.stringify(
    Array.isArray(value) ? [...(value as unknown[])].map(String).sort() : value === '' ? null : (value ?? null),
  );

/** Whether two values say the same. */
export const saysSame = (one: unknown, other: unknown): boolean => plain(one) === plain(other);

/** What differs from what was seen: the new values. */
export function changedValues(seen: PlacedValues, said: PlacedValues): PlacedValues {
  return Object.fromEntries(Object.entries(said).filter(([place, value]) => !saysSame(value, seen[place])));
}

/** One value of a proposal beside what the provider saw and what the register says by now. */
export interface ProposedValue {
  field: string;
  seen: unknown;
  proposed: unknown;
  now: unknown;
  /** Somebody else changed it meanwhile to something else. */
  conflict: boolean;
}

/** The values of a proposal against the register of now. @param now null: the offer is gone */
export function comparedValues(proposed: PlacedValues, seen: PlacedValues, now: PlacedValues | null): ProposedValue[] {
  return Object.entries(proposed).map(([field, value]) => {
    const current = now?.[field] ?? null;
    const conflict = !saysSame(current, seen[field]) && !saysSame(current, value);
    return { field, seen: seen[field] ?? null, proposed: value, now: current, conflict };
  });
}
