import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type {
  Figures,
  FigureSettings,
  FoundSections,
  StreetChoice,
  StreetInput,
  StripData,
} from '@quartierblick/gis/safety/street-answers.ts';

export type Question =
  | ({ kind: 'data' } & StreetInput)
  | { kind: 'street'; id: string }
  | { kind: 'figures'; ask: number; id: string; settings: FigureSettings }
  | { kind: 'sections'; ask: number; id: string; preset: HotspotPreset };

export type Answer =
  | { kind: 'streets'; streets: readonly StreetChoice[] }
  | { kind: 'strip'; strip: StripData }
  | { kind: 'figures'; ask: number; figures: Figures }
  | { kind: 'sections'; ask: number; sections: FoundSections }
  | { kind: 'failed'; message: string };
