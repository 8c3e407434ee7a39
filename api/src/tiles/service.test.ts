import { setTimeout as pause } from 'node:timers/promises';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { describe, expect, it } from 'vitest';
import { TileService } from './service.ts';
import type { TileRequest } from './service.ts';
import type { MadeTile } from './tile.ts';

const layer = layerById('buildings');
if (!layer) throw new Error('the layer of buildings is gone');
const request: TileRequest = { layer, version: 3, z: 14, x: 1, y: 2, edition: 'public', coding: 'identity' };

/** A maker that counts, and whose tiles take a while. */
function counting(make: () => MadeTile) {
  const counter = { made: 0 };
  const maker = {
    async make() {
      counter.made++;
      await pause(20);
      return make();
    },
  };
  return { counter, maker };
}

const tile = (): MadeTile => ({ version: 3, bytes: new Uint8Array(1000).fill(7), reduced: null });

describe('the tile service', () => {
  it('makes one tile for equal requests at the same time, and none for later ones', async () => {
    const { counter, maker } = counting(tile);
    const service = new TileService(maker, 1e6);
    const tiles = await Promise.all(Array.from({ length: 9 }, () => service.get({ ...request })));
    expect(new Set(tiles).size).toBe(1);
    await service.get(request);
    expect(counter.made).toBe(1);
  });

  it('keeps apart place, version, edition and coding', async () => {
    const { counter, maker } = counting(tile);
    const service = new TileService(maker, 1e6);
    await service.get(request);
    await service.get({ ...request, x: 2 });
    await service.get({ ...request, edition: 'planner' });
    await service.get({ ...request, coding: 'gzip' });
    await expect(service.get({ ...request, version: 4 })).rejects.toMatchObject({ details: { status: 404 } });
    expect(counter.made).toBe(5);
  });

  it('stays within its memory', async () => {
    const { counter, maker } = counting(tile);
    const service = new TileService(maker, 3000);
    for (let x = 0; x < 5; x++) await service.get({ ...request, x });
    await service.get({ ...request, x: 4 });
    expect(counter.made).toBe(5);
    await service.get({ ...request, x: 0 });
    expect(counter.made).toBe(6);
  });

  it('tells everyone who waits of a failure, and tries again for the next one', async () => {
    let broken = true;
    const { counter, maker } = counting(() => {
      if (broken) throw new Error('database away');
      return tile();
    });
    const service = new TileService(maker, 1e6);
    const failures = await Promise.allSettled([service.get(request), service.get(request)]);
    expect(failures.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect((await service.get(request)).bytes).toHaveLength(1000);
    expect(counter.made).toBe(2);
  });

  it('tags tiles by content, edition and coding', async () => {
    const service = new TileService(counting(tile).maker, 1e6);
    const other = new TileService(counting(() => ({ ...tile(), bytes: new Uint8Array(1000).fill(8) })).maker, 1e6);
    const tags = [
      (await service.get(request)).etag,
      (await service.get({ ...request, coding: 'br' })).etag,
      (await service.get({ ...request, edition: 'admin' })).etag,
      (await other.get(request)).etag,
    ];
    expect(new Set(tags).size).toBe(4);
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]+"$/);
  });
});
