import { describe, expect, it } from 'vitest';
import { themeAt, type PlanCard } from './plan.ts';

const card = (key: string, theme: string | null): PlanCard => ({
  ...{ key, theme, title: { de: key, en: key }, roles: [], items: [] },
});
const cards = [card('a', 'light'), card('b', 'light'), card('c', 'waste'), card('d', null)];

describe('the theme that a new finding at a stop has', () => {
  it('is that of its cards where they have one and the same', () => {
    expect(themeAt({ theme: 'ways', cards }, { cards: ['a', 'b', 'd'] })).toBe('light');
  });

  it('is that of the walk where the cards have none or do not agree: nobody guesses between two', () => {
    expect(themeAt({ theme: 'ways', cards }, { cards: ['d'] })).toBe('ways');
    expect(themeAt({ theme: 'ways', cards }, { cards: ['a', 'c'] })).toBe('ways');
    expect(themeAt({ theme: 'ways', cards }, { cards: [] })).toBe('ways');
  });

  it('is none where nobody named one, also in a plan that was kept before walks told theirs', () => {
    expect(themeAt({ theme: null, cards }, { cards: ['d'] })).toBeNull();
    expect(themeAt({ cards }, { cards: [] })).toBeNull();
  });
});
