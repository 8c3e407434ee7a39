import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PART_TYPE, PARTS_HEADER, sealOf } from '@quartierblick/gis/stories/pack/format.ts';
import { CutPack, PartCount, readPack } from './fetch-pack.ts';

const part = (text: string) => `<script type="${PART_TYPE}" id="part-1">${text}</script>\n`;
const body = `<html>${part('AAA')}${part('BBB')}</html>\n`;
const file = body + sealOf(createHash('sha256').update(body).digest('hex'));

function answer(text: string, parts = 2): Response {
  const bytes = new TextEncoder().encode(text);
  // In pieces of seven bytes: a mark never comes in one.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.slice(at * 7, at * 7 + 7));
  const headers = {
    [PARTS_HEADER]: String(parts),
    'content-disposition': "attachment; filename*=UTF-8''Gr%C3%BCn.html",
  };
  const stream = new ReadableStream({
    pull: (to) => {
      const next = pieces.shift();
      if (next) to.enqueue(next);
      else to.close();
    },
  });
  return new Response(stream, { headers });
}
// Node computes checksums everywhere; browsers say whether they do.
globalThis.isSecureContext = true;

describe('a pack that arrives', () => {
  it('is counted part by part, checked and named', async () => {
    const seen: number[] = [];
    const got = await readPack(answer(file), ({ parts }) => seen.push(parts));
    expect([Math.min(...seen), Math.max(...seen)]).toEqual([0, 2]);
    expect(got.name).toBe('Grün.html');
    expect(got.sha256).toBe(createHash('sha256').update(file).digest('hex'));
    expect(await got.file.text()).toBe(file);
  });

  it.each([
    ['cut', file.slice(0, -9), 2],
    ['cut before its end', body, 2],
    ['changed on the way', file.replace('AAA', 'AAB'), 2],
    ['short of a part', file, 3],
  ])('is refused where it is %s', async (_, text, parts) => {
    await expect(readPack(answer(text, parts), () => undefined)).rejects.toBeInstanceOf(CutPack);
  });

  it('counts a mark that begins right behind the beginning of another one', () => {
    const count = new PartCount();
    count.take(new TextEncoder().encode(`<scr<script type="${PART_TYPE}" <<script type="${PART_TYPE}"`));
    expect(count.found).toBe(2);
  });
});
