import { describe, expect, it } from 'vitest';
import { blankSlide } from '@quartierblick/gis/stories/blank.ts';
import type { RenderedSlide, SlideSource } from '@quartierblick/gis/stories/rendition.ts';
import { doubtsAbout, isWrittenIn, titleLacksEnglish } from './preflight.ts';

const source = (asOf: string | null): SlideSource => ({
  ...{ from: 'x', title: { de: 'x', en: 'x' }, attribution: 'x', licence: '', licenceUrl: null, url: null },
  ...{ asOf, demo: false, imports: [] },
});
function slide(title: { de: string; en: string }, ...sources: SlideSource[]): RenderedSlide {
  const made = blankSlide('text', '00000000-0000-4000-8000-000000000001', title);
  return { slide: made, figures: {}, content: null, sources, withheld: [], problems: [], uses: {} };
}
const kinds = (rendered: RenderedSlide, overflows: ('de' | 'en')[] = []) =>
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

  it('names each language in which the text does not fit', () => {
    const doubts = doubtsAbout(slide({ de: '', en: '' }), ['de', 'en'], '2026-11-28');
    expect(doubts).toEqual([
      { kind: 'overflow', language: 'de' },
      { kind: 'overflow', language: 'en' },
    ]);
  });

  it('takes a slide for English only where something of it is written so', () => {
    const of = (en: string) => isWrittenIn(slide({ de: 'Titel', en }).slide, 'en');
    expect([of(''), of(' '), of('Title')]).toEqual([false, false, true]);
    expect(isWrittenIn(slide({ de: '', en: '' }).slide, 'de')).toBe(true);
  });
});
