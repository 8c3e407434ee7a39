import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { connect } from '../db.ts';
import type { Database } from '../db.ts';

describeOnEachDatabase('queries side by side', (context) => {
  const failing = (db: Database, n: number) => db.sql`select ${n}::integer from nowhere`.catch(() => 'failed');

  it('a query after a failed one does not come back empty', async () => {
    const { db } = context();
    for (let n = 0; n < 5; n += 1) {
      expect(await failing(db, n)).toBe('failed');
      expect(await db.sql`select ${n}::integer as n`).toEqual([{ n }]);
    }
  });

  it('connections of two threads do not take portals, errors and transactions from each other', async () => {
    const { db } = context();
    const other = await connect(db.target);
    const work = async (worker: number) => {
      const { sql } = worker % 2 ? db : other;
      for (let n = 0; n < 60; n += 1) {
        if (worker % 3 === 0) await failing(worker % 2 ? db : other, n);
        if (worker % 3 === 1) {
          const sum = await sql.begin(async (tx) => {
            const [a] = await tx<{ n: number }[]>`select ${n}::integer as n`;
            const [b] = await tx<{ n: number }[]>`select ${worker}::integer as n`;
            return Number(a?.n) + Number(b?.n);
          });
          expect(sum).toBe(n + worker);
        }
        expect(await sql`select ${n}::integer as n, ${`w${worker}`}::text as w`).toEqual([{ n, w: `w${worker}` }]);
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, worker) => work(worker)));
    await other.close();
  });
});
