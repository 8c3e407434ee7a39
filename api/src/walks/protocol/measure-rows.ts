import { isOverdue } from '@quartierblick/gis/walks/measure.ts';
import type { MeasureState } from '@quartierblick/gis/walks/measure.ts';
import type { Sql } from '../../db.ts';
import type { ProtocolFormats } from './content.ts';
import { plain } from './plain.ts';
import type { ProtocolWords } from './words.ts';

/** A measure in words. */
export interface MeasureRow {
  number: string;
  /** What is to be done. */
  title: string;
  place: string;
  responsible: string;
  due: string;
  state: string;
}

/** Measures in words, and how many more there are than are listed. */
export interface MeasureTable {
  rows: MeasureRow[];
  more: number;
}

interface Told {
  words: ProtocolWords;
  formats: ProtocolFormats;
  /** ISO date. */
  today: string;
}

interface Row {
  number: number;
  title: string;
  action: string | null;
  placeText: string | null;
  responsible: string | null;
  due: string | null;
  state: MeasureState;
  reason: string | null;
  doneOn: string | null;
}

/** More would be a book; the list of measures has them all. */
const MOST_OPEN = 100;

const columns = (sql: Sql) => sql`
  m.number, m.title, m.action, m.place_text as "placeText", m.responsible, m.due, m.state, m.reason, m.done_on as "doneOn"
`;

function rowOf(row: Row, { words, formats, today }: Told): MeasureRow {
  const state = words.states[row.state];
  const more =
    row.state === 'rejected' ? row.reason : row.state === 'done' && row.doneOn ? formats.date(row.doneOn) : null;
  const due = row.due === null ? words.toClear : formats.date(row.due);
  return {
    number: `M${row.number}`,
    title: plain(row.action === null || row.action.trim() === '' ? row.title : `${row.title}\n${row.action}`),
    place: plain(row.placeText ?? '–'),
    responsible: plain(row.responsible ?? words.toClear),
    due: isOverdue(row, today) ? `${due} (${words.overdue})` : due,
    state: plain(more === null ? state : `${state}: ${more}`),
  };
}

/** Measures that a walk led to: made for it, or named by one of its findings. */
export async function walkMeasures(sql: Sql, walk: string, told: Told): Promise<MeasureTable> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from measures m
    where m.walk_key = ${walk} or exists (
      select 1 from measure_findings mf join walk_findings f on f.key = mf.finding_key
      where mf.measure_key = m.key and f.walk_key = ${walk}
    )
    order by m.number
  `;
  return { rows: rows.map((row) => rowOf(row, told)), more: 0 };
}

/** Measures that wait to be done, whatever they come from: those with the nearest date first. */
export async function openMeasures(sql: Sql, told: Told): Promise<MeasureTable> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from measures m where m.state not in ('done', 'rejected') order by m.due nulls last, m.number
  `;
  return { rows: rows.slice(0, MOST_OPEN).map((row) => rowOf(row, told)), more: Math.max(0, rows.length - MOST_OPEN) };
}
