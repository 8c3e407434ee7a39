/** Stands for a field in a mapping's `key`: the key is a digest of where a feature lies and what it is called. */
export const PLACE_KEY = '#place';
