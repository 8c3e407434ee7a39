import { describe, expect, it } from 'vitest';
import { stripNames } from './strip-places.ts';

const x = (chainage: number): number => chainage;
const street = (chainage: number, name: string | null) => ({ chainage, name });

describe('names of side streets below a strip', () => {
  it('never reach into the legend, however long they are', () => {
    const long = [
      'Heiligegartenstraße, Weißenburger Straße',
      'Kiel, Kleine Kielstraße',
      'A, B, C, D und noch eine ganze Reihe anderer Straßen',
      'Donaudampfschifffahrtsgesellschaftsstraße',
      'Straße des siebzehnten Juni',
    ];
    for (const name of long) {
      const [{ lines } = { lines: [] as string[] }] = stripNames([street(0, name)], x);
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect([line, line.length <= 22]).toEqual([line, true]);
    }
    expect(stripNames([street(0, long[0] ?? '')], x)[0]?.lines).toEqual([
      'Heiligegartenstraße,',
      'Weißenburger Straße',
    ]);
    expect(stripNames([street(0, 'Robertstraße')], x)[0]?.lines).toEqual(['Robertstraße']);
  });

  it('leave each other room: two lines more than one', () => {
    const two = 'Heiligegartenstraße, Weißenburger Straße';
    const at = (...streets: [number, string][]) =>
      stripNames(
        streets.map(([m, name]) => street(m, name)),
        x,
      ).map((one) => one.at);
    expect(at([0, 'A'], [24, 'B'])).toEqual([0, 24]);
    expect(at([0, two], [30, 'B'])).toEqual([0]);
    expect(at([0, two], [34, 'B'], [60, two])).toEqual([0, 34]);
    expect(at([0, two], [45, two])).toEqual([0, 45]);
  });

  it('are left out where nobody gave one', () => expect(stripNames([street(3, null), street(5, '')], x)).toEqual([]));
});
