import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeySet } from './key-set.ts';

it('tells keys that were there before from new ones, like a Set', () => {
  const key = fc.oneof(fc.string({ maxLength: 4 }), fc.nat(50).map(String));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), (keys) => {
      const ours = new KeySet();
      const set = new Set<string>();
      for (const one of keys) {
        expect(ours.add(one)).toBe(!set.has(one));
        set.add(one);
      }
    }),
  );
});

it('takes none of a million similar keys for another', () => {
  const keys = new KeySet();
  let taken = 0;
  for (let i = 0; i < 1_000_000; i += 1) if (keys.add(`0522${String(i).padStart(16, '0')}`)) taken += 1;
  expect(taken).toBe(1_000_000);
});
