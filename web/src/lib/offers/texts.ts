import { AGE_BANDS, OLDEST } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { AgeRange } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Column } from '@quartierblick/gis/analysis/chain/chain.ts';
import { OFFER_KINDS } from '@quartierblick/gis/layers/offers/kinds.ts';
import type { ListedOffer } from '@quartierblick/gis/offers/answer.ts';
import type { AreaChoice } from '@quartierblick/gis/views/offers.ts';
import type { OffersScreen } from './screen.svelte.ts';

/** Short name of an age of the matrix: "vor der Geburt", "2", "6–7", "ab 10". */
export function bandText({ t }: OffersScreen, band: number): string {
  const { from, to } = AGE_BANDS[band] as AgeRange;
  if (to <= 0) return t.unborn;
  if (to === OLDEST) return t.from(String(from / 12));
  return to - from === 12 ? String(from / 12) : `${from / 12}–${to / 12 - 1}`;
}

/** Ages in words, half-open: "0 bis unter 3 Jahre", "Schwangerschaft bis unter 12 Monate". */
export function agesText({ t, app }: OffersScreen, ages: AgeRange | null): string {
  if (!ages) return t.agesUnknown;
  const { format } = app.language;
  const from = ages.from < 0 ? t.pregnancy : ages.from === 0 ? t.birth : format.months(ages.from);
  if (ages.to <= 0) return t.pregnancy;
  return ages.to >= OLDEST ? t.from(from) : t.fromTo(from, format.months(ages.to));
}

export const columnText = ({ t, app }: OffersScreen, column: Column): string =>
  column === 'any' ? t.any : app.language.pick(OFFER_KINDS[column]);

/** Name of a field of the matrix: "Kita, 3 Jahre". */
export const fieldName = (screen: OffersScreen, { band, column }: { band: number; column: Column }): string =>
  screen.t.cell(columnText(screen, column), screen.t.ageOf(bandText(screen, band)));

/** When an offer runs at its sites: site, days and times. */
export function runTexts({ t, sites }: OffersScreen, { runs, comesToYou }: ListedOffer): string[] {
  if (comesToYou) return [t.comesToYou];
  return runs.map(({ site, weekdays, from, to }) => {
    const name = sites.get(site)?.name ?? t.siteUnknown;
    const days = weekdays?.map((day) => t.weekdays[day]).join(', ') ?? '';
    const time = from === null ? '' : to === null ? from : `${from}–${to}`;
    return [name, [days, time].filter(Boolean).join(' ')].filter(Boolean).join(': ');
  });
}

/** Names of statistical units; a key that the data do not have is said to be one. */
export function unitsText({ w, app, loaded }: OffersScreen, keys: readonly string[]): string {
  const named = (key: string) => {
    const unit = loaded?.units.find((one) => one.key === key);
    return unit ? (unit.name ?? key) : w.unitUnknown(key);
  };
  return app.language.format.list(keys.map(named));
}

export const areaText = (screen: OffersScreen, area: AreaChoice): string =>
  typeof area === 'string' ? screen.w.areaShort[area] : unitsText(screen, area);

/** How the parts of a state are said. */
export const stateWords = (screen: OffersScreen) => ({
  area: (area: AreaChoice) => areaText(screen, area),
  day: (day: string) => screen.app.language.format.date(day),
  year: (year: number | null) => (year === null ? screen.w.newestChildren : screen.w.childrenOf(String(year))),
});
