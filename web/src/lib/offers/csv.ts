import type { Cell } from '@quartierblick/gis/analysis/chain/chain.ts';
import { without } from '@quartierblick/gis/analysis/chain/gaps.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { saveCsv } from '#lib/app/save-csv.ts';
import type { Comparison, ComparedState } from './comparison.ts';
import type { OffersScreen } from './screen.svelte.ts';
import { agesText, areaText, bandText, columnText, unitsText } from './texts.ts';

type Row = readonly WrittenCell[];

/** Tenths: the figures are modelled, more would claim what nobody knows. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

/** What was asked, what was assumed, what is not known, and where the figures come from. */
function notesOf(screen: OffersScreen, states: readonly string[]): Row[] {
  const { t, w, app, chain, answer, loaded, address } = screen;
  const { language } = app;
  const asked = [
    address.language ? language.format.language(address.language) : t.anyLanguage,
    address.days.map((one) => t.weekdays[one]).join(', ') || t.anyDay,
    address.time ? t.times[address.time] : t.anyTime,
    t.reachOf(address.reach),
    `${w.zones} ${w.zone[address.zones]}`,
    ...states,
  ].join(' · ');
  const sources = new Set(
    [...(answer?.source ?? []), ...(loaded?.provenance.demand.source ?? [])].map((one) => one.attribution),
  );
  const missing = [...new Set([chain, chain?.other].flatMap((state) => state?.missing ?? []))];
  return [
    ...[[], [asked], [screen.demo ? language.t.shell.demo : t.modelled], [t.notePlaces], [t.noteAges]],
    ...(missing.length > 0 ? [[w.noFigures(unitsText(screen, missing))]] : []),
    ...[...sources].map((source) => [source]),
    [t.demandAsOf(loaded?.provenance.demand.asOf ?? t.unknown)],
  ];
}

const stateText = (screen: OffersScreen, { area, day, year }: Pick<ComparedState, 'area' | 'day' | 'year'>): string =>
  [areaText(screen, area), `${screen.t.on} ${day}`, ...(year === null ? [] : [screen.w.childrenOf(String(year))])].join(
    ', ',
  );

/** Offers, places and children of a field; what is not known stays empty. */
function figuresOf({ offers, places, placesUnknown, children, reached }: Cell, known: boolean): WrittenCell[] {
  const people = known ? [tenth(children.expected), tenth(reached.expected)] : [null, null];
  return [offers.length, tenth(places), placesUnknown, ...people];
}

const FIGURES = ({ t }: OffersScreen) => [
  ...[t.title, t.places, t.placesUnknown('n'), t.allChildren, t.reachedChildren],
];

/** Gives the chain to the browser to keep: one row for each age and kind, with reasons, assumptions and sources. */
export function saveChain(screen: OffersScreen): void {
  const { t, app, chain } = screen;
  const known = chain?.known ?? false;
  const rows = (chain?.cells ?? []).flatMap((cell): Row[] => {
    const figures = [columnText(screen, cell.column), bandText(screen, cell.band), ...figuresOf(cell, known)];
    if (!known) return [[...figures, null, null, null, null]];
    if (cell.gaps.length === 0) return [[...figures, null, 0, 0, 0]];
    return cell.gaps.map(({ reason, children }) => [
      ...figures,
      t.reasons[reason],
      ...[children.expected, children.least, children.most].map(tenth),
    ]);
  });
  const header = [t.kind, t.ages, ...FIGURES(screen), t.reason, t.children, t.least, t.most];
  saveCsv(app.language.code, t.title, [header, ...rows, ...notesOf(screen, [stateText(screen, screen.here)])]);
}

/** The same of two states: one row for each age and kind with the figures of both and their difference, then the gaps. */
export function saveComparison(screen: OffersScreen, { from, to, cells, gaps, byTime }: Comparison): void {
  const { t, w, app } = screen;
  const stateHeader = ({ name }: ComparedState) =>
    [...FIGURES(screen), t.children].map((figure) => `${figure} (${name})`);
  const figures = ({ chain }: ComparedState, i: number): WrittenCell[] => {
    const cell = chain.cells[i];
    return cell ? [...figuresOf(cell, chain.known), chain.known ? tenth(without(cell)) : null] : [];
  };
  const difference = (name: string) => `${w.difference}: ${name}`;
  const header = [t.kind, t.ages, ...stateHeader(from), ...stateHeader(to)];
  const rows = cells.map((cell, i): Row => [
    ...[columnText(screen, cell.column), bandText(screen, cell.band), ...figures(from, i), ...figures(to, i)],
    ...[cell.offers.change, cell.without ? tenth(cell.without.change) : null],
  ]);
  const words = byTime ? w.changes : w.changesArea;
  const gapHeader = [
    t.kind,
    t.ages,
    `${t.reason} (${from.name})`,
    `${t.reason} (${to.name})`,
    w.change,
    `${t.children} (${from.name})`,
    `${t.children} (${to.name})`,
  ];
  const gapRows = gaps.map(({ column, ages, reasons, kind, children }): Row => [
    ...[columnText(screen, column), agesText(screen, ages)],
    ...[reasons.from, reasons.to].map((all) => all.map((one) => t.reasons[one]).join(', ')),
    words[kind],
    ...[children.from, children.to, children.change].map(tenth),
  ]);
  saveCsv(app.language.code, w.compareTitle, [
    [...header, difference(t.title), difference(t.children)],
    ...rows,
    [],
    [...gapHeader, difference(t.children)],
    ...gapRows,
    ...notesOf(
      screen,
      [from, to].map((state) => stateText(screen, state)),
    ),
  ]);
}
