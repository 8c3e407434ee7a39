import { figureName } from '@quartierblick/gis/stories/claims.ts';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import { isDatabaseAway } from '../../errors.ts';
import type { Asking } from '../asking.ts';
import { accidentFigures, sectionFigures, severeFigures } from './accidents.ts';
import { countFigures } from './counts.ts';
import { childrenFigures, playAreaFigures, unreachedFigures } from './coverage.ts';
import { factFigures } from './facts.ts';
import type { FigureMaker, OfferedFigure } from './figure.ts';
import { measureFigures } from './measures.ts';
import { anyGapFigures, gapFigures, offerFigures } from './offers.ts';
import { valueFigures } from './values.ts';

/** Every kind of figure that a text can hold, by the name before the colon. */
const FIGURES: Readonly<Record<string, FigureMaker>> = {
  fact: factFigures,
  count: countFigures,
  value: valueFigures,
  measures: measureFigures,
  children: childrenFigures,
  unreached: unreachedFigures,
  'play-area-missing': playAreaFigures,
  accidents: accidentFigures,
  severe: severeFigures,
  sections: sectionFigures,
  offers: offerFigures,
  gap: gapFigures,
  'gap-any': anyGapFigures,
};

/** A figure, or why there is none. */
export type Answered = { figure: Figure } | { withheld: Edition; title: Text } | { problem: 'unknown' | 'failed' };

/** What a figure is called where it cannot be reckoned for the edition. */
const titleOf = (name: string): Text => ({ de: `Zahl „${name}“`, en: `figure “${name}”` });

/** The lowest edition that a figure's argument asks for: a layer has a policy of its own. */
function lowestOf(ask: Asking, maker: FigureMaker, argument: string): Edition {
  const layer = ask.whole(argument.split('/')[0] ?? '');
  return layer ? layer.policy.full : maker.lowest;
}

/** One figure by its name, as the edition may have it. */
export async function answerFigure(ask: Asking, name: string): Promise<Answered> {
  const { id, argument } = figureName(name);
  const maker = FIGURES[id];
  if (!maker) return { problem: 'unknown' };
  if (!ask.may(maker.lowest)) return { withheld: maker.lowest, title: titleOf(name) };
  try {
    const figure = await maker.make(ask, argument);
    if (figure) return { figure: { name, ...figure } };
    const lowest = lowestOf(ask, maker, argument);
    return ask.may(lowest) ? { problem: 'unknown' } : { withheld: lowest, title: titleOf(name) };
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    ask.tools.deps.log.error({ err: error, figure: name }, 'a figure cannot be reckoned');
    return { problem: 'failed' };
  }
}

/** Figures that the edition can choose from, by group. */
export async function offeredFigures(ask: Asking): Promise<{ group: Text; figures: OfferedFigure[] }[]> {
  const makers = Object.values(FIGURES).filter(({ lowest }) => ask.may(lowest));
  const lists = await Promise.all(
    makers.map(async (maker) => ({ group: maker.group, figures: await maker.offered(ask) })),
  );
  // Several kinds may stand under one heading.
  const byGroup = Map.groupBy(lists, ({ group }) => group.de);
  return [...byGroup.values()].map((same) => ({
    group: same[0]?.group ?? { de: '', en: '' },
    figures: same.flatMap(({ figures }) => figures),
  }));
}
