import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { CASE_CODE_FIELDS, DUE_WINDOWS, emptyValueOf } from '@quartierblick/gis/layers/properties/list.ts';
import { filterParams, readQuery } from '@quartierblick/gis/views/cases.ts';
import type { ListQuery } from '@quartierblick/gis/views/cases.ts';
import { caseFilter, searched } from '../../../properties/list-filter.ts';
import type { CaseFilter } from '../../../properties/list-filter.ts';
import { groupCases } from '../../../properties/list.ts';
import type { Asking } from '../../asking.ts';
import { behind, brokenView } from '../../made.ts';
import type { Made } from '../../made.ts';
import { amongAll, barsOf } from './counted.ts';
import type { Count, Counter } from './counted.ts';

const NOT_STATED: Text = { de: 'keine Angabe', en: 'not stated' };
/** By what they are counted where the list is not grouped: what the map colours them by. */
const USUAL = 'class';

const same = (text: string): Text => ({ de: text, en: text });
const dayIn = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));

/** Each filter of the list, in words. */
function wordsOf({ filters, q, due, changedSince, bbox }: ListQuery): Text[] {
  const codes = Object.entries(filters).flatMap(([name, chosen]) => {
    const field = CASE_CODE_FIELDS[name];
    if (!field) return [];
    const said = chosen.map((value) =>
      value === emptyValueOf(field) ? NOT_STATED : (field.values?.[value] ?? same(value)),
    );
    const inWords = (code: keyof Text) => `${field.label[code]}: ${said.map((text) => text[code]).join(', ')}`;
    return [{ de: inWords('de'), en: inWords('en') }];
  });
  const since = (locale: string) => dayIn(changedSince ?? '', locale);
  return [
    ...codes,
    ...(q === '' ? [] : [{ de: `Suche „${q}“`, en: `search “${q}”` }]),
    ...(due ? [{ de: `Frist ${DUE_WINDOWS[due].de}`, en: `deadline ${DUE_WINDOWS[due].en}` }] : []),
    ...(changedSince ? [{ de: `geändert seit ${since('de-DE')}`, en: `changed since ${since('en-GB')}` }] : []),
    ...(bbox ? [{ de: 'im Kartenausschnitt', en: 'in a part of the map' }] : []),
  ];
}

async function make(ask: Asking, argument: string): Promise<Made> {
  const { deps, search } = ask.tools;
  const { sql } = deps.db;
  const { query, broken } = readQuery(new URLSearchParams(argument));
  const filter = caseFilter.parse(filterParams(query)) as CaseFilter;
  const by = query.group ?? USUAL;
  const field = CASE_CODE_FIELDS[by];
  const [groups, all] = await Promise.all([
    groupCases(sql, by, filter, await searched(sql, search, filter)),
    groupCases(sql, by, {}, null),
  ]);
  const sum = (some: typeof groups): number => some.reduce((total, { count }) => total + count, 0);
  const counts = groups.map(({ value, count }): Count => {
    const label = value === null ? NOT_STATED : (field?.values?.[value] ?? same(value));
    return [label, count];
  });
  const label = field?.label ?? same(by);
  const title = { de: `Immobilien nach ${label.de}`, en: `Properties by ${label.en}` };
  const { sources } = await behind(ask, [properties]);
  return {
    content: barsOf(counts, { title, denominator: amongAll(sum(groups), sum(all), wordsOf(query)) }),
    sources,
    withheld: [],
    problems: broken.length > 0 ? [brokenView(broken)] : [],
    uses: { [properties.id]: ask.version(properties.id), 'properties changed': ask.changedAt(properties.id) ?? '' },
  };
}

/** Cases by what the list is grouped by, narrowed as the list is. The list is for planners, and so is every count of it. */
export const casesCounter: Counter = { lowest: 'planner', make };
