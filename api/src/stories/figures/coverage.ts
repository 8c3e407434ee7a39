import { minus } from '@quartierblick/gis/analysis/coverage/range.ts';
import type { Range } from '@quartierblick/gis/analysis/coverage/range.ts';
import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import type { AgeGroup } from '@quartierblick/gis/analysis/network/types.ts';
import { PLAY_AGES } from '@quartierblick/gis/layers/playgrounds/layer.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import { START, writeAddress } from '@quartierblick/gis/views/coverage.ts';
import type { Asking } from '../asking.ts';
import { behind } from '../made.ts';
import { coverageFor, coverageLayers } from '../on-foot.ts';
import { among, between, known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

const GROUP: Text = { de: 'Kinder und Spielplätze (modelliert)', en: 'Children and playgrounds (modelled)' };

const groupOf = (argument: string): AgeGroup | undefined => AGE_GROUPS.find((group) => group === argument);
const childrenOf = (group: AgeGroup): Text => ({
  de: `Kinder ${PLAY_AGES[group].de}`,
  en: `children ${PLAY_AGES[group].en}`,
});
const capital = ({ de, en }: Text): Text => ({ de, en: en[0]?.toUpperCase() + en.slice(1) });

const titles = {
  unreached: (group: AgeGroup): Text => {
    const metres = COVERAGE_DEFAULTS.reachM[group];
    const { de, en } = capital(childrenOf(group));
    return {
      de: `${de} ohne Spielplatz in ${metres} m Fußweg`,
      en: `${en} without a playground within ${metres} m on foot`,
    };
  },
  children: (group: AgeGroup): Text => capital(childrenOf(group)),
};

/** What all figures of coverage have in common: of the project area, with the settings that the screen begins with. */
async function coverageNow(ask: Asking, age: AgeGroup) {
  const covered = await coverageFor(ask, START);
  if (!covered) return null;
  const { groups, area } = covered.today;
  const common = {
    ...PLAIN,
    modelled: true,
    ...(await behind(ask, coverageLayers(START))),
    seenAt: `/coverage${writeAddress({ ...START, age }, new URLSearchParams())}`,
  };
  return { groups, area, notes: covered.notes, common };
}

const NO_FIGURE: Omit<Figure, 'name' | 'title'> = {
  ...PLAIN,
  ...known(null),
  ...{ format: 'count', modelled: true, sources: [], uses: {} },
  notes: [{ de: 'Es gibt kein Wegenetz.', en: 'There is no walking network.' }],
};

/** A number of modelled children, missing where nobody is known at all: that is no zero. */
async function ofChildren(
  ask: Asking,
  argument: string,
  pick: (
    figures: { all: Range; reached: Range },
    of: AgeGroup,
  ) => { title: Text; range: Range; denominator: Text | null },
): Promise<Omit<Figure, 'name'> | null> {
  const group = groupOf(argument);
  if (!group) return null;
  const now = await coverageNow(ask, group);
  const figures = now?.groups.find((one) => one.group === group);
  if (!now || !figures) return { ...NO_FIGURE, title: titles.children(group) };
  const { range, ...said } = pick(figures, group);
  const someone = figures.all.most > 0;
  return {
    ...now.common,
    ...said,
    ...known(someone ? Math.round(range.expected) : null),
    format: 'count',
    notes: [...between(range), ...now.notes],
  };
}

const named = (id: keyof typeof titles) => async () =>
  AGE_GROUPS.map((group) => ({ name: `${id}:${group}`, title: titles[id](group) }));

/** Children of the project area without a playground near enough on foot (DIN 18034-1:2020-10): `unreached:under-6`. */
export const unreachedFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: named('unreached'),
  make: (ask, argument) =>
    ofChildren(ask, argument, ({ all, reached }, group) => ({
      title: titles.unreached(group),
      range: minus(all, reached),
      denominator: among(all, childrenOf(group)),
    })),
};

/** Children of the project area by age group: `children:6-12`. */
export const childrenFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: named('children'),
  make: (ask, argument) =>
    ofChildren(ask, argument, ({ all }, group) => ({
      title: titles.children(group),
      range: all,
      denominator: ask.project && {
        de: `wohnhaft in: ${ask.project.name.de}`,
        en: `living in: ${ask.project.name.en}`,
      },
    })),
};

const MISSING_AREA: Text = { de: 'Fehlende Spielfläche', en: 'Missing play area' };

/** m² of play area that the children of the project area lack by the target. */
export const playAreaFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: async () => [{ name: 'play-area-missing', title: MISSING_AREA }],
  async make(ask, argument) {
    if (argument !== '') return null;
    const now = await coverageNow(ask, START.age);
    if (!now) return { ...NO_FIGURE, title: MISSING_AREA };
    const { area, common, notes } = now;
    // Tens, as the screen says it: more would pretend to know the children one by one.
    const tens = (m2: number) => Math.round(m2 / 10) * 10;
    const [needed, target] = [tens(area.neededM2), START.targetM2];
    return {
      ...common,
      title: MISSING_AREA,
      ...known(area.neededM2 > 0 ? tens(area.missingM2) : null),
      format: 'number',
      unit: { de: 'm²', en: 'm²' },
      denominator: {
        de: `von ${needed.toLocaleString('de')} m², die es bei ${target.toLocaleString('de')} m² je Kind braucht`,
        en: `of ${needed.toLocaleString('en')} m² needed at ${target} m² a child`,
      },
      notes: [...notes],
    };
  },
};
