import { describe, expect, it } from 'vitest';
import { withFigure } from './with-figure.ts';

describe('a figure that is put into a text', () => {
  it('stands where the author was writing, and at the end of the other language', () => {
    const text = { de: 'Es gibt Spielplätze.', en: 'There are playgrounds.' };
    expect(withFigure(text, 'count:playgrounds', { language: 'de', at: 8 })).toEqual({
      de: 'Es gibt {count:playgrounds}Spielplätze.',
      en: 'There are playgrounds. {count:playgrounds}',
    });
  });

  it('goes to the end where nobody was writing, and begins no language that nobody has written', () => {
    expect(withFigure({ de: 'Text', en: ' ' }, 'a', null)).toEqual({ de: 'Text {a}', en: ' ' });
    expect(withFigure({ de: '', en: '' }, 'a', null)).toEqual({ de: '{a}', en: '' });
    expect(withFigure({ de: '', en: 'Text' }, 'a', { language: 'en', at: 4 })).toEqual({ de: '', en: 'Text{a}' });
  });
});
