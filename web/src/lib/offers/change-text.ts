import type { CellChange, Change } from '@quartierblick/gis/analysis/chain/compare.ts';
import type { Format } from '#lib/format.ts';
import { signed, whole } from '#lib/network/children.ts';
import type { MeasureId } from '@quartierblick/gis/views/offers.ts';
import type { OffersScreen } from './screen.svelte.ts';

const UNKNOWN = '–';

/**
 * Both values and their difference in whole numbers. The difference is that of the numbers shown, so that whoever reckons after gets
 * the same; what is not known is a dash.
 */
export function changeTexts(format: Format, change: Change | null): Record<'from' | 'to' | 'change', string> {
  if (!change) return { from: UNKNOWN, to: UNKNOWN, change: UNKNOWN };
  const { from, to } = change;
  return {
    from: whole(format, from),
    to: whole(format, to),
    change: signed(format, Math.round(to) - Math.round(from)),
  };
}

/** The same in words, for those who listen. */
export function spokenChange({ w, app }: OffersScreen, cell: CellChange, measure: MeasureId): string {
  const change = cell[measure];
  if (!change) return w.childrenUnknown;
  const { from, to, change: difference } = changeTexts(app.language.format, change);
  return w.changeOf(w.measures[measure], from, to, measure === 'share' ? w.points(difference) : difference);
}
