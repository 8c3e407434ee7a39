import { AGE_GROUPS } from '@quartierblick/gis/analysis/network/types.ts';
import { minus, totalOf } from '@quartierblick/gis/analysis/coverage/range.ts';
import type { Range } from '@quartierblick/gis/analysis/coverage/range.ts';
import type { GroupChange } from '@quartierblick/gis/analysis/coverage/what-if.ts';
import type { WrittenCell } from '@quartierblick/gis/register/csv.ts';
import { saveCsv } from '#lib/app/save-csv.ts';
import { letterOf } from '#lib/network/children.ts';
import type { GroupFigures } from '@quartierblick/gis/network/questions.ts';
import { roundedLonLat as lonLat } from '@quartierblick/gis/network/lon-lat.ts';
import { editText } from './edit-text.ts';
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
  saveCsv(language.code, name, [...rows, ...notes]);
}

/** Gives the table of units to the browser to keep: all age groups, with bounds, play area, sources and assumptions. */
export function saveUnits(screen: CoverageScreen): void {
  const { t, settings, covered } = screen;
  const header = [t.unit, t.age, 'm', t.children, t.without, t.least, t.most, t.straight];
  const area = [`${t.needed} m²`, t.missing];
  const rows = (covered?.today.units ?? []).flatMap(({ key, name, groups, neededM2, missingM2 }) => {
    const unit = name ?? (key || t.outside);
    const line = (label: string, reach: number | null, all: Range, reached: Range, straight: Range): WrittenCell[] => {
      const missed = minus(all, reached);
      const numbers = [all.expected, missed.expected, missed.least, missed.most, minus(all, straight).expected];
      return [unit, label, reach, ...numbers.map(tenth)];
    };
    const lines = AGE_GROUPS.flatMap((group, g): WrittenCell[][] => {
      const figures = groups[g];
      if (!figures || figures.all.most === 0) return [];
      return [line(t.ages[group], settings.reachM[group], figures.all, figures.reached, figures.straight)];
    });
    if (lines.length === 0) return [];
    const [all, reached, straight] = [
      totalOf(groups.map((one) => one.all)),
      totalOf(groups.map((one) => one.reached)),
      totalOf(groups.map((one) => one.straight)),
    ];
    return [...lines, [...line(t.allAges, null, all, reached, straight), Math.round(neededM2), Math.round(missingM2)]];
  });
  save(screen, t.tab.coverage, [[...header, ...area], ...rows]);
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

/** Gives what a scenario changes to the browser to keep: by age, in all and by unit, with the changes that do it. */
export function saveGains(screen: CoverageScreen): void {
  const { t, covered, address } = screen;
  const { today, then, changes } = covered ?? {};
  const without = (groups: readonly GroupFigures[] | undefined, g: number) => {
    const figures = groups?.[g];
    return figures ? tenth(minus(figures.all, figures.reached).expected) : null;
  };
  const line = (where: string, { group, gained, lost }: GroupChange, more: WrittenCell[]): WrittenCell[] => [
    ...[where, t.ages[group], ...more],
    ...[gained.expected, gained.least, gained.most, lost.expected].map(tenth),
  ];
  const all = (changes?.groups ?? []).map((change, g) =>
    line(t.areas[address.area], change, [without(today?.groups, g), without(then?.groups, g)]),
  );
  const units = (changes?.units ?? []).flatMap(({ key, name, groups }) =>
    groups.map((change) => line(name ?? (key || t.outside), change, [null, null])),
  );
  const header = [t.unit, t.age, `${t.without} (${t.today})`, `${t.without} (${t.then})`];
  const made = address.edits.map((edit, i): WrittenCell[] => {
    const at = 'at' in edit ? edit.at : edit.line[0];
    return [letterOf(i), editText(screen, edit), ...(at ? lonLat(at) : [])];
  });
  save(screen, t.tab['what-if'], [
    [...header, t.gainHead, t.gainLeast, t.gainMost, t.lostHead],
    ...all,
    ...units,
    [],
    [t.changes],
    ...made,
  ]);
}
