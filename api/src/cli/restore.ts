import { verifyBackup } from '../backup/read.ts';
import { restoreBackup } from '../backup/restore.ts';
import { openDatabase } from '../db.ts';
import { runTool } from './tool.ts';

/** `npm run restore -- FILE`: an archive into an empty instance, of either database. */

await runTool('restore', async ({ env, file, language, step }) => {
  // Before a database is opened, which would make one where there is none.
  const manifest = await verifyBackup(file, (bytes) => step(`SHA-256 ${Math.round(bytes / 1024 ** 2)} MB`));
  const db = await openDatabase(env, step);
  try {
    const migrated = await restoreBackup({ file, manifest }, { db, dataDir: env.dataDir, onStep: step });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const upgraded = migrated.length === 0 ? '' : ` → ${migrated.at(-1)}`;
    return {
      de: `Zurückgespielt: Stand ${manifest.made}, ${rows.toLocaleString('de')} Zeilen, Schema ${manifest.schema.at(-1)?.name}${upgraded}. Ein Server, der schon läuft, ist neu zu starten.`,
      en: `Restored: state of ${manifest.made}, ${rows.toLocaleString('en')} rows, schema ${manifest.schema.at(-1)?.name}${upgraded}. A server that runs already is to be restarted.`,
    }[language];
  } finally {
    await db.close();
  }
});
