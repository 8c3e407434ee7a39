import { describe, expect, it } from 'vitest';
import { readUrl } from '../../views/map.ts';
import { blankStory, blankSlide } from '../blank.ts';
import type { MapContent } from '../content.ts';
import type { Slide } from '../story.ts';
import { sealIn, sealOf, SEAL_BYTES } from './format.ts';
import { onOwnGround } from './ground.ts';
import { tilesOfSlides } from './tiles.ts';

const words = { de: 'Karte', en: 'map' };
const idOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const mapSlide = (view: string) => ({ ...blankSlide('map', idOf(1), words), view }) as Slide;
const storyOf = (view: string) => ({ ...blankStory(words, idOf(2)), slides: [mapSlide(view)] });

function content(zoom: number, layer: { minzoom: number; maxzoom: number }): unknown {
  const view = { lon: 7.47, lat: 51.52, zoom, bearing: 0, pitch: 0 };
  const state = { view, layers: [{ id: 'streets', opacity: 100, hidden: [], hiddenMarks: [] }] };
  return { kind: 'map', states: [state], layers: [{ id: 'streets', bounds: null, ...layer }] };
}
const tilesAt = (zoom: number, layer: { minzoom: number; maxzoom: number }) =>
  tilesOfSlides([{ content: content(zoom, layer) as MapContent }]).get('streets') ?? [];

describe('tiles of a pack', () => {
  it('are there for the view with a margin, and for every smaller zoom that a flight passes', () => {
    const tiles = tilesAt(15.4, { minzoom: 12, maxzoom: 16 });
    expect([...new Set(tiles.map(({ z }) => z))]).toEqual([12, 13, 14, 15]);
    const own = tiles.filter(({ z }) => z === 15);
    const spread = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
    expect(spread(own.map(({ x }) => x))).toBeGreaterThanOrEqual(4);
    expect(spread(own.map(({ y }) => y))).toBeGreaterThanOrEqual(3);
    for (const { x, y } of own) {
      expect(tiles.some((other) => other.z === 14 && other.x === x >> 1 && other.y === y >> 1)).toBe(true);
    }
  });

  it('end at the layer’s greatest zoom, and are none where the view is farther than its least', () => {
    expect(Math.max(...tilesAt(18, { minzoom: 12, maxzoom: 16 }).map(({ z }) => z))).toBe(16);
    expect(tilesAt(11.9, { minzoom: 12, maxzoom: 16 })).toEqual([]);
  });

  it('are each there once, however many slides show them', () => {
    const one = content(15, { minzoom: 12, maxzoom: 16 }) as MapContent;
    const twice = tilesOfSlides([{ content: one }, { content: one }, { content: null }]).get('streets') ?? [];
    expect(twice).toHaveLength(tilesAt(15, { minzoom: 12, maxzoom: 16 }).length);
  });
});

describe('the ground of a pack', () => {
  it('is our own map in the place of one that belongs to others, and the slide is named', () => {
    const { story, replaced } = onOwnGround(storyOf('?v=7.47,51.52,15&l=accidents&base=photo'));
    expect(replaced).toEqual([{ slide: 1, base: { de: 'Luftbild NRW', en: 'Aerial photo NRW' } }]);
    const [slide] = story.slides;
    const { state } = readUrl(new URLSearchParams(slide?.kind === 'map' ? slide.view : ''));
    expect(state.base).toBeUndefined();
    expect(state.layers?.[0]?.id).toBe('accidents');
    expect(state.layers?.map(({ id }) => id)).toEqual(expect.arrayContaining(['buildings', 'streets']));
    expect(state.view).toMatchObject({ lon: 7.47, zoom: 15 });
  });

  it('leaves slides on our own map as they are', () => {
    const story = storyOf('?v=7.47,51.52,15&l=accidents');
    expect(onOwnGround(story)).toEqual({ story, replaced: [] });
  });
});

describe('the seal of a pack', () => {
  it('is read back from the end of the file, and is missing in a file that was cut', () => {
    const hash = 'a1'.repeat(32);
    const file = `<html>…</html>\n${sealOf(hash)}`;
    expect(sealIn(file.slice(-SEAL_BYTES))).toBe(hash);
    expect(sealIn(file.slice(0, -2))).toBeNull();
  });
});
