import type { DataSource } from '../layers/define.ts';

/** Where everything invented comes from. No licence is needed for what nobody surveyed; it says so instead. */
export const DEMO_SOURCE: DataSource = {
  name: 'Demo – erfunden',
  url: null,
  licence: 'CC0-1.0',
  licenceUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
  attribution: 'Demo – erfunden (Demo – invented)',
};

/** Invented data is as of this day. */
export const DEMO_AS_OF = '2026-11-01';
/** Reference day of the census that the invented cells imitate (Destatis, Zensus 2022). */
export const CENSUS_AS_OF = '2022-05-15';
