import type { StoryConflict } from '@quartierblick/gis/stories/merge.ts';
import type { Slide, Story } from '@quartierblick/gis/stories/story.ts';

function withValue<T extends object>(where: T, [name, ...rest]: readonly string[], value: unknown): T {
  if (name === undefined) return value as T;
  const inner = (where as Record<string, unknown>)[name];
  const next = rest.length === 0 || typeof inner !== 'object' || inner === null ? value : withValue(inner, rest, value);
  return { ...where, [name]: next };
}

/** The story with the other person's value at the place of a conflict. */
export function settled(story: Story, { slide, field, theirs }: StoryConflict): Story {
  const path = field === '' ? [] : field.split('.');
  if (slide === null) return withValue(story, path, theirs);
  // They removed what was changed here.
  if (theirs === null && field === '') return { ...story, slides: story.slides.filter(({ id }) => id !== slide) };
  const slides = story.slides.map((one) => (one.id === slide ? (withValue(one, path, theirs) as Slide) : one));
  return { ...story, slides };
}
