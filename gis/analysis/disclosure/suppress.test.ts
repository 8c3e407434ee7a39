import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { K, suppress } from './suppress.ts';

const LARGEST = 16;

/** All rows of four parts up to the largest total, by what is published of them: what somebody who knows the rule can conclude. */
function byPublication(): Map<string, number[][]> {
  const groups = new Map<string, number[][]>();
  for (let a = 0; a <= LARGEST; a++)
    for (let b = 0; a + b <= LARGEST; b++)
      for (let c = 0; a + b + c <= LARGEST; c++)
        for (let d = 0; a + b + c + d <= LARGEST; d++) {
          const row = [a, b, c, d];
          const key = JSON.stringify(suppress(row));
          groups.set(key, [...(groups.get(key) ?? []), row]);
        }
  return groups;
}

describe('counts of one area', () => {
  const groups = byPublication();

  it('let nobody who knows the rule compute a hidden part, nor tell that it is under three', () => {
    for (const [key, rows] of groups) {
      const published = JSON.parse(key) as ReturnType<typeof suppress>;
      for (const [i, part] of published.parts.entries()) {
        if (part !== null) continue;
        const possible = new Set(rows.map((row) => row[i]));
        expect(possible.size, key).toBeGreaterThan(1);
        if (published.total !== null) expect(Math.max(...[...possible].map(Number)), key).toBeGreaterThanOrEqual(K);
      }
    }
  });

  it('let nobody compute a hidden total', () => {
    for (const [key, rows] of groups) {
      if ((JSON.parse(key) as { total: number | null }).total !== null) continue;
      expect(new Set(rows.map((row) => row.reduce((x, y) => x + y, 0))).size, key).toBeGreaterThan(1);
    }
  });

  it('never publish one or two, and what they publish is true', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }), (parts) => {
        const { total, parts: published } = suppress(parts);
        for (const count of [total, ...published]) expect(count === null || count === 0 || count >= K).toBe(true);
        if (total !== null) expect(total).toBe(parts.reduce((x, y) => x + y, 0));
        published.forEach((count, i) => expect(count === null || count === parts[i]).toBe(true));
      }),
    );
  });

  it('stay as they are where none is small: zero is a value', () => {
    expect(suppress([0, 3, 7, 0])).toEqual({ total: 10, parts: [0, 3, 7, 0] });
    expect(suppress([0, 0, 0, 0])).toEqual({ total: 0, parts: [0, 0, 0, 0] });
    expect(suppress([9, 2, 0, 0])).toEqual({ total: 11, parts: [null, null, null, null] });
    expect(suppress([2, 1, 0, 0])).toEqual({ total: null, parts: [null, null, null, null] });
  });
});
