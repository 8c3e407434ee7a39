import { describe, expect, it } from 'vitest';
import type { StripItem } from '../items.ts';
import type { PlacedSection } from '@quartierblick/gis/safety/street-answers.ts';
import { layoutStrip } from './layout.ts';

const accident = (id: string, chainage: number, offset: number, category = '3'): StripItem =>
  ({ id, chainage, offset, accident: { accident: { category } }, mark: null }) as unknown as StripItem;
const mark = (id: string, chainage: number, offset: number, what = 'offer'): StripItem =>
  ({ id, chainage, offset, accident: null, mark: { what, name: id } }) as unknown as StripItem;
const section = (from: number, to: number): PlacedSection => ({ onStrip: { from, to } }) as PlacedSection;

describe('the strip', () => {
  it('draws left above the axis and right below it, the gravest next to it, none over another', () => {
    const items = [
      accident('a', 500, 4),
      accident('b', 501, 3, '1'),
      accident('c', 500, -4),
      accident('d', 502, 9, '2'),
    ];
    const { dots, axis } = layoutStrip(1000, 1000, items, [], []);
    const y = Object.fromEntries(dots.map((dot) => [dot.id, dot.y - axis.y]));
    expect(y['b']).toBeLessThan(0);
    expect(y['d']).toBeLessThan(y['b'] as number);
    expect(y['a']).toBeLessThan(y['d'] as number);
    expect(y['c']).toBeGreaterThan(0);
    expect(new Set(dots.map((dot) => `${dot.x} ${dot.y}`)).size).toBe(4);
  });

  it('stays within its lanes however many lie at one place', () => {
    const items = Array.from({ length: 200 }, (_, i) => accident(`a${i}`, 500, 1));
    const { dots, left } = layoutStrip(1000, 1000, items, [], []);
    expect(Math.min(...dots.map(({ y }) => y))).toBeGreaterThanOrEqual(left.top);
  });

  it('puts places and sections that overlap into rows of their own', () => {
    const { icons, bars } = layoutStrip(
      1000,
      1000,
      [mark('p', 500, 30), mark('q', 504, 30)],
      [section(100, 300), section(200, 250)],
      [],
    );
    expect(new Set(icons.map(({ y }) => y)).size).toBe(2);
    expect(new Set(bars.map(({ y }) => y)).size).toBe(2);
  });

  it('scrolls where the screen is narrow, and keeps to the ends of the street', () => {
    const { width, x, ticks } = layoutStrip(2300, 340, [], [], []);
    expect(width).toBeGreaterThan(700);
    expect(x(0)).toBe(28);
    expect(x(2300)).toBe(width - 28);
    expect(ticks).toHaveLength(24);
  });

  it('bears a street without length', () => {
    expect(layoutStrip(0, 300, [], [], []).ticks).toEqual([{ chainage: 0, x: 28, long: true }]);
  });
});
