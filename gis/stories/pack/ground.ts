import { layers as registry } from '../../layers/index.ts';
import type { Text } from '../../layers/fields.ts';
import { baseMapOf } from '../../views/base-maps.ts';
import { readUrl, writeUrl } from '../../views/map.ts';
import type { SharedLayer } from '../../views/map.ts';
import type { Story } from '../story.ts';

/** Layers of orientation, topmost first. */
const GROUND: readonly SharedLayer[] = registry
  .toReversed()
  .filter(({ group, visible }) => group === 'base' && visible)
  .map(({ id }) => ({ id, opacity: 100, hidden: [], hiddenMarks: [] }));

const onGround = (layers: readonly SharedLayer[]): SharedLayer[] => [
  ...layers,
  ...GROUND.filter(({ id }) => layers.every((layer) => layer.id !== id)),
];

/**
 * The story with our own map under each map slide. Base maps of others are fetched from their servers, which a pack must not, and
 * are not ours to be handed on.
 * @returns also the slides (from 1) that had another base map, and which
 */
export function onOwnGround(story: Story): { story: Story; replaced: { slide: number; base: Text }[] } {
  const replaced: { slide: number; base: Text }[] = [];
  const slides = story.slides.map((slide, index) => {
    if (slide.kind !== 'map') return slide;
    const search = new URLSearchParams(slide.view);
    const { state } = readUrl(search);
    if (state.base === undefined || state.base === 'own') return slide;
    replaced.push({ slide: index + 1, base: baseMapOf(state.base).label });
    const { base: _, layers, layersB, ...rest } = state;
    const own = {
      ...rest,
      ...(layers && { layers: onGround(layers) }),
      ...(layersB && { layersB: onGround(layersB) }),
    };
    return { ...slide, view: writeUrl(own, search) };
  });
  return { story: { ...story, slides }, replaced };
}
