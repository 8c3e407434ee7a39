import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.ts';
import { shownFields } from '../layers/define.ts';
import { cutText, shapefileReadme, shortNames } from './shapefile.ts';

describe('names of fields in a Shapefile', () => {
  it('are short, of ASCII, and told apart without regard to case, whatever the names are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 300 }), (names) => {
        const short = [...shortNames(names).values()];
        expect(short).toHaveLength(names.length);
        expect(new Set(short.map((name) => name.toLowerCase())).size).toBe(names.length);
        for (const name of short) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,9}$/);
      }),
    );
  });

  it('of all layers are listed beside it with what they mean', () => {
    for (const layer of layers) {
      const fields = shownFields(layer.dataset);
      const short = shortNames(['key', ...fields.map(([name]) => name)]);
      const text = shapefileReadme({ note: 'Quelle: Stadt', fields, short, cut: new Map([['name', 2]]) }, 'de');
      for (const [name, field] of fields) expect(text).toContain(`${short.get(name)} = ${name}, ${field.label.de}`);
    }
  });
});

it('a text that is too long is cut within 254 bytes and never within a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (whole) => {
      const { text, cut } = cutText(whole.toWellFormed());
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(254);
      expect(whole.startsWith(text)).toBe(true);
      expect(cut).toBe(text !== whole);
    }),
  );
});
