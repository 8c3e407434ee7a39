import { legendRows, measureSwatches, stateSwatches, type Swatch } from '@quartierblick/gis/symbology/legend.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { LayerState } from './layer-state.svelte.ts';
import { rangeText } from './range-text.ts';

/** A row of a legend that is drawn, not operated. */
export interface LegendLine {
  /** Class that it stands for; absent on headings and on classes of values. */
  id?: string;
  text: string;
  swatch?: Swatch;
  heading?: boolean;
}

/** Lines of the legend of one layer: its title, then what is on the map of it. */
export function legendLines(item: LayerState, palette: Palette, language: Language): LegendLine[] {
  const heading: LegendLine = { text: language.pick(item.info.title), heading: true };
  if (!item.isMeasure) {
    const counted = legendRows(item.definition, palette).filter((row) =>
      item.info.legend.some((entry) => entry.id === row.id && entry.scheme === row.scheme && entry.count),
    );
    return [heading, ...counted.map(({ id, label, swatch }) => ({ id, text: language.pick(label), swatch }))];
  }
  if (!item.values || !item.measure) return [heading];
  const { title, unit, denominator } = item.measure;
  const swatches = measureSwatches(item.breaks.length + 1, palette);
  return [
    heading,
    { text: `${language.pick(title)}: ${language.t.layers.per(language.pick(unit), language.pick(denominator))}` },
    ...swatches.map((swatch, index) => ({ text: rangeText(item.breaks, index, language), swatch })),
    ...stateSwatches(palette)
      .filter(({ state }) => item.stateCounts[state] > 0)
      .map(({ label, swatch }) => ({ text: language.pick(label), swatch })),
  ];
}
