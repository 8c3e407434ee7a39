import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { Identity } from '../auth/identity.ts';
import type { DatabaseTarget } from '../db.ts';
import type { RegisterId } from '@quartierblick/gis/register/target-list.ts';
import type { Applied, Plan } from './planned.ts';

interface Task {
  register: RegisterId;
  target: DatabaseTarget;
}

interface FileTask extends Task {
  bytes: Uint8Array;
}

/** What the thread is told to do; exactly one thing. */
export type RegisterTask =
  | (FileTask & { kind: 'preview'; mapping: Mapping | null })
  | (FileTask & {
      kind: 'import';
      mapping: Mapping;
      sha256: string;
      seen: Record<number, number>;
      who: Pick<Identity, 'userId' | 'name'>;
      requestId: string;
      fileName: string;
    })
  | (Task & { kind: 'export'; format: 'xlsx' | 'csv'; language: keyof Text; keys: string[] | null });

/** A column of the file as the mapping screen shows it. */
export interface ColumnInfo {
  header: string;
  samples: string[];
  /** Distinct words, at most 61; codes are mapped word by word. */
  words: string[];
  /** Target that the header suggests. */
  suggested: string | null;
}

export interface Preview {
  sha256: string;
  format: 'xlsx' | 'xls' | 'ods' | 'csv';
  sheet: string | null;
  /** Line of the header, counted from 1. */
  headerLine: number;
  rows: number;
  columns: ColumnInfo[];
  /** The mapping that the plan was made with: the given one, the remembered one, or the suggestion. */
  mapping: Mapping;
  remembered: boolean;
  plan: Plan | null;
}

export type RegisterPhase = 'reading' | 'checking' | 'applying';

export type RegisterMessage =
  | { type: 'progress'; phase: RegisterPhase; done: number; total: number }
  | { type: 'preview'; preview: Preview }
  | { type: 'applied'; applied: Applied }
  | { type: 'file'; bytes: Uint8Array }
  | { type: 'cancelled' }
  | { type: 'refused'; text: Text }
  | { type: 'failed'; message: string };
