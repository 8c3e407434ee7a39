import type { SqlLike } from '../db.ts';
import { Problem } from '../errors.ts';

/** Number of the lock under which case numbers are given and buildings are taken, one transaction after the other. */
const NUMBERING_LOCK = 5_102_031;

/** Makes other transactions that record cases or give numbers wait until this one has ended. */
export async function lockNumbering(tx: SqlLike): Promise<void> {
  await tx`select pg_advisory_xact_lock(${NUMBERING_LOCK})`;
}

/** @throws Problem 409 where another case than `key` bears the number */
export async function refuseTakenNumber(tx: SqlLike, caseNumber: string, key: string | null): Promise<void> {
  await lockNumbering(tx);
  const [taken] = await tx<{ key: string; address: string | null }[]>`
    select key, address from properties where case_number = ${caseNumber} and key is distinct from ${key} limit 1
  `;
  if (!taken) return;
  const where = taken.address ? ` (${taken.address})` : '';
  throw new Problem({
    status: 409,
    type: 'case-number-taken',
    title: { de: 'Dieses Aktenzeichen ist vergeben', en: 'This case number is taken' },
    detail: {
      de: `Das Aktenzeichen „${caseNumber}“ hat schon ein anderer Fall${where}. Ohne Angabe wird das nächste freie vergeben.`,
      en: `Another case has the number “${caseNumber}” already${where}. Where none is given, the next free one is used.`,
    },
    extra: { key: taken.key },
  });
}

/**
 * The next free case number in the manner of the newest one: `0052-046` is followed by `0052-047`. A register without
 * numbers begins with the year: `2026-001`.
 */
export async function nextNumber(tx: SqlLike, year: string): Promise<string> {
  const [newest] = await tx<{ prefix: string }[]>`
    select substring(case_number from '^(.*?)[0-9]{1,9}$') as prefix from properties
    where case_number ~ '[0-9]{1,9}$' order by id desc limit 1
  `;
  const prefix = newest?.prefix ?? `${year}-`;
  const [last] = await tx<{ number: number; width: number }[]>`
    select substr(case_number, length(${prefix}) + 1)::integer as number, length(case_number) - length(${prefix}) as width
    from properties
    where starts_with(case_number, ${prefix}) and substr(case_number, length(${prefix}) + 1) ~ '^[0-9]{1,9}$'
    order by substr(case_number, length(${prefix}) + 1)::integer desc limit 1
  `;
  return prefix + String((last?.number ?? 0) + 1).padStart(last?.width ?? 3, '0');
}
