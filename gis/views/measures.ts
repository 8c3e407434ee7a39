import { UUID } from '../walks/event.ts';

export const VIEWS = ['board', 'table', 'map'] as const;
export const WHICH = ['all', 'todo', 'overdue', 'remind'] as const;

/** What a link to the list of measures carries. */
export interface MeasuresAddress {
  view: (typeof VIEWS)[number];
  which: (typeof WHICH)[number];
  /** Key of a theme, `none`, or null for all. */
  theme: string | null;
  /** As it is written in the list; '' for nobody, null for all. */
  who: string | null;
  /** Key of a walk; null: of all and none. */
  walk: string | null;
  /** Key of the measure that is open, or `new`. */
  measure: string | null;
}

export const START: MeasuresAddress = {
  ...{ view: 'board', which: 'all', theme: null, who: null, walk: null, measure: null },
};

const uuidOf = (raw: string | null): string | null => (raw !== null && UUID.test(raw) ? raw : null);

/** Reads an address; parts that are not understood are as at the start. */
export function readAddress(search: URLSearchParams): MeasuresAddress {
  const measure = search.get('measure');
  return {
    view: VIEWS.find((one) => one === search.get('view')) ?? START.view,
    which: WHICH.find((one) => one === search.get('which')) ?? START.which,
    theme: search.get('theme'),
    who: search.get('who'),
    walk: uuidOf(search.get('walk')),
    measure: measure === 'new' ? measure : uuidOf(measure),
  };
}

/** Writes an address; what is as at the start is left out, and other parameters stay. */
export function writeAddress(address: MeasuresAddress, current: URLSearchParams): string {
  const search = new URLSearchParams(current);
  for (const [name, value] of Object.entries(address)) {
    if (value === null || value === START[name as keyof MeasuresAddress]) search.delete(name);
    else search.set(name, value as string);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
