import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEMO_STORY, demoStory } from '../demo/index.ts';
import { readUrl } from '../views/map.ts';
import { blankSlide, blankStory } from './blank.ts';
import { figuresIn, piecesOf, textOf } from './claims.ts';
import { isAround, tilesOfView } from './map-tiles.ts';
import { mergeStories } from './merge.ts';
import { NewerStory, readStory, storySchema } from './story.ts';
import type { Slide, Story } from './story.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const story = (...slides: Slide[]): Story => ({ ...blankStory({ de: 'x', en: '' }, uuid(0)), slides });
const titled = (n: number, de: string, body = ''): Slide => ({
  ...blankSlide('text', uuid(n), { de, en: '' }),
  body: { de: body, en: '' },
});

describe('figures in a text', () => {
  it('are found by name, and everything else stays as it was written', () => {
    expect(piecesOf('Es leben {fact:Menschen} hier, {{nicht} {Falsches} {a')).toEqual([
      { words: 'Es leben ' },
      { figure: 'fact:Menschen' },
      { words: ' hier, {nicht} {Falsches} {a' },
    ]);
    expect(figuresIn(['{count:a} {count:a}', '{count:b}'])).toEqual(['count:a', 'count:b']);
  });

  it('come back from any pieces: no word is lost and none becomes a figure', () => {
    const word = fc.string({ minLength: 1 }).map((words) => ({ words }));
    const figure = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}(:[^{}\n]{0,8})?$/).map((name) => ({ figure: name }));
    fc.assert(
      fc.property(fc.array(fc.oneof(word, figure)), (pieces) => {
        const again = piecesOf(textOf(pieces));
        const flat = (all: typeof pieces) =>
          all.map((piece) => ('figure' in piece ? `\u0000${piece.figure}\u0000` : piece.words)).join('');
        expect(flat(again as typeof pieces)).toBe(flat(pieces));
      }),
    );
  });
});

describe('a story', () => {
  it('of a newer format is refused as such, not as broken', () => {
    expect(() => readStory({ format: 2, something: 'new' })).toThrow(NewerStory);
    expect(() => readStory({ format: 1 })).toThrow(/title/);
    expect(() => readStory('no story')).toThrow();
  });

  it('may not hold the same slide twice', () => {
    expect(storySchema.safeParse(story(titled(1, 'a'), titled(1, 'b'))).success).toBe(false);
  });

  it('of every kind of slide passes its own schema as it begins', () => {
    const kinds = ['title', 'text', 'map', 'strip', 'ranking', 'coverage', 'chain', 'chart', 'photos'] as const;
    expect(storySchema.safeParse(story(...kinds.map((kind, n) => blankSlide(kind, uuid(n))))).error).toBeUndefined();
  });

  it('comes with the demo, whose views and keys are all sound', () => {
    const demo = storySchema.parse(demoStory());
    expect(demo.slides.length).toBeGreaterThan(12);
    expect(demoStory()).toEqual(demoStory());
    expect(DEMO_STORY).toMatch(/^[0-9a-f-]{36}$/);
    for (const slide of demo.slides) {
      if (slide.kind === 'map') expect(readUrl(new URLSearchParams(slide.view)).broken).toEqual([]);
      expect(slide.title.en, slide.title.de).not.toBe('');
    }
  });
});

