import type { CasePartId } from '@quartierblick/gis/layers/properties/parts.ts';
import type { Identity } from '../auth/identity.ts';
import type { SqlLike } from '../db.ts';
import type { CaseRow } from './case-row.ts';
import { ownerRules } from './rules-owners.ts';
import { stepRules } from './rules-steps.ts';
import { taskRules } from './rules-tasks.ts';

/** A row of a part within a transaction: its key and its fields. */
export type PartFields = { key: string } & Record<string, unknown>;

/** What a rule is told of a row that is about to be written. */
export interface PartContext {
  /** The case, locked. */
  case: CaseRow;
  /** All rows of the part in this case as they are before the change. */
  rows: readonly PartFields[];
  /** The row as it is; null for a new one. */
  before: PartFields | null;
  /** The row as it is going to be, which a rule may complete; null where it is deleted. */
  after: PartFields | null;
  who: Identity;
  /** Day of the change, `YYYY-MM-DD`. */
  today: string;
}

/**
 * What must hold of a row before it is written, run in the transaction that writes it, under the lock of the case.
 * It may complete `after`, write other rows of the case, or throw a Problem.
 */
export type PartRule = (tx: SqlLike, context: PartContext) => void | Promise<void>;

const RULES: Partial<Record<CasePartId, readonly PartRule[]>> = {
  owners: ownerRules,
  steps: stepRules,
  tasks: taskRules,
};

/** Runs the rules of a part on a row. @throws Problem where a rule forbids it */
export async function applyRules(tx: SqlLike, part: string, context: PartContext): Promise<void> {
  for (const rule of RULES[part as CasePartId] ?? []) await rule(tx, context);
}
