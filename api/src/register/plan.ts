import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { RegisterRow } from '@quartierblick/gis/register/rows.ts';
import { CASE_FIELDS } from '@quartierblick/gis/register/targets.ts';
import type { Value } from '@quartierblick/gis/register/values.ts';
import { addressKey } from './near.ts';
import type { Houses } from './near.ts';
import type { Matcher } from './match.ts';
import type { FieldChange, ReportedRow } from './planned.ts';
import type { StockCase } from './stock.ts';

/** What becomes of one row: the key is the case's, the version that of the case when the plan was made. */
export interface PlannedRow extends ReportedRow {
  changes: FieldChange<Value>[];
  /** Buildings whose outlines a new case gets. */
  buildings: string[];
}

/** What the plan looks up. */
export interface Surroundings {
  matcher: Matcher;
  houses: Houses;
  /** Building at the coordinates of a row, by line. */
  located: ReadonlyMap<number, { key: string; address: string | null }>;
}

const same = (before: Value, after: Value): boolean =>
  before === after || (typeof before === 'string' && typeof after === 'string' && before.trim() === after.trim());

function changesOf(row: RegisterRow, now: StockCase | null): FieldChange<Value>[] {
  return Object.keys(CASE_FIELDS).flatMap((field) => {
    const after = row.fields[field];
    if (after === undefined) return [];
    const before = now?.values[field] ?? null;
    return same(before, after) ? [] : [{ field, before, after }];
  });
}

const titleOf = (row: RegisterRow, now: StockCase | null): string =>
  String(row.fields['address'] ?? now?.values['address'] ?? row.fields['case_number'] ?? row.key ?? '');

const problem = (text: Text): RowProblem => ({ column: null, text });

const list = (names: readonly string[], or: string): string => names.map((name) => `„${name}“`).join(` ${or} `);

/** Where a new case lies, or why that cannot be told. */
function homeOf(
  row: RegisterRow,
  { houses, located }: Surroundings,
): { keys: string[]; address?: string } | RowProblem {
  const address = row.fields['address'];
  const at = located.get(row.line);
  const house = typeof address === 'string' ? houses.at(address) : undefined;
  if (house) return { keys: house.keys };
  if (at)
    return { keys: [at.key], ...(at.address === null || typeof address === 'string' ? {} : { address: at.address }) };
  if (row.place) {
    return problem({
      de: 'Im Umkreis von 25 m um die Koordinaten liegt kein Gebäude. Bitte Koordinaten oder Gebäudedaten prüfen.',
      en: 'There is no building within 25 m of the coordinates. Please check coordinates or building data.',
    });
  }
  if (typeof address !== 'string') {
    return problem({
      de: 'Ein neuer Fall braucht einen Ort: eine Adresse oder Koordinaten.',
      en: 'A new case needs a place: an address or coordinates.',
    });
  }
  const near = houses.near(address);
  return problem({
    de:
      `Die Adresse „${address}“ gibt es auf der Karte nicht. ` +
      (near.length > 0 ? `Gemeint vielleicht ${list(near, 'oder')}? ` : '') +
      'Bitte die Adresse berichtigen oder Koordinaten mitliefern.',
    en:
      `The address “${address}” is not on the map. ` +
      (near.length > 0 ? `Perhaps ${list(near, 'or')} is meant? ` : '') +
      'Please correct the address or add coordinates.',
  });
}

function planNew(row: RegisterRow, around: Surroundings): PlannedRow {
  const home = homeOf(row, around);
  if ('text' in home) return failed(row, [home]);
  const fields = home.address === undefined ? row.fields : { ...row.fields, address: home.address };
  const changes = changesOf({ ...row, fields }, null);
  const title = titleOf({ ...row, fields }, null);
  return { line: row.line, state: 'new', key: null, version: 0, title, changes, problems: [], buildings: home.keys };
}

function failed(row: RegisterRow, problems: RowProblem[]): PlannedRow {
  const title = titleOf(row, null);
  return { line: row.line, state: 'problem', key: row.key, version: 0, title, changes: [], problems, buildings: [] };
}

function planRow(row: RegisterRow, around: Surroundings): PlannedRow {
  if (row.problems.length > 0) return failed(row, row.problems);
  const match = around.matcher.match(row);
  if ('problem' in match) return failed(row, [problem(match.problem)]);
  if ('none' in match) return planNew(row, around);
  const { key, version } = match.found;
  const changes = changesOf(row, match.found);
  const state = changes.length > 0 ? 'changed' : 'unchanged';
  return {
    line: row.line,
    state,
    key,
    version,
    title: titleOf(row, match.found),
    changes,
    problems: [],
    buildings: [],
  };
}

/** What tells two rows apart: the case that they mean, or the place and number of a new one. */
function identities(row: PlannedRow): string[] {
  if (row.key !== null) return [`key ${row.key}`];
  const text = (field: string): unknown => row.changes.find((change) => change.field === field)?.after;
  const [address, number] = [text('address'), text('case_number')];
  return [
    ...(typeof address === 'string'
      ? [`address ${addressKey(address)}`]
      : row.buildings.map((key) => `building ${key}`)),
    ...(typeof number === 'string' ? [`number ${number.trim().toLowerCase()}`] : []),
  ];
}

/**
 * Plans every row against the register of now. A case is touched by one row only: of two rows for one case the first counts,
 * the others are problems that name it.
 */
export function planRows(rows: readonly RegisterRow[], around: Surroundings): PlannedRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const planned = planRow(row, around);
    if (planned.state === 'problem') return planned;
    const names = identities(planned);
    const earlier = names.map((name) => first.get(name)).find((line) => line !== undefined);
    for (const name of names) if (!first.has(name)) first.set(name, row.line);
    if (earlier === undefined) return planned;
    return failed(row, [
      problem({
        de: `Zeile ${earlier} meint denselben Fall; nur diese wird übernommen. Bitte die Zeilen zusammenführen.`,
        en: `Line ${earlier} means the same case; only that one is taken. Please merge the lines.`,
      }),
    ]);
  });
}