describe('two people at one story', () => {
  const base = story(titled(1, 'a'), titled(2, 'b'), titled(3, 'c'));

  it('keep what each changed in another slide or another field', () => {
    const mine = story(titled(1, 'A'), titled(2, 'b'), titled(3, 'c', 'mine'));
    const theirs = story(titled(1, 'a'), titled(2, 'B'), titled(3, 'C'));
    const { story: both, conflicts } = mergeStories(base, mine, theirs);
    expect(both.slides).toEqual([titled(1, 'A'), titled(2, 'B'), titled(3, 'C', 'mine')]);
    expect(conflicts).toEqual([]);
  });

  it('are asked where both wrote the same field differently', () => {
    const { story: both, conflicts } = mergeStories(base, story(titled(1, 'M')), story(titled(1, 'T')));
    expect(both.slides.find(({ id }) => id === uuid(1))?.title.de).toBe('M');
    expect(conflicts).toContainEqual({ slide: uuid(1), field: 'title.de', mine: 'M', theirs: 'T' });
  });

  it('do not lose a slide that one changed and the other removed', () => {
    const { story: both, conflicts } = mergeStories(
      base,
      story(titled(1, 'a'), titled(2, 'changed')),
      story(titled(1, 'a')),
    );
    expect(both.slides.map(({ title }) => title.de)).toEqual(['a', 'changed']);
    expect(conflicts.map(({ field }) => field)).toEqual(['']);
  });

  it('keep the new order of whoever moved something, and the new slides of the other in their place', () => {
    const moved = story(titled(3, 'c'), titled(1, 'a'), titled(2, 'b'));
    const added = story(titled(1, 'a'), titled(9, 'new'), titled(2, 'b'), titled(3, 'c'));
    const order = mergeStories(base, moved, added).story.slides.map(({ id }) => id);
    expect(order).toEqual([uuid(3), uuid(1), uuid(9), uuid(2)]);
    expect(mergeStories(base, added, moved).story.slides.map(({ id }) => id)).toEqual([
      uuid(3),
      uuid(1),
      uuid(9),
      uuid(2),
    ]);
  });

  it('never lose a slide that one of them added or changed, nor get one twice, whatever they do', () => {
    const state = fc.uniqueArray(
      fc.record({ n: fc.integer({ min: 1, max: 6 }), text: fc.constantFrom('a', 'b', 'c') }),
      {
        selector: ({ n }) => n,
      },
    );
    const made = state.map((all) => story(...all.map(({ n, text }) => titled(n, text))));
    fc.assert(
      fc.property(made, made, made, (b, m, t) => {
        const { story: both } = mergeStories(b, m, t);
        const ids = both.slides.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const side of [m, t]) {
          for (const slide of side.slides) {
            const before = b.slides.find(({ id }) => id === slide.id);
            if (!before || JSON.stringify(before) !== JSON.stringify(slide)) expect(ids).toContain(slide.id);
          }
        }
        expect(mergeStories(b, m, b).story).toEqual(m);
        expect(mergeStories(b, b, t).story).toEqual(t);
      }),
    );
  });
});

describe('tiles of a view', () => {
  const view = { lon: 7.4717, lat: 51.5228, zoom: 15.6, bearing: 0, pitch: 0 };
  const layer = { minzoom: 10, maxzoom: 16, bounds: null };

  it('cover every corner of the map', () => {
    const size = { width: 600, height: 450 };
    const tiles = tilesOfView(view, size, layer);
    const n = 2 ** 15;
    const at = (lon: number, lat: number) => {
      const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
      return [Math.floor(((lon + 180) / 360) * n), Math.floor(((1 - y / Math.PI) / 2) * n)];
    };
    expect(tiles.every(({ z }) => z === 15)).toBe(true);
    const degrees = (360 / (512 * 2 ** view.zoom)) * (size.width / 2 - 1);
    for (const lon of [view.lon - degrees, view.lon, view.lon + degrees]) {
      const [x, y] = at(lon, view.lat);
      expect(tiles).toContainEqual({ z: 15, x, y });
    }
  });

  it('are none below the first zoom of a layer, and none outside of its bounds', () => {
    expect(tilesOfView({ ...view, zoom: 8 }, { width: 600, height: 450 }, layer)).toEqual([]);
    const elsewhere = { ...layer, bounds: [10, 50, 11, 51] as [number, number, number, number] };
    expect(tilesOfView(view, { width: 600, height: 450 }, elsewhere)).toEqual([]);
  });

  it('may be looked at one screen around a view and one zoom farther out, and as close as one likes', () => {
    const size = { width: 600, height: 450 };
    const around = (z: number, dx = 0, of = view) => {
      const [{ x, y } = { x: 0, y: 0 }] = tilesOfView(
        { ...of, zoom: z },
        { width: 1, height: 1 },
        { ...layer, maxzoom: z },
      );
      return isAround(of, size, layer.maxzoom, { z, x: x + dx, y });
    };
    for (const place of tilesOfView(view, size, layer)) expect(isAround(view, size, layer.maxzoom, place)).toBe(true);
    expect([13, 14, 15, 16].map((z) => around(z))).toEqual([false, true, true, true]);
    // Half of three screens are 900 pixels, of which a tile of zoom 15 is 776 wide here.
    expect([-3, -1, 0, 1, 3].map((dx) => around(15, dx))).toEqual([false, true, true, true, false]);
    // Of a layer without tiles that close, those that it has are drawn larger.
    const close = { ...view, zoom: 18.4 };
    expect([14, 15, 16].map((z) => around(z, 0, close))).toEqual([false, true, true]);
    expect(around(13, 0, { ...view, pitch: 50 })).toBe(true);
  });

  it('are more for a map that is tilted, which looks farther', () => {
    const size = { width: 1200, height: 900 };
    const flat = tilesOfView(view, size, layer).length;
    expect(tilesOfView({ ...view, pitch: 50 }, size, layer).length).toBeGreaterThan(flat);
  });
});
