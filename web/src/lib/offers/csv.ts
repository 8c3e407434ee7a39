import type { Cell } from '@quartierblick/gis/analysis/chain/chain.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { saveCsv } from '#lib/app/save-csv.ts';
import type { OffersScreen } from './screen.svelte.ts';
import { bandText, columnText } from './texts.ts';

/** Tenths: the figures are modelled, more would claim what nobody knows. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Gives the chain to the browser to keep: one row for each age and kind, with reasons, assumptions and sources. */
export function saveChain(screen: OffersScreen): void {
  const { t, app, chain, answer, loaded, day, address } = screen;
  const { language } = app;
  const rows = (chain?.cells ?? []).flatMap((cell: Cell): WrittenCell[][] => {
    const { offers, places, placesUnknown, children, reached, gaps } = cell;
    const name = [columnText(screen, cell.column), bandText(screen, cell.band)];
    const figures = [offers.length, tenth(places), placesUnknown, tenth(children.expected), tenth(reached.expected)];
    if (gaps.length === 0) return [[...name, ...figures, null, 0, 0, 0]];
    return gaps.map((gap) => [
      ...name,
      ...figures,
      t.reasons[gap.reason],
      ...[gap.children.expected, gap.children.least, gap.children.most].map(tenth),
    ]);
  });
  const header = [
    t.kind,
    t.ages,
    t.title,
    t.places,
    t.placesUnknown('n'),
    t.allChildren,
    t.reachedChildren,
    t.reason,
    t.children,
  ];
  const asked = [
    address.language ? language.format.language(address.language) : t.anyLanguage,
    address.days.map((one) => t.weekdays[one]).join(', ') || t.anyDay,
    address.time ? t.times[address.time] : t.anyTime,
    t.reachOf(address.reach),
    `${t.on} ${day}`,
    t.areas[address.area],
  ].join(' · ');
  const sources = new Set(
    [...(answer?.source ?? []), ...(loaded?.provenance.demand.source ?? [])].map((one) => one.attribution),
  );
  const notes = [[], [asked], [screen.demo ? language.t.shell.demo : t.modelled], [t.notePlaces], [t.noteAges]];
  saveCsv(language.code, t.title, [
    [...header, t.least, t.most],
    ...rows,
    ...notes,
    ...[...sources].map((source) => [source]),
    [t.demandAsOf(loaded?.provenance.demand.asOf ?? t.unknown)],
  ]);
}
