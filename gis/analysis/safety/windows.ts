import type { Accident } from './accident.ts';
import { isSevere } from './accident.ts';
import type { Criterion } from './presets.ts';
import type { Span } from './spans.ts';

/** An accident at a place along an axis; at a junction all have chainage 0. */
export interface Placed {
  accident: Accident;
  chainage: number;
  /** Number of the axis's piece: windows do not cross gaps. */
  piece: number;
}

/** Accidents that meet a criterion in one view and on one stretch. */
export interface Window {
  span: Span;
  /** The Unfalltyp or Unfallart that they share; null where none is asked for. */
  shared: string | null;
  placed: readonly Placed[];
  from: number;
  to: number;
  piece: number;
}

/** Part of a sorted list: windows overlap, and a copy for each would grow with the square of the accidents. */
interface Stretch extends Pick<Window, 'from' | 'to' | 'piece'> {
  sorted: readonly Placed[];
  start: number;
  end: number;
}
type Found = Stretch & Pick<Window, 'span' | 'shared'>;

/** Accidents that count for a criterion in a view, by what they must have in common. What is not known is the same as nothing. */
function candidates(
  all: readonly Placed[],
  { counted, same }: Criterion,
  { first, last }: Span,
): Map<string | null, Placed[]> {
  const found = new Map<string | null, Placed[]>();
  for (const one of all) {
    const { accident } = one;
    if (accident.year < first || accident.year > last || (counted === 'severe' && !isSevere(accident))) continue;
    const shared = same === null ? null : accident[same];
    if (same !== null && shared === null) continue;
    const group = found.get(shared);
    if (group) group.push(one);
    else found.set(shared, [one]);
  }
  return found;
}

/** For every place the most that fit on `sectionM` from it on, where they are enough. Each begins and ends at an accident. */
function slide(group: readonly Placed[], least: number, sectionM: number): Stretch[] {
  const sorted = group.toSorted(
    (a, b) => a.piece - b.piece || a.chainage - b.chainage || (a.accident.key < b.accident.key ? -1 : 1),
  );
  let end = 0;
  return sorted.flatMap((start, i) => {
    const before = sorted[i - 1];
    // From the same place the window that began with the first has them all.
    if (before && before.piece === start.piece && before.chainage === start.chainage) return [];
    end = Math.max(end, i);
    for (let next = sorted[end]; next; next = sorted[++end]) {
      if (next.piece !== start.piece || next.chainage - start.chainage > sectionM) break;
    }
    if (end - i < least) return [];
    const to = sorted[end - 1]?.chainage ?? start.chainage;
    return [{ sorted, start: i, end, from: start.chainage, to, piece: start.piece }];
  });
}

/**
 * Windows in which a criterion is met, none longer than `sectionM`, in every view: of those that overlap the one with the most
 * accidents, then the newest, then the shortest. Fixed length is what keeps clusters from chaining along a whole street.
 */
export function windowsOf(
  placed: readonly Placed[],
  criterion: Criterion,
  spans: readonly Span[],
  sectionM: number,
): (Window & { spans: number })[] {
  const all: Found[] = spans.flatMap((span) =>
    [...candidates(placed, criterion, span)].flatMap(([shared, group]) =>
      slide(group, criterion.least, sectionM).map((window) => ({ ...window, span, shared })),
    ),
  );
  all.sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) ||
      b.span.last - a.span.last ||
      a.to - a.from - (b.to - b.from) ||
      a.piece - b.piece ||
      a.from - b.from ||
      String(a.shared).localeCompare(String(b.shared)),
  );
  const overlap = (a: Found, b: Found) => a.piece === b.piece && a.from <= b.to && b.from <= a.to;
  const chosen: Found[] = [];
  for (const window of all) if (!chosen.some((one) => overlap(one, window))) chosen.push(window);
  return chosen.map((window) => {
    const { span, shared, sorted, start, end, from, to, piece } = window;
    const here = all.filter((one) => overlap(one, window));
    const placed = sorted.slice(start, end);
    return { span, shared, placed, from, to, piece, spans: new Set(here.map((one) => one.span.first)).size };
  });
}
