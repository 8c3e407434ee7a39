import type { Figure } from '@quartierblick/gis/stories/rendition.ts';
import type { StageSurroundings } from '../stage/context.ts';
import type { Presentation } from './presentation.svelte.ts';

/** Surroundings of slides that are presented: those that were given, whose figures can be asked about. */
export const presented = (
  given: Omit<StageSurroundings, 'explain'>,
  show: Presentation,
  explain: (figure: Figure) => void,
): StageSurroundings => ({
  get language() {
    return given.language;
  },
  get words() {
    return given.words;
  },
  get theme() {
    return given.theme;
  },
  get palette() {
    return given.palette;
  },
  get rendition() {
    return show.rendition;
  },
  root: given.root,
  photo: given.photo,
  headers: given.headers,
  explain,
});
