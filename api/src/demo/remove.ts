import { datasetsOf } from '@quartierblick/gis/layers/tables.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { withdrawDemoAccounts } from '../auth/demo-accounts.ts';
import type { Database } from '../db.ts';
import { undoWithin } from '../imports/undo.ts';

/**
 * Takes out everything that the demo brought, also where real files were imported over it; the project area stays.
 * @returns ids of the layers that changed
 */
export async function removeDemo(db: Database): Promise<string[]> {
  const changed = await db.sql.begin(async (tx) => {
    const imports = await tx<{ id: string; layer: string }[]>`
      select id, layer from imports where demo and state = 'done' order by sequence desc for update
    `;
    const versions = new Map<string, number>();
    for (const one of imports) {
      versions.set(one.layer, await undoWithin(tx, one));
      // An import that changed a demo row would bring it back when it is undone; now it leaves nothing there instead.
      const definition = layerById(one.layer);
      const tables = definition ? datasetsOf(definition).map((dataset) => dataset.table) : [];
      await tx`
        delete from import_before where table_name = any(${tables}) and before ->> 'import_id' = ${one.id}
      `;
    }
    // Whatever people said on a walk of the demo goes with it; a card that other walks ask stays theirs.
    await tx`select set_config('quartierblick.forget_walk', 'demo', true)`;
    await tx`delete from stories where demo`;
    await tx`delete from measures where demo`;
    await tx`delete from walks where demo`;
    await tx`delete from walk_cards c where demo and not exists (select from walk_stops s where c.key = any(s.cards))`;
    await tx`delete from offer_proposals where demo`;
    await tx`delete from offer_confirmation_links where provider_key not in (select key from offer_providers)`;
    return versions;
  });
  await withdrawDemoAccounts(db);
  for (const [layer, version] of changed) await db.publish({ type: 'layer-changed', layer, version });
  return [...changed.keys()];
}
