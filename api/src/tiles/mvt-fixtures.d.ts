declare module '@mapbox/mvt-fixtures' {
  /** One tile of the collection; `validity.v2` is true or names what is wrong. */
  export interface Fixture {
    id: string;
    description: string;
    buffer: Uint8Array;
    validity: { v1: boolean; v2: boolean; error?: string };
  }
  export function each(visit: (fixture: Fixture) => void): void;
}
