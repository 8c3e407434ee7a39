import { cellText } from '../cells.ts';
import type { Cell, SheetTable } from '../cells.ts';
import { isClear, revealed } from '../formula.ts';
import type { Mapping } from '../mapping.ts';
import { placeOf } from '../place.ts';
import type { Extras, Position } from '../place.ts';
import { isBlank, slipped } from '../row-problem.ts';
import type { RowProblem } from '../row-problem.ts';
import { saidBy } from './cell.ts';
import type { Said } from './cell.ts';
import { OFFER_COLUMNS, RUN_COLUMNS, textTarget } from './targets.ts';

/** A name in a row by which something is found, with its column, so that a person can say what is meant. */
export interface NameSaid {
  column: number;
  text: string;
}

/** Where a row says that its offer runs. */
export interface SiteSaid {
  key: string | null;
  name: NameSaid | null;
  address: NameSaid | null;
  kind: Said | null;
  place: Position | null;
}

/** One row of a file of offers: an offer, and where and when it runs. */
export interface OfferRow {
  /** Line in the sheet or text, counted from 1. */
  line: number;
  key: string | null;
  runKey: string | null;
  /** Fields of the offer and of its texts, by target. */
  offer: Record<string, Said>;
  /** null text: the cell says that there is none. */
  provider: { column: number; text: string | null } | null;
  run: Record<string, Said>;
  /** null: the row names no site. */
  site: SiteSaid | null;
  problems: RowProblem[];
}

interface Gathered {
  said: Record<string, Said>;
  extras: Extras;
  columns: Partial<Record<string, number>>;
}

function gather(cells: readonly Cell[], mapping: Mapping, headers: readonly string[], epoch1904: boolean): Gathered {
  const found: Gathered = { said: {}, extras: {}, columns: {} };
  const whole: Record<string, Said> = {};
  for (const [index, column] of mapping.entries()) {
    const { target } = column;
    if (target === null) continue;
    const cell = cells[index] ?? null;
    found.columns[target] = index;
    const said = saidBy(target, cell, index, { ...column, header: headers[index] ?? '', epoch1904 });
    // A column of its own says more than one that holds several fields.
    if (target in said || Object.keys(said).length === 0) Object.assign(whole, said);
    else for (const [name, value] of Object.entries(said)) found.said[name] ??= value;
    const text = revealed(cellText(cell)).trim();
    if (text !== '' && !isClear(cellText(cell))) found.extras[target] = text;
  }
  Object.assign(found.said, whole);
  return found;
}

const pick = (said: Record<string, Said>, belongs: (name: string) => boolean): Record<string, Said> =>
  Object.fromEntries(Object.entries(said).filter(([name]) => belongs(name)));

function siteOf({ said, extras, columns }: Gathered, problems: RowProblem[]): SiteSaid | null {
  const named = (target: string, text = extras[target]): NameSaid | null =>
    text === undefined ? null : { column: columns[target] ?? 0, text };
  const { street, house_number: number } = extras;
  const parts = street === undefined ? undefined : number === undefined ? street : `${street} ${number}`;
  const site: SiteSaid = {
    key: extras['site_key'] ?? null,
    name: named('site_name'),
    address: named('site_address') ?? (parts === undefined ? null : named('street', parts)),
    kind: said['site_kind'] ?? null,
    place: placeOf(extras, problems),
  };
  return site.key === null && !site.name && !site.address && !site.place ? null : site;
}

function rowOf(
  cells: readonly Cell[],
  line: number,
  mapping: Mapping,
  headers: readonly string[],
  epoch1904: boolean,
): OfferRow {
  const found = gather(cells, mapping, headers, epoch1904);
  const { said, extras, columns } = found;
  const problems: RowProblem[] = [];
  const provider = said['provider'];
  // Names are texts, whatever they are; only a formula that went wrong is none.
  for (const name of ['provider', 'site_name', 'site_address']) {
    const one = said[name];
    if (one && 'problem' in one.told) problems.push({ column: one.column, text: one.told.problem });
  }
  return {
    line,
    key: extras['key'] ?? null,
    runKey: extras['run_key'] ?? null,
    offer: pick(said, (name) => Object.hasOwn(OFFER_COLUMNS, name) || textTarget(name) !== null),
    provider: provider ? { column: columns['provider'] ?? 0, text: extras['provider'] ?? null } : null,
    run: pick(said, (name) => Object.hasOwn(RUN_COLUMNS, name)),
    site: siteOf(found, problems),
    problems,
  };
}

/** The rows below the header in the terms of the register of offers. Blank rows are left out. */
export function offerRows(table: SheetTable, header: number, headers: readonly string[], mapping: Mapping): OfferRow[] {
  const rows: OfferRow[] = [];
  for (let index = header + 1; index < table.rows.length; index += 1) {
    const cells = table.rows[index] as Cell[];
    if (isBlank(cells)) continue;
    const row = rowOf(cells, index + 1, mapping, headers, table.epoch1904);
    const shifted = slipped(table, cells, mapping);
    if (shifted) row.problems = [shifted];
    rows.push(row);
  }
  return rows;
}
