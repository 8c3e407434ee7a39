import { createHash } from 'node:crypto';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { offerRows } from '@quartierblick/gis/register/offers/rows.ts';
import type { OfferRow } from '@quartierblick/gis/register/offers/rows.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';
import type { Sql, SqlLike } from '../../db.ts';
import type { Plan, ReportedRow } from '../../register/planned.ts';
import type { ReadRegister } from '../../register/read-register.ts';
import { groupRows } from './group.ts';
import type { Group, MatchedRow } from './group.ts';
import { placesOf } from './places.ts';
import type { Places } from './places.ts';
import { Providers } from './providers.ts';
import { Questions } from './questions.ts';
import { settle } from './settle.ts';
import type { Settled } from './settle.ts';
import { Sites } from './sites.ts';
import { readOfferStock } from './stock.ts';
import type { Stock } from './stock.ts';
import type { PlannedOffer } from './planned-offer.ts';

/** The plan of a file of offers. */
export interface OfferPlan extends Plan {
  offers: PlannedOffer[];
}

/** 48 bits of what a row does: where the import comes to another number than the dry run, something has changed in between. */
function stamp(parts: unknown): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, 6);
}

const titleOf = ({ offer, key }: OfferRow, group: Group | null): string => {
  const told = offer['title']?.told;
  const title = told && 'value' in told ? told.value : null;
  return String(title ?? group?.offer?.fields['title'] ?? key ?? '');
};

function refusedRow(row: OfferRow, found: RowProblem[], group: Group | null = null): ReportedRow {
  const key = group?.offer?.key ?? row.key;
  // In the order of the columns, as people look for them; what concerns the whole row comes last.
  const problems = found.toSorted((a, b) => (a.column ?? Infinity) - (b.column ?? Infinity));
  return { line: row.line, state: 'problem', key, version: 0, title: titleOf(row, group), changes: [], problems };
}

function plannedRow({ row, matched }: MatchedRow, group: Group, { changes, fresh }: Settled): ReportedRow {
  const own = changes.get(row.line) ?? [];
  const state =
    fresh.has(row.line) || (!group.offer && own.length > 0) ? 'new' : own.length > 0 ? 'changed' : 'unchanged';
  const key = group.offer?.key ?? null;
  const version = stamp([key, row.runKey, state, own]);
  return { line: row.line, state, key, version, title: titleOf(row, group), changes: own, problems: [], matched };
}

/** Plans rows against the register of now; changes nothing. @param places where addresses lie that no site may have yet */
export function planRows(rows: readonly OfferRow[], stock: Stock, places: Places, mapping: Mapping): OfferPlan {
  const questions = new Questions(mapping);
  const lookup = {
    stock,
    providers: new Providers(stock.providers.values(), questions),
    sites: new Sites(stock.sites, places, questions),
  };
  const { groups, refused } = groupRows(rows, lookup);
  const reported = new Map<number, ReportedRow>();
  const offers: PlannedOffer[] = [];
  for (const group of groups) {
    const settled = settle(group, stock);
    offers.push(settled.plan);
    for (const one of group.rows) {
      const problems = settled.problems.get(one.row.line);
      reported.set(one.row.line, problems ? refusedRow(one.row, problems, group) : plannedRow(one, group, settled));
    }
  }
  const all = rows.map((row) => reported.get(row.line) ?? refusedRow(row, refused.get(row.line) ?? row.problems));
  return { rows: all, questions: questions.all, offers };
}

/** A file of offers as it is held against the register: its rows, and where addresses lie that no site has. */
export interface OfferFile {
  rows: OfferRow[];
  places: Places;
  mapping: Mapping;
}

/** Reads the rows of a file and looks their addresses up. Not within a transaction: the address table has a connection of its own. */
export async function readOfferFile(
  sql: Sql,
  { table, header, headers }: ReadRegister,
  mapping: Mapping,
): Promise<OfferFile> {
  const rows = offerRows(table, header, headers, mapping);
  const places = await placesOf(
    sql,
    rows.flatMap(({ site }) => (site?.address ? [site.address.text] : [])),
  );
  return { rows, places, mapping };
}

/** What each row of a file would do to the register of offers of now. */
export async function planOffers(sql: SqlLike, { rows, places, mapping }: OfferFile): Promise<OfferPlan> {
  return planRows(rows, await readOfferStock(sql), places, mapping);
}
