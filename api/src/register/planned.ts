import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RowProblem } from '@quartierblick/gis/register/row-problem.ts';

/** A value as a report shows it. */
export type ShownValue = string | number | boolean | readonly string[] | null;

export interface FieldChange<V extends ShownValue = ShownValue> {
  field: string;
  before: V;
  after: V;
}

/** By what a thing was found; `answer`: somebody said which is meant. */
export type MatchedBy = 'key' | 'name' | 'address' | 'name-address' | 'answer' | 'new';

/** What a name in a row was taken for. */
export interface Matched {
  what: 'site' | 'provider' | 'offer';
  label: string;
  by: MatchedBy;
}

/** What becomes of one row of a file, whichever register it is for. */
export interface ReportedRow {
  line: number;
  state: 'new' | 'changed' | 'unchanged' | 'problem';
  /** Key of what is meant; null for something new. */
  key: string | null;
  /** What tells whether the row still does what the dry run has shown: a version, or a digest; 0 for what is new. */
  version: number;
  /** What a reader knows the row by. */
  title: string;
  changes: readonly FieldChange[];
  problems: RowProblem[];
  /** What names in the row were taken for, where a register has several kinds of things. */
  matched?: readonly Matched[];
}

/** One of several things that may be meant. */
export interface Option {
  value: string;
  label: Text;
}

/** A name in the file that is like one or several that are known: somebody must say which is meant. */
export interface Question {
  /** Column whose `values` of the mapping take the answer under `word`. */
  column: number;
  word: string;
  /** Lines in which it stands. */
  lines: number[];
  /** What may be meant, likeliest first. */
  options: Option[];
}

export interface Plan<R extends ReportedRow = ReportedRow> {
  rows: R[];
  questions: Question[];
}

/** Somebody changed it between the dry run and the import; it stays as they made it. */
export interface KeptRow {
  line: number;
  key: string;
  title: string;
  by: string | null;
  at: string | null;
}

export interface Applied {
  /** By which the import can be undone; stands in the audit log with every change. */
  id: string;
  added: number;
  changed: number;
  unchanged: number;
  problems: number;
  kept: KeptRow[];
}

/** What somebody changed after an import; undoing leaves it as they made it. */
export interface KeptThing {
  key: string;
  title: string | null;
  by: string | null;
  at: string;
}
