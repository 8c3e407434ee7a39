import type { Accident } from '../analysis/safety/accident.ts';
import type { DataSource } from '../layers/define.ts';

/** Answer of `GET /api/safety/accidents`. */
export interface AccidentsAnswer {
  /** The same as long as no accident changes. */
  version: string;
  source: readonly DataSource[];
  /** Invented accidents of the demonstration are among them. */
  demo: boolean;
  /** As-of date (YYYY-MM-DD), null where nobody said one. */
  asOf: string | null;
  /** Years for which there is any accident in the whole data, ascending: a year that is not among them is no zero. */
  years: readonly number[];
  /** Accidents in the box; more than are listed where there are too many. */
  total: number;
  accidents: readonly Accident[];
}
