import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBytea } from './bytea.ts';

it('reads every byte of a bytea, in small and capital digits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, capital) => {
      const digits = Buffer.from(bytes).toString('hex');
      const text = Buffer.from(`\\x${capital ? digits.toUpperCase() : digits}`);
      expect([...readBytea(text)]).toEqual([...bytes]);
    }),
  );
});
