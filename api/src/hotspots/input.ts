import type { WalkLine } from '@quartierblick/gis/analysis/network/types.ts';
import type { Accident } from '@quartierblick/gis/analysis/safety/accident.ts';
import { presetOf } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { HotspotPreset, HotspotSetting } from '@quartierblick/gis/analysis/safety/presets.ts';
import type { SqlLike } from '../db.ts';
import { layerVersions } from '../layers/versions.ts';
import type { Sql } from '../db.ts';
import { readAccidents } from '../safety/accidents.ts';

/** Everything that the layer is computed from. */
export interface HotspotInput {
  /** Changes with any of it. */
  state: string;
  accidents: Accident[];
  lines: WalkLine[];
  /** Null where neither the project nor its Land names thresholds. */
  preset: HotspotPreset | null;
}

/** The state of what the layer is computed from: another one means that it must be computed anew. */
export async function hotspotState(sql: SqlLike): Promise<{ state: string; preset: HotspotPreset | null }> {
  const versionOf = await layerVersions(sql as Sql);
  const [project] = await sql<{ land: string; hotspots: HotspotSetting }[]>`select land, hotspots from project`;
  const found = project ? presetOf(project.hotspots, project.land) : null;
  const state = JSON.stringify([versionOf('accidents').version, versionOf('streets').version, found?.preset ?? null]);
  return { state, preset: found?.preset ?? null };
}

interface LineRow {
  key: string;
  name: string | null;
  kind: string | null;
  level: number | null;
  parts: [number, number][][];
}

/** Streets, as far as sections need them. */
async function readLines(sql: SqlLike): Promise<WalkLine[]> {
  const rows = await sql<LineRow[]>`
    select key, name, kind, level, st_asgeojson(geom, 2)::jsonb -> 'coordinates' as parts
    from streets where kind is distinct from 'path' and kind is distinct from 'rail' order by key collate "C"
  `;
  return rows.map(({ kind, level, ...row }) => ({
    ...row,
    kind: kind ?? 'residential',
    walkable: null,
    steps: false,
    stepFree: null,
    crossing: null,
    level: level ?? 0,
  }));
}

/** Reads what the layer is computed from. */
export async function readHotspotInput(sql: SqlLike): Promise<HotspotInput> {
  const { state, preset } = await hotspotState(sql);
  if (!preset) return { state, preset, accidents: [], lines: [] };
  return { state, preset, accidents: await readAccidents(sql), lines: await readLines(sql) };
}
