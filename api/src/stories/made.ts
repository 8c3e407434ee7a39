import type { Edition, LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { SlideContent } from '@quartierblick/gis/stories/content.ts';
import type { RenderedSlide, SlideProblem, SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import type { SlideKind, SlideOf } from '@quartierblick/gis/stories/story.ts';
import type { Asking } from './asking.ts';

/** What a maker gives for one slide. */
export interface Made extends Pick<RenderedSlide, 'content' | 'sources' | 'withheld' | 'problems' | 'uses'> {
  content: SlideContent | null;
}

/** Makes what is shown on slides of one kind. */
export interface Maker<K extends SlideKind> {
  /** The lowest edition that gets anything of it; where that depends on the slide, how. */
  lowest: Edition | ((slide: SlideOf<K>) => Edition);
  make(ask: Asking, slide: SlideOf<K>): Promise<Made>;
}

/** Nothing that could be shown, and why. */
export const nothing = (...problems: SlideProblem[]): Made => ({
  content: null,
  sources: [],
  withheld: [],
  problems,
  uses: {},
});

/** The same source is named once, however many parts of a slide stand on it. */
export function eachOnce(sources: readonly SlideSource[]): SlideSource[] {
  const byName = new Map(
    sources.map((source) => [`${source.from} ${source.attribution} ${source.asOf ?? ''}`, source]),
  );
  return [...byName.values()];
}

/** Sources and versions of the layers that something is reckoned from; those without any object give nothing to it. */
export async function behind(
  ask: Asking,
  layers: readonly Pick<LayerDefinition, 'id'>[],
): Promise<Pick<Made, 'sources' | 'uses'>> {
  const ids = [...new Set(layers.map(({ id }) => id))];
  const own = ids.flatMap((id) => ask.layer(id) ?? []);
  const sources = await Promise.all(
    own.map(async (layer) => ((await ask.entry(layer)).count === 0 ? [] : ask.sources(layer))),
  );
  return { sources: eachOnce(sources.flat()), uses: Object.fromEntries(own.map(({ id }) => [id, ask.version(id)])) };
}

/** Names of the parameters of a query that are not understood; all of them where each is, but not together. */
export function brokenParts(search: URLSearchParams, isBroken: (one: URLSearchParams) => boolean): string[] {
  if (!isBroken(search)) return [];
  const names = [...new Set(search.keys())];
  const alone = (name: string) => new URLSearchParams(search.getAll(name).map((value) => [name, value]));
  const broken = names.filter((name) => isBroken(alone(name)));
  return broken.length > 0 ? broken : names;
}

/** A view whose parts are not all understood: what is understood is shown. */
export const brokenView = (parts: readonly string[]): SlideProblem => ({
  kind: 'broken-view',
  what: {
    de: `Teile der Ansicht werden nicht verstanden: ${parts.join(', ')}`,
    en: `Parts of the view are not understood: ${parts.join(', ')}`,
  },
});
