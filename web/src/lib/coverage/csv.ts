import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import { csvLine } from '@quartierblick/gis/register/csv.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { defused } from '@quartierblick/gis/register/formula.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { minus } from './figures.ts';
import type { CoverageScreen } from './screen.svelte.ts';

/** Tenths: the figures are modelled, more would claim what nobody knows. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

function save(screen: CoverageScreen, name: string, rows: readonly WrittenCell[][]): void {
  const { language } = screen.app;
  const said = screen.loaded?.provenance;
  const words = language.pick.bind(language);
  const notes: WrittenCell[][] = [
    [],
    [screen.demo ? language.t.shell.demo : screen.t.modelled],
    ...(said?.demand.notes ?? []).map((note) => [words(note)]),
    ...[said?.streets, said?.places, said?.demand].flatMap(
      (one) => one?.source.map(({ attribution }) => [attribution]) ?? [],
    ),
    [screen.t.demandAsOf(said?.demand.asOf ?? screen.t.unknown)],
  ];
  const safe = [...rows, ...notes].map((row) => row.map((cell) => (typeof cell === 'string' ? defused(cell) : cell)));
  const text = safe.map((row) => csvLine(row, language.code)).join('');
  keepFile(new Blob([`\uFEFF${text}`], { type: 'text/csv' }), `${name}.csv`);
}

/** Gives the table of units to the browser to keep: all age groups, with bounds, sources and assumptions. */
export function saveUnits(screen: CoverageScreen): void {
  const { t, settings, covered } = screen;
  const header = [t.unit, t.age, 'm', t.children, t.without, t.least, t.most, t.straight];
  const rows = (covered?.today.units ?? []).flatMap(({ key, name, groups }) =>
    AGE_GROUPS.flatMap((group, g): WrittenCell[][] => {
      const figures = groups[g];
      if (!figures || figures.all.most === 0) return [];
      const missed = minus(figures.all, figures.reached);
      const straight = minus(figures.all, figures.straight);
      const unit = name ?? (key || t.outside);
      const numbers = [figures.all.expected, missed.expected, missed.least, missed.most, straight.expected];
      return [[unit, t.ages[group], settings.reachM[group], ...numbers.map(tenth)]];
    }),
  );
  save(screen, t.tab.coverage, [header, ...rows]);
}

/** Gives the table of playgrounds to the browser to keep. */
export function savePlaygrounds(screen: CoverageScreen): void {
  const { t, covered } = screen;
  const header = [t.playground, ...AGE_GROUPS.map((group) => t.ages[group]), t.inReach, t.area, t.needed, t.missing];
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  const rows = (covered?.today.playgrounds ?? []).map(({ name, groups, children, areaM2, neededM2, missingM2 }) => [
    name ?? t.playground,
    ...groups.map(({ expected }) => tenth(expected)),
    tenth(children.expected),
    whole(areaM2),
    whole(neededM2),
    whole(missingM2),
  ]);
  save(screen, t.playgrounds, [header, ...rows]);
}
