import { describe, expect, it } from 'vitest';
import { countOf, everything, exactly, isSelected, NOTHING, ranged, toggled } from './selection.ts';

describe('selection', () => {
  it('a range that shrinks gives its rows back, and keeps what was selected before', () => {
    const before = toggled(NOTHING, 'x', 9);
    const anchored = toggled(before, 'b', 1);
    const wide = ranged(anchored, ['b', 'c', 'd', 'e'], 1);
    expect([...wide.keys].sort()).toEqual(['b', 'c', 'd', 'e', 'x']);
    const narrow = ranged(wide, ['b', 'c'], 1);
    expect([...narrow.keys].sort()).toEqual(['b', 'c', 'x']);
  });

  it('a range that turns around its anchor leaves nothing of the other side behind', () => {
    const anchored = toggled(NOTHING, 'c', 2);
    const down = ranged(anchored, ['c', 'd', 'e'], 2);
    const up = ranged(down, ['a', 'b', 'c'], 2);
    expect([...up.keys].sort()).toEqual(['a', 'b', 'c']);
  });

  it('a second range starts from what the first has selected', () => {
    const first = ranged(toggled(NOTHING, 'a', 0), ['a', 'b'], 0);
    const second = ranged(toggled(first, 'f', 5), ['f', 'g'], 5);
    expect([...second.keys].sort()).toEqual(['a', 'b', 'f', 'g']);
  });

  it('"all that match" holds rows that nobody has loaded, and counts them all', () => {
    expect(isSelected(everything(), 'never seen')).toBe(true);
    expect(countOf(everything(), 1234)).toBe(1234);
    expect(countOf(toggled(NOTHING, 'a', 0), 1234)).toBe(1);
  });

  it('does not change a selection that somebody else still holds', () => {
    const one = toggled(NOTHING, 'a', 0);
    toggled(one, 'b', 1);
    expect([...one.keys]).toEqual(['a']);
    expect(NOTHING.keys.size).toBe(0);
  });

  it('all but one is the others by name', () => {
    const rest = exactly(['a', 'c'], 1);
    expect([isSelected(rest, 'a'), isSelected(rest, 'b')]).toEqual([true, false]);
  });
});
