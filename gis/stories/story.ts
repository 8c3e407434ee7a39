import { z } from 'zod';
import { STORY_EDITIONS } from './editions.ts';
import { words } from './words.ts';

/** Grows when an older application could no longer read what this one writes. */
export const STORY_FORMAT = 1;

/** More slides than any talk has; also the least that a browser must cope with is below it. */
const MOST_SLIDES = 300;

/** Screens whose views become slides, by the address under which the dashboard has them. */
export const VIEW_PATHS = {
  map: '/',
  strip: '/safety',
  coverage: '/coverage',
  chain: '/offers',
  ranking: '/ranking',
} as const;

/** A figure by name and arguments, e.g. `count:playgrounds`. */
const named = z.string().max(200);
/** What a chart shows: `classes:playgrounds`, or a register with the query of its list, see `series.ts`. */
const series = z.string().max(3000);
/** The query of an address, as `gis/views` reads and writes it. */
const query = z.string().max(20_000);

const common = {
  /** Made by the client; stays the same however the slide is moved. */
  id: z.uuid(),
  /** A chapter that begins here; null: the one before goes on. */
  chapter: words(80).nullable(),
  title: words(200),
  /** Lines; those that begin with `- ` are items of a list. May hold figures, see `claims.ts`. */
  body: words(2000),
  /** What the presenter says; never part of what the public is given. */
  notes: words(6000),
  /** The lowest edition that gets the slide at all. */
  audience: z.enum(STORY_EDITIONS),
};

const mapSlide = z.strictObject({
  ...common,
  kind: z.literal('map'),
  view: query,
  /** The years of the topmost measure that has several can be played; a second state to compare with is part of the view. */
  plays: z.boolean(),
});

/** What each kind of slide holds beside {@link common}. */
const kinds = [
  z.strictObject({ ...common, kind: z.literal('title') }),
  z.strictObject({
    ...common,
    kind: z.literal('text'),
    /** Large figures above the text, with what they say; the figure's own title where the label is empty. */
    keyFigures: z.array(z.strictObject({ figure: named, label: words(120) })).max(6),
  }),
  mapSlide,
  z.strictObject({ ...common, kind: z.literal('strip'), view: query }),
  z.strictObject({ ...common, kind: z.literal('ranking'), view: query, places: z.int().min(3).max(15) }),
  z.strictObject({ ...common, kind: z.literal('coverage'), view: query }),
  z.strictObject({ ...common, kind: z.literal('chain'), view: query }),
  z.strictObject({ ...common, kind: z.literal('chart'), series }),
  z.strictObject({ ...common, kind: z.literal('photos'), measure: z.uuid().nullable() }),
] as const;

export const slideSchema = z.discriminatedUnion('kind', kinds);

/** Colours of the slides; `auto` follows the theme of whoever looks. */
export const LOOKS = ['auto', 'light', 'dark'] as const;

export const storySchema = z
  .strictObject({
    format: z.literal(STORY_FORMAT),
    title: words(200),
    look: z.enum(LOOKS),
    slides: z.array(slideSchema).max(MOST_SLIDES),
  })
  .refine(({ slides }) => new Set(slides.map(({ id }) => id)).size === slides.length, {
    path: ['slides'],
    message: 'no two slides may have the same id',
  });

export type Story = z.infer<typeof storySchema>;
export type Slide = z.infer<typeof slideSchema>;
export type SlideKind = Slide['kind'];
export type SlideOf<K extends SlideKind> = Extract<Slide, { kind: K }>;

/** A story that a newer version of the application has written. */
export class NewerStory extends Error {
  override readonly name = 'NewerStory';
  readonly format: number;

  constructor(format: number) {
    super(`story format ${format}, this application reads up to ${STORY_FORMAT}`);
    this.format = format;
  }
}

/**
 * Reads a story that came from elsewhere, e.g. from a file.
 * @throws NewerStory where a newer application wrote it: what it means by its parts is not known here
 * @throws z.ZodError where it is none
 */
export function readStory(raw: unknown): Story {
  const format: unknown = typeof raw === 'object' && raw !== null && 'format' in raw ? raw.format : undefined;
  if (typeof format === 'number' && format > STORY_FORMAT) throw new NewerStory(format);
  return storySchema.parse(raw);
}
