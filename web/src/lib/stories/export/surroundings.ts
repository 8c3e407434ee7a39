import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { App } from '#lib/app/context.ts';
import type { ThemeName } from '#lib/app/theme.svelte.ts';
import { STORY_WORDS } from '#lib/i18n/stories.ts';
import type { StageSurroundings } from '../stage/context.ts';

/** Where slides of a file are: nothing of it changes while it is made. */
export function fileSurroundings(
  { language, api }: Pick<App, 'language' | 'api'>,
  rendition: Rendition,
  theme: ThemeName,
): Omit<StageSurroundings, 'explain'> {
  return {
    language,
    words: STORY_WORDS[language.code],
    theme,
    palette: paletteOf(theme),
    rendition,
    root: api.root,
    photo: (path) => api.root + path,
  };
}
