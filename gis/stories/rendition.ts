import type { Edition } from '../layers/define.ts';
import type { Text } from '../layers/fields.ts';
import type { StoryEdition } from './editions.ts';
import type { SlideContent } from './content.ts';
import type { LOOKS, Slide } from './story.ts';

/** Where something on a slide comes from: shown on it, in exports and in its lineage. */
export interface SlideSource {
  /** Id of the layer, or of the register, e.g. `measures`. */
  from: string;
  title: Text;
  attribution: string;
  licence: string;
  licenceUrl: string | null;
  url: string | null;
  /** Day that the data speaks of; null: nobody said one. */
  asOf: string | null;
  demo: boolean;
  /** Imports that it stands on, newest first. */
  imports: { id: string; fileName: string; at: string }[];
}

/** How a figure is written: `count` without decimals, `percent` with its sign, the others with their unit. */
export type FigureFormat = 'count' | 'number' | 'percent' | 'metres' | 'euros';

/** A figure as it is at this moment, with all that must be said with it. */
export interface Figure {
  /** As the text names it. */
  name: string;
  /** What it says, in full words. */
  title: Text;
  /** null where it is not known, or hidden: never 0 in its place. */
  value: number | null;
  state: 'value' | 'hidden' | 'missing';
  format: FigureFormat;
  unit: Text | null;
  /** What it is divided by, or counted among. */
  denominator: Text | null;
  /** Computed from assumptions; they stand in `notes`. */
  modelled: boolean;
  notes: Text[];
  sources: SlideSource[];
  /** Address in the dashboard that shows the same; null: none. */
  seenAt: string | null;
  /** Version of each layer or register behind it. */
  uses: Readonly<Record<string, number | string>>;
}

/** What a slide lacks for this edition, or cannot show at all. */
export interface Withheld {
  /** `slide`: all of it; `layer`, `figure`, `content`: this part. */
  part: 'slide' | 'layer' | 'figure' | 'content';
  what: Text;
  /** The lowest edition that would get it. */
  lowest: Edition;
}

/** Something that the author should look at. */
export interface SlideProblem {
  kind: 'broken-view' | 'unknown-layer' | 'unknown-figure' | 'missing-figure' | 'failed' | 'gone' | 'no-source';
  what: Text;
}

/** A slide as an edition gets it. */
export interface RenderedSlide {
  /** Without notes where whoever asks has no account. A slide that is withheld as a whole has no words either. */
  slide: Slide;
  /** By name; of what is not here, `problems` or `withheld` say why. */
  figures: Readonly<Record<string, Figure>>;
  content: SlideContent | null;
  sources: SlideSource[];
  withheld: Withheld[];
  problems: SlideProblem[];
  /** Version of each layer or register that its picture is drawn from. */
  uses: Readonly<Record<string, number | string>>;
}

/** A story as an edition gets it. */
export interface Rendition {
  format: number;
  key: string;
  title: Text;
  look: (typeof LOOKS)[number];
  edition: StoryEdition;
  project: Text;
  slides: RenderedSlide[];
  at: string;
}
