import type { DemoMeasure } from '@quartierblick/gis/demo/index.ts';
import type { Database } from '../db.ts';

/** Measures of the demo; a broken start that is repeated finds them there. */
export async function keepMeasures({ sql }: Database, measures: readonly DemoMeasure[]): Promise<void> {
  for (const { at, ...row } of measures) {
    const place = at && `SRID=25832;POINT(${at[0]} ${at[1]})`;
    await sql`insert into measures ${sql({ ...row, place, demo: true, created_by: 'Demo' })} on conflict (key) do nothing`;
  }
}
