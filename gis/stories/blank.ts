import { STORY_FORMAT } from './story.ts';
import type { Slide, SlideKind, SlideOf, Story } from './story.ts';
import { NO_WORDS } from './words.ts';
import type { Text } from '../layers/fields.ts';

type Own<K extends SlideKind> = Omit<SlideOf<K>, 'id' | 'kind' | 'chapter' | 'title' | 'body' | 'notes' | 'audience'>;

/** What a slide of each kind begins with: the screen it is a view of, as that opens. */
const BEGIN: { [K in SlideKind]: Own<K> } = {
  title: {},
  text: { keyFigures: [] },
  map: { view: '', plays: false },
  strip: { view: '' },
  ranking: { view: '', places: 8 },
  coverage: { view: '' },
  chain: { view: '' },
  chart: { series: 'years:accidents/year' },
  photos: { measure: null },
};

/** A new slide. @param id a UUID that the caller makes */
export function blankSlide<K extends SlideKind>(kind: K, id: string, title: Text = NO_WORDS): Slide {
  const common = { id, kind, chapter: null, title, body: NO_WORDS, notes: NO_WORDS, audience: 'public' as const };
  return { ...common, ...BEGIN[kind] } as unknown as Slide;
}

/** A new story with a title slide. */
export function blankStory(title: Text, id: string): Story {
  return { format: STORY_FORMAT, title, look: 'auto', slides: [blankSlide('title', id, title)] };
}
