import { changedValues, placedValues, PROPOSAL_KINDS, saysSame } from '@quartierblick/gis/offers/proposal.ts';
import type { PlacedValues, ProposalKind } from '@quartierblick/gis/offers/proposal.ts';
import type { RegisteredOffer } from '../register-read.ts';
import { enteredOf, enteredValues, isUntouched, orderIssues, parseEntry, parseRemark } from './entry.ts';
import type { KeptProposal } from './proposals.ts';
import { notYours } from './receive.ts';
import type { Said } from './receive.ts';
import type { Wrong } from './words.ts';

/** What is wrong at a place of the form. */
export interface Fault {
  wrong: Wrong;
  length?: number;
}

/** An offer on the page: what the register says, and what stands in the form. */
export interface OfferEntry {
  offer: RegisteredOffer;
  /** What waits for a planner. */
  waiting: KeptProposal | null;
  choice: ProposalKind | '';
  entered: Record<string, string[]>;
  remark: string;
  /** By place; also `choice` and `remark`. */
  faults: Record<string, Fault>;
  /** What is to be sent; null where nothing was said, or something is wrong. */
  said: Said | null;
}

/** Names of what is sent along for each offer. */
export const nameOf = (i: number, what: string): string => `${i}:${what}`;

/** An offer as nobody has typed anything yet: what waits for a decision stands in the fields. */
export function untouched(offer: RegisteredOffer, waiting: KeptProposal | null): OfferEntry {
  const values = placedValues(offer);
  const proposed = Object.entries(waiting?.proposed ?? {}).filter(([place]) => Object.hasOwn(values, place));
  const entered = enteredValues({ ...values, ...Object.fromEntries(proposed) });
  return { offer, waiting, choice: '', entered, remark: '', faults: {}, said: null };
}

const isSimple = (value: unknown): boolean =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** What the page showed when it was written, as it sent it along; the register's own values where that cannot be read. */
function seenOf(text: string | null, now: PlacedValues): PlacedValues {
  try {
    const seen: unknown = JSON.parse(text ?? '');
    if (typeof seen !== 'object' || seen === null || !Object.values(seen).every(isSimple)) return now;
    return { ...(seen as PlacedValues) };
  } catch {
    return now;
  }
}

const sameRuns = (one: PlacedValues, other: PlacedValues): boolean => saysSame(Object.keys(one), Object.keys(other));

/** Reads the fields of an offer as values, with what is wrong with them. */
function readValues(entered: Record<string, string[]>, seen: PlacedValues) {
  const faults: Record<string, Fault> = {};
  const values: PlacedValues = {};
  for (const [place, texts] of Object.entries(entered)) {
    values[place] = seen[place] ?? null;
    if (isUntouched(texts, seen[place])) continue;
    const parsed = parseEntry(place, texts, seen[place]);
    if ('value' in parsed) values[place] = parsed.value;
    else faults[place] = parsed;
  }
  const changed = changedValues(seen, values);
  for (const { place, wrong } of orderIssues(values)) {
    // What was wrong before is not laid at the provider's door.
    const touches = Object.keys(changed).some(
      (one) =>
        one === place ||
        one === place.replace(/^(age|valid)_to$/, '$1_from') ||
        one === place.replace(/^ends_at@/, 'starts_at@'),
    );
    if (touches && !faults[place]) faults[place] = { wrong };
  }
  return { changed, faults };
}

/** Whether the fields say something else than the page showed: the register, or what waits. */
const isEdited = (entered: Record<string, string[]>, shown: PlacedValues): boolean =>
  Object.entries(entered).some(([place, texts]) => !isUntouched(texts, shown[place]));

function readOffer(form: URLSearchParams, i: number, offer: RegisteredOffer, waiting: KeptProposal | null): OfferEntry {
  const now = placedValues(offer);
  const seen = seenOf(form.get(nameOf(i, 'seen')), now);
  const entered = Object.fromEntries(Object.keys(now).map((place) => [place, form.getAll(nameOf(i, place))]));
  const sent = form.get(nameOf(i, 'choice'));
  let choice: OfferEntry['choice'] = PROPOSAL_KINDS.find((kind) => kind === sent) ?? '';
  const typed = form.get(nameOf(i, 'remark')) ?? '';
  const remark = parseRemark(typed);
  const edited = isEdited(entered, { ...seen, ...waiting?.proposed });
  // Whoever changes something means it to be changed.
  if (choice === '' && edited) choice = 'change';
  const { changed, faults } = readValues(entered, seen);
  const entry: OfferEntry = { offer, waiting, choice, entered, remark: typed, faults: {}, said: null };
  if ('wrong' in remark) return { ...entry, faults: { remark } };
  const note = remark.value as string | null;
  if (choice === '') return note === null ? entry : { ...entry, faults: { choice: { wrong: 'choose' } } };
  const old = !sameRuns(seen, now) || (choice === 'confirm' && Object.keys(changedValues(seen, now)).length > 0);
  if (old) {
    // Fields that nobody has touched show what the register says by now.
    const fresh = Object.entries(now).map(([place, value]) =>
      isUntouched(entered[place] ?? [], seen[place]) ? [place, enteredOf(value)] : [place, entered[place] ?? []],
    );
    const again = Object.fromEntries(fresh) as Record<string, string[]>;
    return { ...entry, entered: again, faults: { choice: { wrong: 'meanwhile' } } };
  }
  if (choice === 'confirm' && edited) return { ...entry, faults: { choice: { wrong: 'both' } } };
  if (choice === 'change') {
    if (Object.keys(faults).length > 0) return { ...entry, faults };
    if (Object.keys(changed).length === 0 && note === null) return { ...entry, faults: { choice: { wrong: 'what' } } };
  }
  const proposed = choice === 'change' ? changed : {};
  const version = Number(form.get(nameOf(i, 'version')));
  const places = Object.keys(proposed);
  const said: Said = {
    offer: offer.key,
    kind: choice,
    proposed,
    seen: Object.fromEntries(places.map((place) => [place, seen[place] ?? null])),
    seenVersion: Number.isSafeInteger(version) && version > 0 ? version : offer.version,
    remark: note,
  };
  return { ...entry, said };
}

/**
 * Reads what a provider has sent about the own offers.
 * @param offers the provider's own
 * @throws Problem 403 where something is said of another offer
 */
export function readForm(
  form: URLSearchParams,
  offers: readonly RegisteredOffer[],
  waiting: ReadonlyMap<string, KeptProposal>,
): OfferEntry[] {
  const indexOf = new Map<string, number>();
  for (const [name, value] of form) {
    const i = /^(\d{1,4}):key$/.exec(name)?.[1];
    if (i === undefined) continue;
    if (!offers.some(({ key }) => key === value)) throw notYours();
    indexOf.set(value, Number(i));
  }
  return offers.map((offer) => {
    const i = indexOf.get(offer.key);
    const waits = waiting.get(offer.key) ?? null;
    return i === undefined ? untouched(offer, waits) : readOffer(form, i, offer, waits);
  });
}
