import { beforeAll, expect, it } from 'vitest';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { decodeTile } from '../../../test/support/vector-tiles.ts';
import { isDatabaseAway } from '../errors.ts';
import { tileSource } from './tile-source.ts';
import { TileWorkers } from './workers.ts';

const layer = layerById('playgrounds');
if (!layer) throw new Error('the layer of playgrounds is gone');
const source = tileSource(layer);

describeOnEachDatabase('the threads that make tiles', (context) => {
  beforeAll(async () => {
    const { sql } = context().db;
    await sql`insert into playgrounds (key, geom) values ('s', st_setsrid(st_makepoint(394000, 5708500), 25832))`;
  });

  it('make many tiles at once, each for who asked for it', async () => {
    const workers = new TileWorkers(context().db.target, 2);
    const tiles = await Promise.all(
      Array.from({ length: 40 }, (_, i) => workers.make(source, 0, 14, 8532 + (i % 2), 5447)),
    );
    const counts = tiles.map(({ bytes }) => decodeTile(bytes).get('playgrounds')?.length ?? 0);
    expect(counts).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 0)));
  });

  it('hand back errors as they were, and go on', async () => {
    const workers = new TileWorkers(context().db.target, 1);
    await expect(workers.make({ ...source, table: 'no_such_table' }, 0, 14, 8532, 5447)).rejects.toMatchObject({
      message: expect.stringContaining('no_such_table'),
      code: '42P01',
    });
    expect((await workers.make(source, 0, 14, 8532, 5447)).bytes.length).toBeGreaterThan(0);
  });

  it('say that the database is away where it is', async () => {
    const away =
      context().kind === 'postgres'
        ? { kind: 'postgres' as const, url: 'postgres://postgres@127.0.0.1:9/none' }
        : { kind: 'embedded' as const, socketDir: '/nonexistent' };
    const failure = await new TileWorkers(away, 1).make(source, 0, 14, 8532, 5447).catch((error: unknown) => error);
    expect(isDatabaseAway(failure)).toBe(true);
  });
});
