import { openDatabase } from '../../../api/src/db.ts';
import { readEnv } from '../../../api/src/env.ts';
import { migrate } from '../../../api/src/migrate.ts';
import { loadCity } from './load-city.ts';
const db = await openDatabase(readEnv({ DATABASE_URL: 'postgres://postgres@127.0.0.1:55431/t60' }));
await migrate(db);
await loadCity(db.sql, 60000);
await db.close();
