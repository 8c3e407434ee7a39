import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { found, linesOf, sorted, type Line } from './lines.ts';
import type { Firmness, Ranked } from './messages.ts';
import { readSettings, USUAL, writeSettings } from '@quartierblick/gis/views/ranking.ts';

const usual: RankingSettings = {
  weights: {},
  weighing: { method: 'sliders' },
  scope: 'open',
  robustness: USUAL,
  budget: null,
};
const through = (settings: RankingSettings) => {
  const search = new URLSearchParams();
  writeSettings(settings, search);
  return readSettings(new URLSearchParams(search.toString()));
};

describe('settings in an address', () => {
  it('come back as they were, whatever the criteria are called', () => {
    // No criterion is called like the prototype of objects: ids are declared, or end in a UUID.
    const id = fc.string({ minLength: 1, maxLength: 12 }).filter((one) => one !== '__proto__');
    const weights = fc.dictionary(
      id,
      fc.integer({ min: 1, max: 1000 }).map((n) => n / 1000),
      { maxKeys: 8, noNullPrototype: true },
    );
    const pairs = fc.array(fc.record({ a: id, b: id, step: fc.integer({ min: 1, max: 9 }), less: fc.boolean() }), {
      maxLength: 5,
    });
    const spread = fc.constantFrom('any' as const, 0.1, 0.25, 0.5);
    const limit = fc.option(fc.nat(9_000_000));
    const budget = fc.option(
      fc.record({ euros: limit, hours: limit, spillOver: fc.nat(20).map((steps) => (steps * 5) / 100) }),
    );
    fc.assert(
      fc.property(
        weights,
        pairs,
        fc.array(id, { maxLength: 5 }),
        spread,
        fc.constantFrom('open' as const, 'all' as const),
        budget,
        (weights, pairs, order, spread, scope, budget) => {
          const robustness = { ...USUAL, spread };
          const judged = pairs.map(({ a, b, step, less }) => ({ a, b, value: less ? 1 / step : step }));
          for (const weighing of [
            { method: 'sliders' as const },
            { method: 'order' as const, order },
            { method: 'pairs' as const, pairs: judged },
          ]) {
            const given = { ...usual, weights, weighing, robustness, scope, budget };
            expect(through(given)).toEqual(given);
          }
        },
      ),
    );
  });

  it('that nobody can read are named broken and never thrown', () => {
    for (const query of [
      'w=a:x',
      'w=%E0%A4%A:3',
      'spread=-4',
      'scope=none',
      'by=pairs&pairs=a~b~0',
      'w=a:900',
      'euros=viel',
    ])
      expect(readSettings(new URLSearchParams(query)), query).toBe('broken');
    expect(readSettings(new URLSearchParams('tab=square'))).toBeNull();
  });
});

describe('lines', () => {
  const ranked: Ranked = {
    of: 1,
    ask: 1,
    weights: new Float64Array([1]),
    low: new Float64Array([0.2, 0.9, 0.5]),
    high: new Float64Array([0.4, 0.9, 0.5]),
    order: new Int32Array([1, 2, 0]),
    best: new Int32Array([3, 1, 2]),
    worst: new Int32Array([3, 1, 2]),
    complete: new Float64Array([0.8, 1, 1]),
  };
  const firm: Firmness = {
    of: 1,
    ask: 1,
    draws: 100,
    low5: new Int32Array([2, 1, 2]),
    high95: new Int32Array([3, 1, 3]),
    topTen: new Float64Array([1, 1, 1]),
    groups: new Int32Array([1, 0, 1]),
  };
  const cases = ['Bornstraße 7', 'Brunnenstr. 12', null].map((address, at) => ({
    key: `case-${at}`,
    id: at,
    address,
    case_number: `A-${at}`,
    class: 'recorded',
    mark: null,
    center: [7.4, 51.5] as const,
    pressure: null,
    ability_to_act: null,
    open: true,
    dwellings: null,
    cost_eur: null,
    staff_hours: null,
    demo: false,
  }));
  const lines = linesOf({ cases }, ranked, firm, true, [[], ['defects'], []]);
  const keys = (all: readonly Line[]): string[] => all.map(({ key }) => key);

  it('gives cases that cannot be told apart the same places', () => {
    expect(lines.map(({ group }) => [group?.from, group?.to])).toEqual([
      [1, 1],
      [2, 3],
      [2, 3],
    ]);
  });

  it('names no group while the draws are about other weights', () => {
    expect(linesOf({ cases }, ranked, firm, false, []).every(({ group }) => group === null)).toBe(true);
    expect(linesOf({ cases }, ranked, { ...firm, of: 2 }, true, []).every(({ low5 }) => low5 === null)).toBe(true);
  });

  it('keeps score and place of a case when the list is searched', () => {
    const [one] = found(lines, 'brunnenstrasse');
    expect(one).toBe(lines[0]);
    expect(found(lines, 'born str')).toHaveLength(1);
    expect(found(lines, 'A-2')).toHaveLength(1);
  });

  it('sorts by any column, those without address last', () => {
    expect(keys(sorted(lines, { by: 'address', descending: false }))).toEqual(['case-0', 'case-1', 'case-2']);
    expect(keys(sorted(lines, { by: 'complete', descending: false }))).toEqual(['case-0', 'case-1', 'case-2']);
    expect(keys(sorted(lines, { by: 'place', descending: true }))).toEqual(['case-0', 'case-2', 'case-1']);
  });
});
