import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { App } from '#lib/app/context.ts';
import type { ThemeName } from '#lib/app/theme.svelte.ts';
import { surroundingsOf } from '../stage/surroundings.ts';
import type { Surroundings } from '../stage/surroundings.ts';

/** Where slides of a file are: one rendition in one theme. */
export const fileSurroundings = (
  { language, api }: Pick<App, 'language' | 'api'>,
  rendition: Rendition,
  theme: ThemeName,
): Surroundings =>
  surroundingsOf({
    language,
    theme: () => theme,
    rendition: () => rendition,
    root: api.root,
    photo: (path) => api.root + path,
  });
