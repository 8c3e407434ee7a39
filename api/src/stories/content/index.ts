import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Slide, SlideKind } from '@quartierblick/gis/stories/story.ts';
import type { Asking } from '../asking.ts';
import { nothing } from '../made.ts';
import type { Made, Maker } from '../made.ts';
import { chainMaker } from './chain.ts';
import { chartMaker } from './chart.ts';
import { coverageMaker } from './coverage.ts';
import { mapMaker } from './map.ts';
import { photosMaker } from './photos.ts';
import { rankingMaker } from './ranking.ts';
import { stripMaker } from './strip.ts';

/** Slides that are words alone. */
const words: Maker<'title'> & Maker<'text'> = { lowest: 'public', make: async () => nothing() };

/** How each kind of slide gets what it shows. */
const MAKERS: { [K in SlideKind]: Maker<K> } = {
  title: words,
  text: words,
  map: mapMaker,
  strip: stripMaker,
  ranking: rankingMaker,
  coverage: coverageMaker,
  chain: chainMaker,
  chart: chartMaker,
  photos: photosMaker,
};

/** The lowest edition that gets anything of a slide beside its words. */
export function lowestOf(slide: Slide): Edition {
  const { lowest } = MAKERS[slide.kind];
  return typeof lowest === 'function' ? lowest(slide as never) : lowest;
}

/** What is on a slide beside its words. */
export function contentOf(ask: Asking, slide: Slide): Promise<Made> {
  const maker = MAKERS[slide.kind] as Maker<SlideKind>;
  return maker.make(ask, slide as never);
}
