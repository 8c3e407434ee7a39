import type { MapContent } from '@quartierblick/gis/stories/content.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { legendLines } from '#lib/layers/legend-lines.ts';
import type { LegendLine } from '#lib/layers/legend-lines.ts';
import { layersOf } from './map-state.svelte.ts';

/** What is on the map of one layer. */
export interface MapLegend {
  id: string;
  lines: LegendLine[];
}

/**
 * Legends of a map slide, topmost layer first: one, or two where two states are compared whose legends differ. Orientation
 * explains itself and is not in them.
 */
export function mapLegends(content: MapContent, palette: Palette, language: Language): MapLegend[][] {
  const [first = [], second = []] = content.states.map((state) =>
    layersOf(content, state)
      .filter(({ definition }) => definition.group !== 'base')
      .map((item) => ({
        id: item.id,
        lines: legendLines(item, palette, language).filter(
          ({ id }, index) => index === 0 || id === undefined || !(item.hidden.has(id) || item.hiddenMarks.has(id)),
        ),
      })),
  );
  return second.length === 0 || JSON.stringify(first) === JSON.stringify(second) ? [first] : [first, second];
}
