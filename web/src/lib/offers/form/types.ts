import type { Properties } from '@quartierblick/gis/layers/answers.ts';

/** One row of the register with the version in which it was read. */
export interface RegisterRow {
  key: string;
  version: number;
  fields: Properties;
}

export interface RegisteredOffer extends RegisterRow {
  demo: boolean;
  runs: RegisterRow[];
  texts: RegisterRow[];
}

/** A site and where it is, WGS 84. */
export interface RegisteredSite extends RegisterRow {
  lon: number;
  lat: number;
}

/** Answer of `GET /api/offer-register`. */
export interface Register {
  offers: RegisteredOffer[];
  providers: RegisterRow[];
  sites: RegisteredSite[];
}

/** A place in WGS 84, degrees. */
export interface LonLat {
  lon: number;
  lat: number;
}

/** What is sent of an offer. */
export interface EnteredOffer {
  offer: Properties;
  runs: Properties[];
  texts: Properties[];
}
