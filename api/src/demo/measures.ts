import { demoFinding } from '@quartierblick/gis/demo/index.ts';
import type { DemoMeasure, DrawingKey } from '@quartierblick/gis/demo/index.ts';
import type { Database } from '../db.ts';
import type { KeptPhoto } from '../files/keep-photo.ts';

/**
 * Measures of the demo, and the decision about each finding that they came from; a broken start that is repeated finds them there. To be
 * kept after the walks.
 */
export async function keepMeasures(
  { sql }: Database,
  measures: readonly DemoMeasure[],
  photos: ReadonlyMap<DrawingKey, KeptPhoto>,
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const { at, findings, evidence, ...row } of measures) {
      const place = at && `SRID=25832;POINT(${at[0]} ${at[1]})`;
      const kept = { ...row, place, demo: true, created_by: 'Demo' };
      await tx`insert into measures ${tx(kept)} on conflict (key) do nothing`;
      for (const { drawing, ...shown } of evidence) {
        const photo = photos.get(drawing);
        if (!photo) continue;
        const { sha256: kept_sha256, width, height } = photo;
        const picture = { ...shown, measure_key: row.key, kept_sha256, width, height, changed_by: 'Demo' };
        await tx`insert into measure_evidence ${tx(picture)} on conflict (key) do nothing`;
      }
      const keys = findings.map(demoFinding);
      await tx`
        insert into measure_findings (measure_key, finding_key) select ${row.key}, key from walk_findings where key = any(${keys}::uuid[])
        on conflict do nothing
      `;
      await tx`
        insert into walk_reviews (key, walk_key, theme, decision, decided_on, decided_by)
        select key, walk_key, ${row.theme}, 'measure', current_date, 'Demo' from walk_findings where key = any(${keys}::uuid[])
        on conflict do nothing
      `;
    }
  });
}
