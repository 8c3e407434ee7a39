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

/** For every accident the most that fit on `sectionM` from it on, where they are enough. Each begins and ends at an accident. */
function slide(group: readonly Placed[], least: number, sectionM: number): Omit<Window, 'span' | 'shared'>[] {
  const sorted = group.toSorted(
    (a, b) => a.piece - b.piece || a.chainage - b.chainage || (a.accident.key < b.accident.key ? -1 : 1),
  );
  let end = 0;
  return sorted.flatMap((start, i) => {
    end = Math.max(end, i);
    for (let next = sorted[end]; next; next = sorted[++end]) {
      if (next.piece !== start.piece || next.chainage - start.chainage > sectionM) break;
    }
    const placed = sorted.slice(i, end);
    if (placed.length < least) return [];
    const to = placed.at(-1)?.chainage ?? start.chainage;
    return [{ placed, from: start.chainage, to, piece: start.piece }];
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
  const all: Window[] = spans.flatMap((span) =>
    [...candidates(placed, criterion, span)].flatMap(([shared, group]) =>
      slide(group, criterion.least, sectionM).map((window) => ({ ...window, span, shared })),
    ),
  );
  all.sort(
    (a, b) =>
      b.placed.length - a.placed.length ||
      b.span.last - a.span.last ||
      a.to - a.from - (b.to - b.from) ||
      a.piece - b.piece ||
      a.from - b.from ||
      String(a.shared).localeCompare(String(b.shared)),
  );
  const overlap = (a: Window, b: Window) => a.piece === b.piece && a.from <= b.to && b.from <= a.to;
  const chosen: Window[] = [];
  for (const window of all) if (!chosen.some((one) => overlap(one, window))) chosen.push(window);
  return chosen.map((window) => {
    const here = all.filter((one) => overlap(one, window));
    return { ...window, spans: new Set(here.map(({ span }) => span.first)).size };
  });
}
