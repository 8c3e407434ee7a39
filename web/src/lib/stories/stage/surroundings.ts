import { paletteOf } from '@quartierblick/gis/symbology/palette.ts';
import type { Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { ThemeName } from '#lib/app/theme.svelte.ts';
import { STORY_WORDS } from '#lib/i18n/stories.ts';
import type { StageSurroundings } from './context.ts';

/** Surroundings of slides whose figures nobody can be asked about yet. */
export type Surroundings = Omit<StageSurroundings, 'explain'>;

/** Where slides are shown; what can change meanwhile is a function. */
interface Place extends Pick<StageSurroundings, 'language' | 'root' | 'photo'> {
  theme: () => ThemeName;
  rendition: () => Rendition;
  headers?: () => StageSurroundings['headers'];
}

/** What slides need to know of a place, always as it is just now. */
export function surroundingsOf({ language, root, photo, theme, rendition, headers }: Place): Surroundings {
  return {
    language,
    root,
    photo,
    get words() {
      return STORY_WORDS[language.code];
    },
    get theme() {
      return theme();
    },
    get palette() {
      return paletteOf(theme());
    },
    get rendition() {
      return rendition();
    },
    get headers() {
      return headers?.();
    },
  };
}

/** Surroundings that are as others, and go on following them, but for some members. */
export function differing<T extends Partial<StageSurroundings>>(given: Surroundings, other: T): Surroundings & T {
  return Object.create(given, Object.getOwnPropertyDescriptors(other)) as Surroundings & T;
}

/** Colours of a story: its own, or those of whoever looks. */
export const themeOf = ({ look }: Pick<Rendition, 'look'>, own: ThemeName): ThemeName => (look === 'auto' ? own : look);
