import Papa from 'papaparse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelimited, separatorOf } from './delimited.ts';
import { openImportFile } from './open.ts';
import { withFile } from './test-import.ts';

async function rows(content: string): Promise<{ header: string[]; rows: string[][] }> {
  return withFile('table.csv', content, async (path) => {
    const { header, batches } = await readDelimited(await openImportFile(path));
    const all: string[][] = [];
    for await (const batch of batches) all.push(...batch);
    return { header, rows: all };
  });
}

describe('delimited text', () => {
  it('finds the separator outside of quotation marks', () => {
    expect(separatorOf('a;b;c\n')).toBe(';');
    expect(separatorOf('"a;b;c",d,e\n')).toBe(',');
    expect(separatorOf('a\tb\n1,5\t2,5')).toBe('\t');
    expect(separatorOf('a|b\n')).toBe('|');
    expect(separatorOf('nothing')).toBeNull();
  });

  it('reads back whatever is written, with quotation marks, separators and line ends inside fields', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ß', ';', '"', '\n', ' ', '1', ','), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }), async (table) => {
        const text = Papa.unparse([['x', 'y', 'z'], ...table], { delimiter: ';', newline: '\r\n', quotes: true });
        const found = await rows(text);
        expect(found.header).toEqual(['x', 'y', 'z']);
        expect(found.rows).toEqual(table);
      }),
      { numRuns: 60 },
    );
  });

  it('loses no row where the reads of a large file cut rows apart', async () => {
    const count = 60_000;
    const text = Array.from({ length: count }, (_, i) => `${i};Straße ${i};"a;b"`).join('\r\n');
    const found = await rows(`id;name;list\r\n${text}`);
    expect(found.rows).toHaveLength(count);
    expect(found.rows.every((row, i) => row.length === 3 && row[0] === String(i) && row[2] === 'a;b')).toBe(true);
  });

  it('keeps rows of another length as long as they are', async () => {
    const found = await rows('a;b;c\n1;2;3\n1;2\n1;2;3;4\n5;6;7\n8;9;0\n');
    expect(found.rows.map((row) => row.length)).toEqual([3, 2, 4, 3, 3]);
  });

  it('ends at a quotation mark that is never closed instead of swallowing the file', async () => {
    const text = `a;b\n1;2\n"3;4\n${'5;6\n'.repeat(1_500_000)}`;
    await expect(rows(text)).rejects.toThrow(/quotation mark/);
  });

  it('can be left early', async () => {
    await withFile('t.csv', `a;b\n${'1;2\n'.repeat(400_000)}`, async (path) => {
      const { batches } = await readDelimited(await openImportFile(path));
      for await (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
    });
  });

  it('waits for a slow reader instead of reading on and taking the wait for a row without an end', async () => {
    const count = 900_000;
    await withFile('t.csv', `id;name\n${'1;Straße\n'.repeat(count)}`, async (path) => {
      const { batches } = await readDelimited(await openImportFile(path));
      let seen = 0;
      for await (const batch of batches) {
        if (seen === 0) await new Promise((resolve) => setTimeout(resolve, 500));
        seen += batch.length;
      }
      expect(seen).toBe(count);
    });
  });
});
