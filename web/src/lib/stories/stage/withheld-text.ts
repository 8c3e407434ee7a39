import type { Withheld } from '@quartierblick/gis/stories/rendition.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

/** One sentence for each kind of thing that an edition does not get. */
export function withheldText(withheld: readonly Withheld[], { pick }: Language, words: StoryWords): string[] {
  if (withheld.some(({ part }) => part === 'slide')) return [words.slideWithheld];
  if (withheld.some(({ part }) => part === 'content')) return [words.contentWithheld];
  const named = (part: Withheld['part']): string[] => [
    ...new Set(withheld.filter((one) => one.part === part).map(({ what }) => pick(what))),
  ];
  const [layers, figures] = [named('layer'), named('figure')];
  return [
    ...(layers.length > 0 ? [words.layersWithheld(layers.join(', '))] : []),
    ...(figures.length > 0 ? [words.figuresWithheld(figures.length)] : []),
  ];
}
