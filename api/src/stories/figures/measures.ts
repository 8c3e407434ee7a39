import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { MEASURE_STATES } from '@quartierblick/gis/walks/measure.ts';
import { MEASURE_STATE_WORDS } from '@quartierblick/gis/walks/measure-words.ts';
import { readMeasures } from '../../measures/read.ts';
import { MEASURES_SOURCE } from '../registers.ts';
import { known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

const ALL: Text = { de: 'Maßnahmen', en: 'Measures' };
const OVERDUE: Text = { de: 'Maßnahmen: überfällig', en: 'Measures: overdue' };

/** What is counted, by argument. */
const TITLES = new Map<string, Text>([
  ['', ALL],
  ['overdue', OVERDUE],
  ...MEASURE_STATES.map((state): [string, Text] => [
    state,
    { de: `${ALL.de}: ${MEASURE_STATE_WORDS.de[state]}`, en: `${ALL.en}: ${MEASURE_STATE_WORDS.en[state]}` },
  ]),
]);

/** How many measures there are, by state: `measures`, `measures:done`, `measures:overdue`. */
export const measureFigures: FigureMaker = {
  lowest: 'steering',
  group: { de: 'Maßnahmen', en: 'Measures' },
  offered: async () =>
    [...TITLES].map(([argument, title]) => ({ name: argument === '' ? 'measures' : `measures:${argument}`, title })),
  async make(ask, argument) {
    const title = TITLES.get(argument);
    if (!title) return null;
    const all = await readMeasures(ask.tools.deps.db.sql);
    const counted = all.filter(
      ({ state, overdue }) => argument === '' || (argument === 'overdue' ? overdue : state === argument),
    );
    const newest = all.map(({ changedAt }) => changedAt.slice(0, 10)).sort();
    return {
      ...PLAIN,
      title,
      ...known(counted.length),
      format: 'count',
      denominator: argument === '' ? null : { de: `von ${all.length} insgesamt`, en: `of ${all.length} in all` },
      sources: [{ ...MEASURES_SOURCE, asOf: newest.at(-1) ?? null, demo: all.some(({ demo }) => demo) }],
      seenAt: '/walks/measures',
      uses: { measures: newest.at(-1) ?? '' },
    };
  },
};
