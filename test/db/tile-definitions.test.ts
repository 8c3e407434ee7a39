import { expect, it } from 'vitest';
import { layers } from '@quartierblick/gis/layers/index.ts';
import { refreshTileDefinitions } from '@quartierblick/api/tiles/definitions';
import { describeOnEachDatabase } from '../support/databases.ts';

describeOnEachDatabase('tiles after an upgrade', (context) => {
  const versions = async () => {
    const rows = await context().db.sql<
      { layer: string; version: number }[]
    >`select layer, version from layer_versions`;
    return new Map(rows.map(({ layer, version }) => [layer, version]));
  };

  it('keep their addresses where nothing about them changed', async () => {
    await refreshTileDefinitions(context().db.sql);
    const before = await versions();
    expect(await refreshTileDefinitions(context().db.sql)).toEqual([]);
    expect(await versions()).toEqual(before);
  });

  it('get a new address for exactly the layer that is made differently', async () => {
    await refreshTileDefinitions(context().db.sql);
    const before = await versions();
    const changed = layers.map((layer) =>
      layer.id === 'green' ? { ...layer, tile: { ...layer.tile, properties: ['kind'] } } : layer,
    );
    expect(await refreshTileDefinitions(context().db.sql, changed)).toEqual(['green']);
    const after = await versions();
    expect(after.get('green')).toBe((before.get('green') ?? 0) + 1);
    expect(after.get('streets')).toBe(before.get('streets'));
  });
});
