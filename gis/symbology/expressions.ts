import type { ClassScheme, LayerClass, Measure } from './symbology.ts';
import { UNCLASSED } from './legend.ts';

/** An expression of the MapLibre style specification. */
export type Expression = readonly unknown[];

/** A value for each class of a scheme, by the class column; `rest` for features in none. */
export function byClass<T>({ column, classes }: ClassScheme, of: (one: LayerClass) => T, rest: T): Expression | T {
  const pairs = classes.flatMap((one) => [one.id, of(one)]);
  return pairs.length === 0 ? rest : ['match', ['to-string', ['get', column]], ...pairs, rest];
}

/** True for features whose class is none of the hidden ones. */
export function notHidden({ column, classes }: ClassScheme, hidden: ReadonlySet<string>): Expression | null {
  if (hidden.size === 0) return null;
  const value: Expression = ['to-string', ['get', column]];
  const named = classes.map((one) => one.id);
  const gone = named.filter((id) => hidden.has(id));
  const shown: Expression = ['!', ['in', value, ['literal', gone]]];
  return hidden.has(UNCLASSED) ? ['all', ['in', value, ['literal', named]], shown] : shown;
}

/** All of the conditions; null where there are none. */
export function allOf(...conditions: (Expression | null)[]): Expression | null {
  const given = conditions.filter((one) => one !== null);
  return given.length > 1 ? ['all', ...given] : (given[0] ?? null);
}

/**
 * The value of a measure from the columns of a tile: value × factor / per, in the order in which the api
 * computes it, so that a value on a threshold falls into the same class. `known` is false where a part is missing or the
 * denominator is not above 0: that is "not available", never zero.
 */
export function measureValue({ value, per, factor = 1 }: Measure): { known: Expression; value: Expression } {
  const part = (column: string): Expression => ['to-number', ['get', column], -1];
  const has = (column: string): Expression => ['!=', ['typeof', ['get', column]], 'null'];
  if (!per) return { known: has(value), value: ['*', part(value), factor] };
  return {
    known: ['all', has(value), has(per), ['>', part(per), 0]],
    value: ['/', ['*', part(value), factor], part(per)],
  };
}

/** Steps of colours along thresholds. */
export function steps(value: Expression, breaks: readonly number[], colours: readonly string[]): Expression | string {
  const [first = '#000000', ...rest] = colours;
  if (breaks.length === 0) return first;
  return ['step', value, first, ...breaks.flatMap((limit, i) => [limit, rest[i] ?? first])];
}
