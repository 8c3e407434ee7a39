import { CLAIM } from '@quartierblick/gis/layers/generic-source.ts';
import type { KnownLayers } from '@quartierblick/gis/layers/known.ts';
import type { FileHead } from '@quartierblick/gis/layers/source-types.ts';
import { UNNAMED } from '@quartierblick/gis/read/osm.ts';
import { isOsmExtract } from '@quartierblick/gis/read/osm-xml.ts';
import { suggestMapping } from '@quartierblick/gis/read/suggest-mapping.ts';
import type { Profile } from '@quartierblick/gis/read/profile.ts';
import type { Claim, TargetSuggestion } from './types.ts';

/** Targets that are suggested. */
const MOST_TARGETS = 8;

/** Known kinds of files that a file is recognised as, the surest first. An extract of OpenStreetMap is of several. */
export function claimsOf(head: FileHead, { sources }: KnownLayers): Claim[] {
  const extract = isOsmExtract(head);
  return sources
    .map((source) => ({
      source: source.id,
      target: source.layer,
      title: source.title,
      confidence: source.detect(head),
    }))
    .filter(({ confidence }) => confidence >= CLAIM || (extract && confidence === UNNAMED))
    .sort((a, b) => b.confidence - a.confidence);
}

/**
 * Layers that the features of a file may go into, the likeliest first; those whose geometry does not fit are left out.
 * @param called what the file and its layer are called
 */
export function targetsOf(
  profile: Profile,
  { table, called }: { table: boolean; called: string },
  { layers }: KnownLayers,
): TargetSuggestion[] {
  return layers
    .map((layer) => ({ target: layer.id, title: layer.title, ...suggestMapping(layer, profile, table, called) }))
    .filter(({ fits }) => fits)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_TARGETS);
}
