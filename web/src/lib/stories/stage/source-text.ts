import type { RenderedSlide, SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

/** Where the data of a slide comes from, each source once with what it gave: `Spielplätze, Angebote: © …, Stand 01.05.2026`. */
export function sourceTexts(sources: readonly SlideSource[], language: Language, words: StoryWords): string[] {
  const byOrigin = new Map<string, { origin: string; titles: string[] }>();
  for (const { attribution, asOf, demo, title } of sources) {
    const stand = asOf === null ? words.noDate : words.asOf(language.format.date(asOf));
    const origin = [attribution, stand, ...(demo ? [words.demo] : [])].join(', ');
    const entry = byOrigin.get(origin) ?? { origin, titles: [] };
    const name = language.pick(title);
    if (!entry.titles.includes(name)) entry.titles.push(name);
    byOrigin.set(origin, entry);
  }
  return [...byOrigin.values()].map(({ origin, titles }) => `${titles.join(', ')}: ${origin}`);
}

/** Whether anything on a slide is reckoned from assumptions, which its footer has to say. */
export const isModelled = ({ figures, content }: RenderedSlide): boolean =>
  Object.values(figures).some(({ modelled }) => modelled) || content?.kind === 'coverage' || content?.kind === 'chain';
