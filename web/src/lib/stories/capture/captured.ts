import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { blankSlide } from '@quartierblick/gis/stories/blank.ts';
import type { Slide, SlideKind, Story } from '@quartierblick/gis/stories/story.ts';
import { readUrl, writeUrl } from '@quartierblick/gis/views/map.ts';
import { slideZoom } from '../stage/map-frame.ts';

/** A view of a screen, as the slide that it becomes. */
export type Captured =
  | { kind: Extract<SlideKind, 'map' | 'strip' | 'ranking' | 'coverage' | 'chain'>; view: string; title: Text }
  | { kind: 'chart'; series: string; title: Text }
  | {
      kind: 'photos';
      measure: string;
      title: Text;
    };

/** The query of a screen without what is the reader's own. */
export function viewOf(search: string): string {
  const query = new URLSearchParams(search);
  query.delete('lang');
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

/**
 * The query of the map screen as a slide has it: without what is selected or listed, and at the zoom at which the slide shows as
 * much ground as the screen did.
 * @param width of the map on the screen, CSS pixels
 */
export function mapViewOf(search: string, width: number): string {
  const { selected: _selected, table: _table, view, ...state } = readUrl(new URLSearchParams(search)).state;
  const seen = view && { view: { ...view, zoom: slideZoom(view.zoom, width) } };
  return writeUrl({ ...state, ...seen }, new URLSearchParams());
}

/** Where a view goes: behind so many slides, or in the place of the view of one. */
export type Target = { behind: number } | { instead: number };

function own(view: Captured): Partial<Slide> {
  if (view.kind === 'photos') return { measure: view.measure };
  return (view.kind === 'chart' ? { series: view.series } : { view: view.view }) as Partial<Slide>;
}

/** The story with the view in it. @param id of a slide that is made for it */
export function withView(story: Story, view: Captured, target: Target, id: string): Story {
  if ('behind' in target) {
    const slide = { ...blankSlide(view.kind, id, view.title), ...own(view) } as Slide;
    return { ...story, slides: story.slides.toSpliced(target.behind, 0, slide) };
  }
  const slides = story.slides.map((slide, index) =>
    index === target.instead ? ({ ...slide, ...own(view) } as Slide) : slide,
  );
  return { ...story, slides };
}
