/** What a pair of maps says: names of the maps and of the divider. */
export interface PairWords {
  first: { label: string; role: string };
  second: { label: string; role: string };
  divider: string;
  /** @param percent share of the width that the first map has */
  at: (percent: number) => string;
}
