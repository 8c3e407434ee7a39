/**
 * Which cases are selected: single ones by key, or all that fit the filters. Immutable, so that it can be shown,
 * compared and tested without a screen.
 */
export interface Selection {
  /** All that match, whatever is loaded; `keys` is empty then. */
  all: boolean;
  keys: ReadonlySet<string>;
  /** What was selected before the range that is being drawn: a range that shrinks gives its rows back. */
  base: ReadonlySet<string>;
  /** Row from which a range is drawn. */
  anchor: number | null;
}

export const NOTHING: Selection = { all: false, keys: new Set(), base: new Set(), anchor: null };

export const isSelected = (selection: Selection, key: string): boolean => selection.all || selection.keys.has(key);

export const countOf = (selection: Selection, total: number): number => (selection.all ? total : selection.keys.size);

/** One row in or out; the next range is drawn from here. */
export function toggled(selection: Selection, key: string, at: number): Selection {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { all: false, keys, base: keys, anchor: at };
}

/** The range from the anchor on consists of these keys now; what was selected before it stays. */
export function ranged(selection: Selection, keys: readonly string[], anchor: number): Selection {
  const base = selection.anchor === anchor ? selection.base : selection.keys;
  return { all: false, keys: new Set([...base, ...keys]), base, anchor };
}

/** All that match. */
export const everything = (): Selection => ({ ...NOTHING, all: true });

/** These keys, e.g. all that match but for one that is to be taken out. */
export function exactly(keys: readonly string[], at: number): Selection {
  const set = new Set(keys);
  return { all: false, keys: set, base: set, anchor: at };
}
