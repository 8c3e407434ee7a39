import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { CaseChanges } from './changed.ts';
import { lockNumbering, nextNumber, refuseTakenNumber } from './case-number.ts';
import { AXIS_IDS } from './declared.ts';
import { addFinding } from './history.ts';
import { readCaseRow } from './case-row.ts';
import { refuseSecondCase } from './place.ts';
import type { Place } from './place.ts';
import { today } from './today.ts';

/** A case that is to be recorded. */
interface NewCase {
  /** Parsed fields, axes included; they go before what is known of the building. */
  fields: Record<string, unknown>;
  place: Place;
  /** Who records it. */
  author: string;
  /** Where it was found out, as the first findings on the axes name it. */
  source: string;
  reason: string;
}

/**
 * Records a case, within a transaction of `changeCases`: with the next free number where none is given, and with a first
 * finding on every axis that has a value, so that no value is ever without its history.
 * @returns the new case's key
 * @throws Problem 409 where the number is taken or the building has an open case
 */
export async function createCase(
  tx: TransactionSql,
  changes: CaseChanges,
  { fields, place, author, source, reason }: NewCase,
): Promise<string> {
  const key = randomUUID();
  const day = today();
  await lockNumbering(tx);
  await refuseSecondCase(tx, place.geom);
  const given = fields['case_number'];
  if (typeof given === 'string') await refuseTakenNumber(tx, given, null);
  const { geom, ...known } = place;
  const entered = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const row: Record<string, unknown> = { recorded_on: day, ...known, ...entered };
  row['case_number'] ??= await nextNumber(tx, day.slice(0, 4));
  const axes = AXIS_IDS.flatMap((axis) => {
    const value = row[axis];
    delete row[axis];
    return typeof value === 'string' ? [{ axis, value }] : [];
  });
  await tx`insert into properties ${tx({ ...row, key, geom, changed_by: author })}`;
  const created = await readCaseRow(tx, key);
  const recorded = created.fields['recorded_on'];
  const validFrom = typeof recorded === 'string' && recorded <= day ? recorded : day;
  for (const finding of axes) await addFinding(tx, created, { ...finding, validFrom, source, reason, author });
  const { version } = await readCaseRow(tx, key);
  changes.note(key, version, true);
  return key;
}
