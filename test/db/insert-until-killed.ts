import { openDatabase } from '@quartierblick/api/db';
import { readEnv } from '@quartierblick/api/env';

/* A process that inserts and says so after each acknowledged row, until the test kills it. */
const db = await openDatabase(readEnv(process.env));
await db.sql`create table kill_probe (id integer)`;
for (let count = 1; ; count++) {
  await db.sql`insert into kill_probe values (${count})`;
  process.send?.(count);
}
