import { isUtf8 } from 'node:buffer';
import { glob, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvTable } from '../register/read-csv.ts';
import { fromCp850 } from './cp850.ts';
import { readDelimited } from './delimited.ts';
import { encodingOfBytes, encodingOfFile, textDecoder } from './encoding.ts';
import { openImportFile } from './open.ts';
import { hasSharedData, sharedFile, withFile } from './test-import.ts';

const ENCODINGS = ['windows-1252', 'cp850', 'macintosh'] as const;

/** Bytes of a text in an encoding, by reading all of its 256 characters. */
function encoded(text: string, encoding: string): Buffer {
  const table = textDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, i) => i));
  const bytes = [...text].map((letter) => table.indexOf(letter));
  if (bytes.includes(-1)) throw new Error(`${encoding} has not all of ${text}`);
  return Buffer.from(bytes);
}

/** Words whose umlauts every encoding turns into something else than a word: ö alone is a Croatian š where Mac Roman is meant. */
const TELLING = ['Mühlenstraße', 'Grünfläche', 'Bürgerhäuser', 'MÜLLER', 'Jägerstraße', 'Schützenfläche'];
const WORDS = [
  ...TELLING,
  ...['Ärztehaus', 'Öffnungszeiten', 'Überweg', 'Größe', 'Bövinghausen', 'KÖLN', 'Straße', 'STRAßE', 'Weißenburger'],
  ...['Häuser', 'für', 'über', 'örtlich', 'Grünanlage', 'Fuß', 'Höhenäcker', 'Café', 'Ömer', 'Yücel', 'Gençay', 'José'],
  ...['Dortmund', 'am Markt', '44147', 'b. d. Kirche', 'Nr. 5'],
];
const SEPARATORS: string[] = [';', ' ', ', ', '\r\n', '"; "'];
const text = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...SEPARATORS)), { maxLength: 30 }),
    fc.array(fc.tuple(fc.constantFrom(...TELLING), fc.constantFrom(...SEPARATORS)), { minLength: 2, maxLength: 4 }),
    fc.nat(30),
  )
  .map(([words, telling, at]) =>
    words
      .toSpliced(at, 0, ...telling)
      .flat()
      .join(''),
  );

describe('encodings of one byte', () => {
  it.each(ENCODINGS)('reads German words in %s back as they were, in a file and in memory', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        const bytes = encoded(words, encoding);
        expect(encodingOfBytes(bytes)).toBe(encoding);
        expect(textDecoder(encoding).decode(bytes)).toBe(words);
        expect(await withFile('text', bytes, encodingOfFile)).toBe(encoding);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    '„das“ „ist“ „ein“ ‚Text‘ … Jahr’s – „ohne“ Umlaute…',
    'Die „Grüne Mitte“ – Köln–Bonn, geht’s? 5 €/m², §34, 20°C, »Haus« «maison» Straße\u00a0am\u00a0Markt, Marke™',
    'Tomaš;Miloš;Škoda;Dušan;Živko;Žarko',
    'Juárez;Hernández;Álvarez;Peña;Muñoz;José;Núñez',
    'Besançon;Orléans;Châtelet;Noël;Sœur;Où',
    'Ÿ;€;™',
    'Å;Århus;Sørensen;Þór;Æble',
  ])('leaves Windows-1252 as it is: %s', (words) => {
    expect(encodingOfBytes(encoded(words, 'windows-1252'))).toBe('windows-1252');
  });

  it.each([
    ['one umlaut', 'Müller', 'cp850'],
    ['one street', 'Hauptstraße', 'cp850'],
    ['one street', 'HAUPTSTRAßE', 'macintosh'],
    ['quotation marks', '„Müller“ – “Jäger”', 'macintosh'],
  ] as const)('knows %s of another encoding: %s', (_, words, encoding) => {
    expect(encodingOfBytes(encoded(words, encoding))).toBe(encoding);
  });

  it('takes neither what both have (ö of Mac Roman is a Croatian š) nor UTF-8 that is damaged', () => {
    expect(encodingOfBytes(encoded('Köln;Böhm', 'macintosh'))).toBe('windows-1252');
    const damaged = Buffer.concat([Buffer.from('Mühlenstraße;Größe;Jäger;'), Buffer.from([0xe4]), Buffer.from('rzte')]);
    expect(encodingOfBytes(damaged)).toBe('windows-1252');
  });

  it('does not doubt JSON and XML, which old programs did not write', async () => {
    for (const frame of ['{"a": "Müller"}', '\n<a>Müller</a>', '["Müller"]']) {
      expect(await withFile('text', encoded(frame, 'cp850'), encodingOfFile)).toBe('windows-1252');
    }
  });

  it('looks at all of a file: words behind the first megabyte, and a word that two reads share', async () => {
    for (const before of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const bytes = encoded(`${'a '.repeat(1 << 19).slice(before)}Straße`, 'cp850');
      expect(await withFile('text', bytes, encodingOfFile)).toBe('cp850');
    }
  });

  it('reads a table of DOS and one of an old Mac, for layers and for registers', async () => {
    for (const encoding of ['cp850', 'macintosh'] as const) {
      const bytes = encoded('Straße;Größe qm\r\nMühlenstraße 4;12\r\n', encoding);
      await withFile('liste.csv', bytes, async (path) => {
        const { header, batches } = await readDelimited(await openImportFile(path));
        expect(header).toEqual(['Straße', 'Größe qm']);
        for await (const [row] of batches) expect(row?.[0]).toBe('Mühlenstraße 4');
      });
      expect(readCsvTable(bytes).rows).toEqual([
        ['Straße', 'Größe qm'],
        ['Mühlenstraße 4', '12'],
      ]);
    }
  });

  it('knows all of code page 850', () => {
    const all = fromCp850(Uint8Array.from({ length: 256 }, (_, i) => i));
    expect(new Set(all).size).toBe(256);
    expect(fromCp850(Uint8Array.of(0x80, 0x9a, 0xe1, 0xf0, 0xff))).toBe('ÇÜß\u00ad\u00a0');
  });
});

describe.skipIf(!hasSharedData)('encodings of published files', () => {
  it('takes none of the official texts for anything but UTF-8 or Windows-1252', async () => {
    const seen: Record<string, number> = {};
    for await (const name of glob('**/*.{csv,txt,json,geojson,gml,xml}', { cwd: sharedFile('.') })) {
      const encoding = await encodingOfFile(sharedFile(name));
      seen[encoding] = (seen[encoding] ?? 0) + 1;
      if (encoding === 'windows-1252') {
        expect(isUtf8(await readFile(sharedFile(name)))).toBe(false);
        expect(encodingOfBytes(await readFile(sharedFile(name))), name).toBe('windows-1252');
      }
    }
    expect(Object.keys(seen).filter((name) => !['utf-8', 'windows-1252'].includes(name))).toEqual([]);
    expect(seen['windows-1252']).toBeGreaterThan(0);
  });
});
