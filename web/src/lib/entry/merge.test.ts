import { describe, expect, it } from 'vitest';
import { changesOf, merge } from './merge.ts';

describe('merging', () => {
  const base = { office: 'A', floors: 3, dwellings: 8 };
  const fields = Object.keys(base);

  it('sends only what this edit changed, so that a neighbour’s field is never put back', () => {
    const merged = merge(fields, { base, yours: { ...base, floors: 4 }, theirs: { ...base, office: 'B' } });
    expect(merged).toEqual({ changes: { floors: 4 }, followed: ['office'] });
  });
  it('keeps the reader’s own entry in a conflict without a choice', () => {
    const sides = { base, yours: { ...base, floors: 4 }, theirs: { ...base, floors: 5 } };
    expect(merge(fields, sides).changes).toEqual({ floors: 4 });
    expect(merge(fields, sides, new Map([['floors', 'theirs']])).changes).toEqual({});
    expect(merge(fields, sides, new Map([['floors', 'yours']])).changes).toEqual({ floors: 4 });
  });
  it('has nothing to say where both did the same', () => {
    const yours = { ...base, floors: 4 };
    expect(merge(fields, { base, yours, theirs: yours })).toEqual({ changes: {}, followed: [] });
  });
  it('can empty a field', () => {
    expect(changesOf({ office: 'A' }, { office: null })).toEqual({ office: null });
    expect(changesOf({}, { office: null })).toEqual({});
  });
});
