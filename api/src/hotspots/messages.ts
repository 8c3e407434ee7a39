import type { Accident } from '@quartierblick/gis/analysis/safety/accident.ts';
import type { HotspotPreset } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { WalkLine } from '@quartierblick/gis/analysis/network/types.ts';

/** What sections are computed from. */
export interface SectionsOrder {
  accidents: readonly Accident[];
  lines: readonly WalkLine[];
  preset: HotspotPreset;
}

/** A row of the table `hotspots`; geometry as EWKT. */
export interface HotspotRow {
  key: string;
  street: string;
  criterion: string;
  least: number;
  preset: string;
  place: string;
  from_m: number | null;
  to_m: number | null;
  first_year: number;
  last_year: number;
  data_years: string;
  accidents: number;
  severe: number;
  light: number;
  points: number;
  cost_eur: number;
  accident_keys: readonly string[];
  geom: string;
}
