import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { readAddress, START } from '@quartierblick/gis/views/measures.ts';
import type { MeasuresAddress } from '@quartierblick/gis/views/measures.ts';
import { chosen } from '@quartierblick/gis/walks/chosen.ts';
import { hasEnded, MEASURE_STATES } from '@quartierblick/gis/walks/measure.ts';
import type { Measure, MeasureTheme } from '@quartierblick/gis/walks/measure.ts';
import { MEASURE_STATE_WORDS } from '@quartierblick/gis/walks/measure-words.ts';
import { readMeasures } from '../../../measures/read.ts';
import { readThemes } from '../../../measures/themes.ts';
import { today } from '../../../properties/today.ts';
import type { Asking } from '../../asking.ts';
import { brokenView } from '../../made.ts';
import type { Made } from '../../made.ts';
import { MEASURES_SOURCE } from '../../registers.ts';
import { amongAll, barsOf } from './counted.ts';
import type { Counter } from './counted.ts';

const TITLE: Text = { de: 'Maßnahmen nach Stand', en: 'Measures by state' };
const WHICH: Record<MeasuresAddress['which'], Text | null> = {
  all: null,
  todo: { de: 'noch zu tun', en: 'still to be done' },
  overdue: { de: 'überfällig', en: 'overdue' },
  remind: { de: 'zu erinnern', en: 'to be reminded of' },
};

const named = (word: Text, name: Text): Text => ({ de: `${word.de}: ${name.de}`, en: `${word.en}: ${name.en}` });
const same = (text: string): Text => ({ de: text, en: text });

/** What the list is narrowed to, in words. */
function wordsOf(address: MeasuresAddress, themes: readonly MeasureTheme[], all: readonly Measure[]): Text[] {
  const { which, theme, who, walk } = address;
  const title = themes.find(({ key }) => key === theme)?.title ?? same(theme ?? '');
  const walked = all.find((one) => one.walk?.key === walk)?.walk?.title ?? walk ?? '';
  return [
    WHICH[which] ?? [],
    theme === null ? [] : theme === 'none' ? { de: 'ohne Thema', en: 'without a theme' } : title,
    who === null
      ? []
      : who === ''
        ? { de: 'ohne Zuständige', en: 'nobody responsible' }
        : named({ de: 'zuständig', en: 'responsible' }, same(who)),
    walk === null ? [] : named({ de: 'Gang', en: 'walk' }, same(walked)),
  ].flat();
}

async function make(ask: Asking, argument: string): Promise<Made> {
  const { sql } = ask.tools.deps.db;
  const search = new URLSearchParams(argument);
  const address = readAddress(search);
  // A filter that is not understood would silently count all.
  const broken = (['which', 'walk'] as const).filter(
    (name) => search.has(name) && search.get(name) !== START[name] && address[name] === START[name],
  );
  const [all, themes] = await Promise.all([
    ask.once('measures', () => readMeasures(sql)),
    ask.once('measure themes', () => readThemes(sql)),
  ]);
  const shown = chosen(all, address, today());
  // What has ended is not among those that are to be done: no bar says that there is none.
  const states = MEASURE_STATES.filter((state) => address.which === 'all' || !hasEnded({ state }));
  const counts = states.map(
    (state) =>
      [
        { de: MEASURE_STATE_WORDS.de[state], en: MEASURE_STATE_WORDS.en[state] },
        shown.filter((one) => one.state === state).length,
      ] as const,
  );
  const denominator = amongAll(shown.length, all.length, wordsOf(address, themes, all));
  const newest = all
    .map(({ changedAt }) => changedAt)
    .sort()
    .at(-1);
  return {
    content: barsOf(counts, { title: TITLE, denominator }),
    sources: [{ ...MEASURES_SOURCE, asOf: newest?.slice(0, 10) ?? null, demo: all.some(({ demo }) => demo) }],
    withheld: [],
    problems: broken.length > 0 ? [brokenView(broken)] : [],
    uses: { measures: newest ?? '' },
  };
}

/** Measures by their state, narrowed as the list is. */
export const measuresCounter: Counter = { lowest: 'steering', make };
