import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

const ORIGIN = 'https://quartier.example';

describe('where signing in leads', () => {
  it.each(['/', '/data?import=1', '/?sel=properties/x&l=green#a'])('%s is a page of ours', (to) => {
    expect(returnPath(to, ORIGIN, '/')).toBe(to);
  });

  it.each([
    null,
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'data',
  ])('an open redirect: %s leads home', (to) => {
    expect(returnPath(to, ORIGIN, '/home/')).toBe('/home/');
  });

  it.each(['/other/', '/quartierblick-test/data', '/quartierblick/../other', '/'])(
    'a page beside the path of this installation: %s leads home',
    (to) => {
      expect(returnPath(to, ORIGIN, '/quartierblick/')).toBe('/quartierblick/');
    },
  );

  it.each(['/quartierblick', '/quartierblick/', '/quartierblick?l=green', '/quartierblick/data?import=1'])(
    '%s is a page below the path',
    (to) => {
      expect(returnPath(to, ORIGIN, '/quartierblick/')).toBe(to);
    },
  );

  it('never leaves the origin, whatever is asked for', () => {
    const piece = fc.constantFrom('/', '\\', '.', '..', '@', ':', 'evil.example', '\t', '\n', '%2f', '?', '#', ' ');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
        (to) => {
          expect(new URL(returnPath(to, ORIGIN, '/'), ORIGIN).origin).toBe(ORIGIN);
        },
      ),
    );
  });
});
