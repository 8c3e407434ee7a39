import { CROSSING_CLASSES } from '@quartierblick/gis/layers/crossings/kinds.ts';
import type { PointImage } from '@quartierblick/gis/symbology/images.ts';
import { pointOf } from '@quartierblick/gis/symbology/legend.ts';
import type { Palette } from '@quartierblick/gis/symbology/palette.ts';
import { bandColours, reachColours } from './map-layers.ts';
import type { CoverageScreen } from './screen.svelte.ts';

/** One thing that the map draws, as legend and picture explain it. */
export type LegendRow = { label: string } & (
  | { mark: 'way'; colour: string; dashed: boolean }
  | { mark: 'ring' | 'dot'; colour: string }
  | { mark: 'image'; image: PointImage }
);

/** What is on the map now, in the order of the legend. */
export function legendOf({ t, address }: CoverageScreen, palette: Palette): LegendRow[] {
  const ways = (colours: string[], labels: readonly string[], dashed: number): LegendRow[] =>
    colours.map((colour, i) => ({ mark: 'way', colour, dashed: i === dashed, label: labels[i] ?? '' }));
  const crossings = CROSSING_CLASSES.flatMap((one): LegendRow[] =>
    one.id === 'none' ? [] : [{ mark: 'image', image: pointOf(one, palette), label: t.crossing[one.id] }],
  );
  if (address.tab === 'reach') return [...ways(bandColours(palette), t.bands[address.metric], 2), ...crossings];
  const { colours } = palette;
  const dots: LegendRow[] =
    address.dots === 'missing'
      ? [{ mark: 'dot', colour: colours['light-injury'], label: t.legend.missing }]
      : [
          { mark: 'ring', colour: colours.severe, label: t.legend.missed },
          { mark: 'dot', colour: colours.recorded, label: t.legend.reached },
        ];
  return [...ways(reachColours(palette), t.halves, 1), ...dots, ...crossings];
}
