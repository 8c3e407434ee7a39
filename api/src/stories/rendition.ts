import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { figuresIn } from '@quartierblick/gis/stories/claims.ts';
import type { Figure, RenderedSlide, Rendition, SlideProblem, Withheld } from '@quartierblick/gis/stories/rendition.ts';
import { STORY_FORMAT } from '@quartierblick/gis/stories/story.ts';
import type { Slide, Story } from '@quartierblick/gis/stories/story.ts';
import { NO_WORDS } from '@quartierblick/gis/stories/words.ts';
import { isDatabaseAway } from '../errors.ts';
import { Asking } from './asking.ts';
import type { StoryTools } from './asking.ts';
import { contentOf, lowestOf } from './content/index.ts';
import { answerFigure } from './figures/index.ts';
import { eachOnce, nothing } from './made.ts';
import type { Made } from './made.ts';

/** All texts of a slide that an audience reads. */
const textsOf = (slide: Slide): string[] => [slide.title.de, slide.title.en, slide.body.de, slide.body.en];

const namesOn = (slide: Slide): string[] => {
  const own = slide.kind === 'text' ? slide.keyFigures.map(({ figure }) => figure) : [];
  return [...new Set([...figuresIn(textsOf(slide)), ...own])];
};

const WHAT: Readonly<Record<Slide['kind'], Text>> = {
  title: { de: 'Titel', en: 'title' },
  text: { de: 'Text', en: 'text' },
  map: { de: 'Karte', en: 'map' },
  strip: { de: 'Straßenband', en: 'street strip' },
  ranking: { de: 'Rangfolge', en: 'ranking' },
  coverage: { de: 'Versorgung', en: 'coverage' },
  chain: { de: 'Bildungskette', en: 'chain of offers' },
  chart: { de: 'Diagramm', en: 'chart' },
  photos: { de: 'Fotos', en: 'photos' },
};

/** A slide without a word of it: what an edition may not see is not there to be read. */
const silenced = (slide: Slide): Slide => {
  const bare = { ...slide, title: NO_WORDS, body: NO_WORDS, notes: NO_WORDS };
  return bare.kind === 'text' ? { ...bare, keyFigures: [] } : withoutView(bare);
};

/** Queries and names of figures can tell of what they lead to. */
function withoutView(slide: Slide): Slide {
  if ('view' in slide) return { ...slide, view: '' };
  if (slide.kind === 'chart') return { ...slide, series: '' };
  return slide.kind === 'photos' ? { ...slide, measure: null } : slide;
}

async function figuresOf(ask: Asking, slide: Slide) {
  const figures: Record<string, Figure> = {};
  const withheld: Withheld[] = [];
  const problems: SlideProblem[] = [];
  for (const name of namesOn(slide)) {
    const answer = await answerFigure(ask, name);
    if ('figure' in answer) {
      figures[name] = answer.figure;
      if (answer.figure.value === null) problems.push({ kind: 'missing-figure', what: answer.figure.title });
    } else if ('withheld' in answer) withheld.push({ part: 'figure', what: answer.title, lowest: answer.withheld });
    else problems.push({ kind: answer.problem === 'failed' ? 'failed' : 'unknown-figure', what: named(name) });
  }
  return { figures, withheld, problems };
}

const named = (name: string): Text => ({ de: `Zahl „${name}“`, en: `figure “${name}”` });

async function shownOn(ask: Asking, slide: Slide): Promise<Made> {
  const lowest = lowestOf(slide);
  if (!ask.may(lowest)) return { ...nothing(), withheld: [{ part: 'content', what: WHAT[slide.kind], lowest }] };
  try {
    return await contentOf(ask, slide);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    ask.tools.deps.log.error({ err: error, slide: slide.id, kind: slide.kind }, 'a slide cannot be rendered');
    return nothing({ kind: 'failed', what: WHAT[slide.kind] });
  }
}

/** One slide as the edition gets it. */
async function renderSlide(ask: Asking, slide: Slide, notes: boolean): Promise<RenderedSlide> {
  const lowest = slide.audience;
  if (!ask.may(lowest)) {
    const withheld: Withheld[] = [{ part: 'slide', what: WHAT[slide.kind], lowest }];
    return { ...nothing(), slide: silenced({ ...slide, chapter: null }), figures: {}, withheld };
  }
  const [{ figures, ...told }, made] = await Promise.all([figuresOf(ask, slide), shownOn(ask, slide)]);
  const sources = eachOnce([...made.sources, ...Object.values(figures).flatMap((figure) => figure.sources)]);
  const problems = [...told.problems, ...made.problems];
  if (made.content && sources.length === 0) problems.push({ kind: 'no-source', what: WHAT[slide.kind] });
  const withheld = [...told.withheld, ...made.withheld];
  // Where something was taken out, the query must not tell what.
  const shown = withheld.length > 0 ? withoutView(slide) : slide;
  return {
    slide: notes ? shown : { ...shown, notes: NO_WORDS },
    figures,
    content: made.content,
    sources,
    withheld,
    problems,
    uses: { ...made.uses, ...Object.fromEntries(Object.values(figures).flatMap(({ uses }) => Object.entries(uses))) },
  };
}

/**
 * A story as an edition gets it: reckoned anew, from what this edition may see and from nothing else.
 * @param notes whether the presenter's notes belong to it
 */
export async function renderStory(
  tools: StoryTools,
  { key, story }: { key: string; story: Story },
  { edition, notes }: { edition: Rendition['edition']; notes: boolean },
): Promise<Rendition> {
  const ask = await Asking.begin(tools, edition);
  const slides: RenderedSlide[] = [];
  // One after the other: a hundred slides at once would take all connections from everybody else.
  for (const slide of story.slides) slides.push(await renderSlide(ask, slide, notes));
  const { title, look } = story;
  const project = ask.project?.name ?? NO_WORDS;
  return { format: STORY_FORMAT, key, title, look, edition, project, slides, at: new Date().toISOString() };
}
