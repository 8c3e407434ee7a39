import { minus } from '@quartierblick/gis/analysis/coverage/range.ts';
import type { Range } from '@quartierblick/gis/analysis/coverage/range.ts';
import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import type { AgeGroup } from '@quartierblick/gis/analysis/network/types.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import { START, writeAddress } from '@quartierblick/gis/views/coverage.ts';
import type { Asking } from '../asking.ts';
import { behind } from '../made.ts';
import { childrenLayers, coverageFor, coverageLayers } from '../on-foot.ts';
import { among, between, known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

const GROUP: Text = { de: 'Kinder und Spielplätze (modelliert)', en: 'Children and playgrounds (modelled)' };

/** In full words, as a sentence has them. */
const CHILDREN = {
  'under-6': { de: 'Kinder unter 6 Jahren', en: 'Children under 6' },
  '6-12': { de: 'Kinder von 6 bis unter 12 Jahren', en: 'Children from 6 to under 12' },
  '12-plus': { de: 'Kinder ab 12 Jahren', en: 'Children aged 12 and over' },
} as const satisfies Record<AgeGroup, Text>;

const titles = {
  unreached: (group: AgeGroup): Text => {
    const { de, en } = CHILDREN[group];
    const metres = COVERAGE_DEFAULTS.reachM[group];
    return {
      de: `${de} ohne Spielplatz in ${metres} m Fußweg`,
      en: `${en} without a playground within ${metres} m on foot`,
    };
  },
  children: (group: AgeGroup): Text => CHILDREN[group],
};

const amongThem = (all: Range, group: AgeGroup): Text | null => {
  const { de, en } = CHILDREN[group];
  return among(all, { de: de.replace('Kinder', 'Kindern'), en: en.replace('Children', 'children') });
};

/** What all figures of coverage have in common: of the project area, with the settings that the screen begins with. */
async function coverageNow(ask: Asking, age: AgeGroup, layers: readonly LayerDefinition[]) {
  const covered = await coverageFor(ask, START);
  if (!covered) return null;
  const { groups, area, playgrounds } = covered.today;
  const areaUnknown = playgrounds.filter(({ areaM2 }) => areaM2 === null).length;
  const common = {
    ...PLAIN,
    modelled: true,
    ...(await behind(ask, layers)),
    seenAt: `/coverage${writeAddress({ ...START, age }, new URLSearchParams())}`,
  };
  return { groups, area, areaUnknown, notes: covered.notes, common };
}

const NO_FIGURE: Omit<Figure, 'name' | 'title'> = {
  ...PLAIN,
  ...known(null),
  ...{ format: 'count', modelled: true, sources: [], uses: {} },
  notes: [{ de: 'Es gibt kein Wegenetz.', en: 'There is no walking network.' }],
};

/** What a figure of children counts, and among whom. */
type Pick = (ask: Asking, figures: { all: Range; reached: Range }, group: AgeGroup) => [Range, Text | null];

/** A number of modelled children by age group, missing where nobody is known at all: that is no zero. */
const childFigures = (id: keyof typeof titles, layers: readonly LayerDefinition[], pick: Pick): FigureMaker => ({
  lowest: 'public',
  group: GROUP,
  offered: async () => AGE_GROUPS.map((group) => ({ name: `${id}:${group}`, title: titles[id](group) })),
  async make(ask, argument) {
    const group = AGE_GROUPS.find((one) => one === argument);
    if (!group) return null;
    const title = titles[id](group);
    const now = await coverageNow(ask, group, layers);
    const figures = now?.groups.find((one) => one.group === group);
    if (!now || !figures) return { ...NO_FIGURE, title };
    const [range, denominator] = pick(ask, figures, group);
    const someone = figures.all.most > 0;
    return {
      ...now.common,
      ...{ title, denominator, format: 'count' },
      ...known(someone ? Math.round(range.expected) : null),
      notes: [...between(range), ...now.notes],
    };
  },
});

/** Children of the project area without a playground near enough on foot (DIN 18034-1:2020-10): `unreached:under-6`. */
export const unreachedFigures = childFigures('unreached', coverageLayers(START), (_ask, { all, reached }, group) => [
  minus(all, reached),
  amongThem(all, group),
]);

/** Children of the project area by age group: `children:6-12`. */
export const childrenFigures = childFigures('children', childrenLayers(START), ({ project }, { all }) => [
  all,
  project && { de: `wohnhaft in: ${project.name.de}`, en: `living in: ${project.name.en}` },
]);

const MISSING_AREA: Text = { de: 'Fehlende Spielfläche', en: 'Missing play area' };

/** Playgrounds whose area nobody recorded give nothing: what is missing may be less. */
const atMost = (unknown: number): Text => ({
  de: `Höchstens: von ${unknown === 1 ? 'einem Spielplatz ist' : `${unknown} Spielplätzen ist`} die Fläche nicht bekannt.`,
  en: `At most: the area of ${unknown === 1 ? 'one playground' : `${unknown} playgrounds`} is not known.`,
});

/** m² of play area that the children of the project area lack by the target. */
export const playAreaFigures: FigureMaker = {
  lowest: 'public',
  group: GROUP,
  offered: async () => [{ name: 'play-area-missing', title: MISSING_AREA }],
  async make(ask, argument) {
    if (argument !== '') return null;
    const now = await coverageNow(ask, START.age, coverageLayers(START));
    if (!now) return { ...NO_FIGURE, title: MISSING_AREA };
    const { area, common, notes, areaUnknown } = now;
    // Tens, as the screen says it: more would pretend to know the children one by one.
    const tens = (m2: number) => Math.round(m2 / 10) * 10;
    const [needed, target] = [tens(area.neededM2), START.targetM2];
    const people = needed > 0;
    return {
      ...common,
      title: MISSING_AREA,
      ...known(people ? tens(area.missingM2) : null),
      format: 'number',
      unit: { de: 'm²', en: 'm²' },
      denominator: people
        ? {
            de: `von ${needed.toLocaleString('de')} m², die es bei ${target.toLocaleString('de')} m² je Kind braucht`,
            en: `of ${needed.toLocaleString('en')} m² needed at ${target} m² a child`,
          }
        : null,
      notes: [...(areaUnknown > 0 ? [atMost(areaUnknown)] : []), ...notes],
    };
  },
};
