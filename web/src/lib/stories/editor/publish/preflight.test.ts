import { describe, expect, it } from 'vitest';
import { blankSlide } from '@quartierblick/gis/stories/blank.ts';
import type { RenderedSlide, SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import { doubtsAbout, titleLacksEnglish } from './preflight.ts';

const source = (asOf: string | null): SlideSource => ({
  ...{ from: 'x', title: { de: 'x', en: 'x' }, attribution: 'x', licence: '', licenceUrl: null, url: null },
  ...{ asOf, demo: false, imports: [] },
});
function slide(title: { de: string; en: string }, ...sources: SlideSource[]): RenderedSlide {
  const made = blankSlide('text', '00000000-0000-4000-8000-000000000001', title);
  return { slide: made, figures: {}, content: null, sources, withheld: [], problems: [], uses: {} };
}
const kinds = (rendered: RenderedSlide, overflows = false) =>
  doubtsAbout(rendered, overflows, '2026-11-28').map(({ kind }) => kind);

describe('what is doubtful about a slide', () => {
  it('names missing English only where there is German', () => {
    expect(kinds(slide({ de: 'Titel', en: ' ' }))).toEqual(['english']);
    expect(kinds(slide({ de: 'Titel', en: 'Title' }))).toEqual([]);
    expect(kinds(slide({ de: '', en: '' }))).toEqual([]);
    expect(titleLacksEnglish({ title: { de: 'x', en: '' } })).toBe(true);
  });

  it('names data of no day, and data older than five years to the day', () => {
    const none = { de: '', en: '' };
    expect(kinds(slide(none, source(null), source('2021-11-27'), source('2021-11-28'), source('2026-01-01')))).toEqual([
      'no-date',
      'old',
    ]);
  });

  it('names text that does not fit', () => expect(kinds(slide({ de: '', en: '' }), true)).toEqual(['overflow']));
});
