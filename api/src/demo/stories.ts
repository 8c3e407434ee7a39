import { DEMO_STORY, demoStory } from '@quartierblick/gis/demo/index.ts';
import type { Sql } from '../db.ts';

/** The demo's story, open to everybody; a broken start that is repeated finds it there. */
export async function keepStory(sql: Sql): Promise<void> {
  const content = sql.json(demoStory() as never);
  await sql`
    insert into stories (key, content, open, demo, created_by) values (${DEMO_STORY}, ${content}, true, true, 'Demo')
    on conflict (key) do nothing
  `;
}
