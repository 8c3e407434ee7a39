import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingByMark, encodingOfFile, textOfFile } from './encoding.ts';
import { withFile } from './test-import.ts';

async function decoded(bytes: Uint8Array): Promise<{ encoding: string; text: string }> {
  return withFile('text', bytes, async (path) => {
    const encoding = await encodingOfFile(path);
    let text = '';
    for await (const piece of textOfFile(path, encoding)) text += piece;
    return { encoding, text };
  });
}

describe('encodings', () => {
  it('reads every text back from UTF-8, with and without a mark', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), async (text) => {
        fc.pre(!text.startsWith('\ufeff') && !text.includes('\u0000'));
        expect(await decoded(Buffer.from(text))).toEqual({ encoding: 'utf-8', text });
        expect(await decoded(Buffer.from(`\ufeff${text}`))).toEqual({ encoding: 'utf-8', text });
      }),
      { numRuns: 60 },
    );
  });

  it('reads text in Latin-1 whose first umlaut stands behind the first megabyte', async () => {
    const text = `${'a'.repeat((1 << 20) + 5)}Bövinghausen`;
    expect(await decoded(Buffer.from(text, 'latin1'))).toEqual({ encoding: 'windows-1252', text });
  });

  it('takes a character that two reads share for UTF-8', async () => {
    for (const before of [1, 2, 3]) {
      const text = `${'a'.repeat((1 << 20) - before)}🏠ü€`;
      expect(await decoded(Buffer.from(text))).toEqual({ encoding: 'utf-8', text });
    }
  });

  it('knows the signs of Windows-1252 that Latin-1 lacks', async () => {
    expect(await decoded(Buffer.from([0x96, 0x3b, 0x80]))).toEqual({ encoding: 'windows-1252', text: '–;€' });
  });

  it('finds UTF-16 by its mark and, for mostly Latin text, without one', () => {
    const text = '{"name": "Straße"}';
    expect(encodingByMark(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe('utf-16le');
    expect(encodingByMark(Buffer.from(text, 'utf16le'))).toBe('utf-16le');
    expect(encodingByMark(Buffer.from(text, 'utf16le').swap16())).toBe('utf-16be');
    expect(encodingByMark(Buffer.from(text))).toBeUndefined();
  });
});
