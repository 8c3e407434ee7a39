import type { MeasureTheme } from '@quartierblick/gis/walks/measure.ts';
import type { SqlLike } from '../db.ts';
import type { Issue } from '../errors.ts';

/** The themes in their order. */
export async function readThemes(sql: SqlLike): Promise<MeasureTheme[]> {
  return await sql<MeasureTheme[]>`
    select key, jsonb_build_object('de', title, 'en', title_en) as title from measure_themes order by position, key
  `;
}

/** What is wrong with the field `theme`: nothing where there is none, and nothing where the theme is there. */
export async function themeIssues(sql: SqlLike, theme: string | null | undefined): Promise<Issue[]> {
  if (theme == null || (await sql`select 1 from measure_themes where key = ${theme}`).length > 0) return [];
  return [{ path: ['theme'], message: { de: 'Dieses Thema gibt es nicht.', en: 'There is no such theme.' } }];
}
