import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openImportFile } from '@quartierblick/gis/read/open.ts';
import { sourceFor } from '@quartierblick/gis/layers/sources.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { ImportManager } from './manager.ts';
import { PHASES } from './report.ts';
import { enter, reportOf } from './store.ts';
import { Threads } from './thread.ts';
import { accidentsFile } from './test-files.ts';

describeOnEachDatabase('crashes of imports', (context) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qb-crash-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const manager = () => new ImportManager(context().db, context().deps.log);
  const rows = () => context().db.sql`select key, hour, import_id from accidents order by key`.then((r) => [...r]);
  const staging = () =>
    context().db.sql`select relname from pg_class where relname like 'staging\\_%'`.then((r) => [...r]);

  async function enqueue(path: string): Promise<{ id: string; task: Parameters<Threads['start']>[0] }> {
    const { db } = context();
    const id = randomUUID();
    const file = await openImportFile(path);
    const source = sourceFor(file);
    const { layer, id: sourceId } = source;
    const entry = { id, layer, sourceId, fileName: 'x.csv', sha256: null, bytes: file.size, author: 'test' };
    await enter(db.sql, { ...entry, source: source.source, asOf: null, demo: false });
    const target = db.target;
    const fileContext = { fileName: 'x.csv', surroundings: [7, 51, 8, 52] as const };
    return { id, task: { target, importId: id, layer, sourceId, file, context: fileContext } };
  }

  it.each(PHASES.filter((phase) => phase !== 'queued'))(
    'a thread killed while %s leaves the tables as they were; the next start calls it interrupted and cleans up',
    async (phase) => {
      const imports = manager();
      const kept = await imports.start({
        path: accidentsFile(folder, 'kept.csv', 50),
        fileName: 'kept.csv',
        temporary: false,
        author: 'test',
      });
      await imports.ended(kept.id);
      const before = await rows();
      expect(before.length).toBe(50);

      const { id, task } = await enqueue(accidentsFile(folder, 'long.csv', 30_000, 15));
      const threads = new Threads();
      const reached = Promise.withResolvers<void>();
      const running = threads.start(task, (progress) => {
        if (progress.phase === phase) reached.resolve();
      });
      await reached.promise;
      await running.worker.terminate();
      expect(await running.outcome).toMatchObject({ type: 'failed', problem: { type: 'import-failed' } });
      expect(await rows()).toEqual(before);

      // What its connection was just doing ends on the server's own time.
      await expect
        .poll(
          async () => {
            await manager().recover();
            return (await reportOf(context().db.sql, id))?.state;
          },
          { timeout: 10_000 },
        )
        .toBe('interrupted');
      expect((await reportOf(context().db.sql, id))?.problem?.detail.de).toContain('unverändert');
      expect(await rows()).toEqual(before);
      await expect.poll(staging).toEqual([]);
      await imports.close();
    },
  );
});
