import type { PlacedSection } from './street-answers.ts';

/** A place on a strip at which criteria are met on open data; never an official finding. */
export interface SectionPlace {
  from: number;
  to: number;
  /** Streets that have a name. */
  named: readonly string[];
  /** Ids of the criteria that are met there. */
  criteria: readonly string[];
}

/** Sections on the strip by place, along the street: what meets several criteria over the same stretch is one place. */
export function placesOf(sections: readonly PlacedSection[]): SectionPlace[] {
  const places = new Map<string, SectionPlace>();
  for (const { onStrip, named, criterion } of sections) {
    if (!onStrip) continue;
    const { from, to } = onStrip;
    const key = JSON.stringify([from, to, named]);
    const criteria = [...new Set([...(places.get(key)?.criteria ?? []), criterion])].toSorted();
    places.set(key, { from, to, named, criteria });
  }
  return [...places.values()].toSorted((a, b) => a.from - b.from || a.to - b.to);
}
