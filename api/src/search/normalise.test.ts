import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compact, normalise, normaliseQuery } from './normalise.ts';
import { queryOf, rankOf } from './rank.ts';

describe('normalise', () => {
  it('writes every spelling of one street alike', () => {
    const spellings = ['Bornstraße', 'Bornstrasse', 'BORNSTRASSE', 'Born-Str.', 'born straße', 'BORNSTRAẞE'];
    expect(new Set(spellings.map((s) => compact(normalise(s))))).toEqual(new Set(['bornstr']));
  });

  it('keeps house numbers and other scripts', () => {
    expect(normalise('Bornstr. 52a')).toBe('bornstr 52a');
    expect(normalise('العربية')).not.toBe('');
  });

  it('does not shorten a word that only begins like a street', () => {
    expect(normalise('Straßenbahn')).toBe('strassenbahn');
  });

  it('changes nothing when applied again', () => {
    const words = fc
      .array(fc.constantFrom('Straße', 'Mün', 'ster', 'Ü', 'é', '-', ' ', 'ae', 'ß', '12', 'str.'))
      .map((w) => w.join(''));
    fc.assert(
      fc.property(words, (text) => {
        const once = normalise(text);
        expect(once).toBe(once.trim());
        expect(once).not.toMatch(/ {2}|[A-ZÄÖÜß-]/);
      }),
    );
  });

  it('lets every beginning of a name find it, letter by letter', () => {
    for (const name of ['Bornstraße 52', 'Hans-Böckler-Straße', 'Münsterstraße', 'Kleine Kielstraße 20']) {
      const text = normalise(name);
      for (let length = 1; length <= name.length; length += 1) {
        const typed = queryOf(normaliseQuery(name.slice(0, length)));
        expect([name.slice(0, length), rankOf(typed, text, compact(text))]).not.toContain(-1);
      }
    }
  });
});

describe('rankOf', () => {
  const rank = (q: string, text: string) =>
    rankOf(queryOf(normaliseQuery(q)), normalise(text), compact(normalise(text)));

  it('puts the same before the beginning, words before what is inside words', () => {
    expect(rank('Bornstr 5', 'Bornstraße 5')).toBe(0);
    expect(rank('Bornstr 5', 'Bornstraße 52')).toBe(1);
    expect(rank('südost', 'Nordmarkt-Südost')).toBe(2);
    expect(rank('markt', 'Nordmarkt-Südost')).toBe(3);
    expect(rank('ost markt', 'Nordmarkt-Südost')).toBe(4);
    expect(rank('west', 'Nordmarkt-Südost')).toBe(-1);
  });
});
