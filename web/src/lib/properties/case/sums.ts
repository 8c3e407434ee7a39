import type { Properties } from '@quartierblick/gis/layers/answers.ts';

interface Sum {
  id: string;
  /** Euro; null where no row of the group states an amount. */
  amount: number | null;
}

/** Amounts of rows in total and by the values of a field. A missing amount is not zero: it is counted apart. */
export function sumsBy(rows: readonly Properties[], field: string) {
  const groups = new Map<string, number | null>();
  let total: number | null = null;
  let unstated = 0;
  for (const row of rows) {
    const id = String(row[field] ?? '');
    const amount = row['amount_eur'];
    const before = groups.get(id) ?? null;
    if (typeof amount !== 'number') {
      unstated += 1;
      groups.set(id, before);
    } else {
      total = (total ?? 0) + amount;
      groups.set(id, (before ?? 0) + amount);
    }
  }
  const by: Sum[] = [...groups].map(([id, amount]) => ({ id, amount }));
  return { total, unstated, by };
}
