import { createContext } from 'svelte';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Figure, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { ThemeName } from '#lib/app/theme.svelte.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';

/** What slides need to know of where they are shown. */
export interface StageSurroundings {
  language: Language;
  readonly words: StoryWords;
  readonly theme: ThemeName;
  readonly palette: Palette;
  readonly rendition: Rendition;
  /** Of the installation: tiles and photos lie below it. */
  root: string;
  /** What opens tiles to whoever came by a link; absent where the session does. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Address of a photo that can be shown here. */
  photo(path: string): string;
  /** Shows where a figure comes from; null where that cannot be asked. */
  explain: ((figure: Figure) => void) | null;
}

export const [useStage, provideStage] = createContext<StageSurroundings>();
