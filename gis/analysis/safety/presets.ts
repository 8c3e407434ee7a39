import type { Text } from '../../layers/fields.ts';
import type { CRITERION_TITLES, PRESET_TITLES } from '../../layers/hotspots/codes.ts';

/** What makes a place worth a closer look: so many accidents in so many years. */
export interface Criterion {
  id: keyof typeof CRITERION_TITLES;
  /** Length of the view in whole calendar years. */
  years: 1 | 3;
  least: number;
  /** All accidents with injury, or those with people killed or severely injured. */
  counted: 'injury' | 'severe';
  /** They must have the same Unfalltyp (conflict), the same Unfallart (what happened), or nothing in common. */
  same: 'type' | 'kind' | null;
}

/** Thresholds by which sections are found: those of a Land, or own ones. */
export interface HotspotPreset {
  id: PresetId;
  /** Longest section between junctions, metres. */
  sectionM: number;
  /** Accidents this close to a junction belong to it, metres. */
  junctionM: number;
  criteria: readonly Criterion[];
}

export const PRESET_IDS = ['nw', 'm-uko', 'he', 'own'] as const satisfies readonly (keyof typeof PRESET_TITLES)[];
export type PresetId = (typeof PRESET_IDS)[number];

/** Metres around a junction that count as the junction. No source at hand fixes it: a parameter. */
const JUNCTION_M = 25;

/**
 * NRW, inside built-up areas. 1-year view: at least 3 accidents of the same kind, serious damage to property included; 3-year
 * view: at least 5 with injury, or at least 3 with severe injury of any type; sections up to 200 m (Gemeinsamer Runderlass
 * "Aufgaben der Unfallkommission in Nordrhein-Westfalen", 2017, as the ADFC reports it: "gleichen Typs", so the Unfalltyp).
 */
const NRW: HotspotPreset = {
  id: 'nw',
  sectionM: 200,
  junctionM: JUNCTION_M,
  criteria: [
    { id: '1y-same', years: 1, least: 3, counted: 'injury', same: 'type' },
    { id: '3y-injury', years: 3, least: 5, counted: 'injury', same: null },
    { id: '3y-severe', years: 3, least: 3, counted: 'severe', same: null },
  ],
};

/**
 * In the manner of the M Uko (FGSV, Merkblatt zur Örtlichen Unfalluntersuchung in Unfallkommissionen). 1 year: at least 5 of the
 * same type; 3 years: at least 5 with injury, or at least 3 with severe injury. The sources at hand name no length for it: 200 m,
 * as in NRW, to be changed under "own".
 */
const M_UKO: HotspotPreset = {
  id: 'm-uko',
  sectionM: 200,
  junctionM: JUNCTION_M,
  criteria: [
    { id: '1y-same', years: 1, least: 5, counted: 'injury', same: 'type' },
    { id: '3y-injury', years: 3, least: 5, counted: 'injury', same: null },
    { id: '3y-severe', years: 3, least: 3, counted: 'severe', same: null },
  ],
};

/** Hesse: thresholds in the manner of the M Uko, sections up to 300 m (decree "Erfassung und Analyse von Verkehrsunfällen"). */
const HESSE: HotspotPreset = { ...M_UKO, id: 'he', sectionM: 300 };

/** Presets with fixed thresholds by id. "Own" begins as a copy of one of them. */
export const PRESETS = { nw: NRW, 'm-uko': M_UKO, he: HESSE } as const satisfies Record<
  Exclude<PresetId, 'own'>,
  HotspotPreset
>;

/** Only these Länder have a preset of their own; a section found by another Land's thresholds would be a false statement. */
const BY_LAND: Readonly<Record<string, HotspotPreset>> = { NW: NRW, HE: HESSE };

/**
 * The preset of a Land, or null where it has none: then somebody has to choose.
 * @param land ISO 3166-2:DE without the prefix, e.g. `NW`
 */
export function presetOfLand(land: string): HotspotPreset | null {
  return BY_LAND[land] ?? null;
}

/** What a project has set: a named preset, own thresholds, or null for the one of its Land. */
export type HotspotSetting =
  { preset: Exclude<PresetId, 'own'> } | ({ preset: 'own' } & Omit<HotspotPreset, 'id'>) | null;

/** The preset that holds, and whether it was chosen or follows from the Land; null where neither gives one. */
export function presetOf(setting: HotspotSetting, land: string): { preset: HotspotPreset; chosen: boolean } | null {
  if (setting === null) {
    const preset = presetOfLand(land);
    return preset && { preset, chosen: false };
  }
  if (setting.preset !== 'own') return { preset: PRESETS[setting.preset], chosen: true };
  const { sectionM, junctionM, criteria } = setting;
  return { preset: { id: 'own', sectionM, junctionM, criteria }, chosen: true };
}

/** A preset as a project sets it. */
export function settingOf({ id, sectionM, junctionM, criteria }: HotspotPreset): HotspotSetting {
  return id === 'own' ? { preset: id, sectionM, junctionM, criteria } : { preset: id };
}

const SAME = {
  type: { de: ' gleichen Unfalltyps', en: ' of the same accident type' },
  kind: { de: ' gleicher Unfallart', en: ' of the same kind' },
} as const satisfies Record<'type' | 'kind', Text>;

/** A criterion in words, e.g. "in 3 Jahren mindestens 5 mit Personenschaden". */
export function criterionText({ years, least, counted, same }: Criterion): Text {
  const severe = counted === 'severe';
  const [de, en] = same === null ? ['', ''] : [SAME[same].de, SAME[same].en];
  return {
    de: `in ${years === 1 ? '1 Jahr' : '3 Jahren'} mindestens ${least} ${severe ? 'mit Getöteten oder Schwerverletzten' : 'mit Personenschaden'}${de}`,
    en: `at least ${least} ${severe ? 'with people killed or severely injured' : 'with injury'}${en} in ${years === 1 ? '1 year' : '3 years'}`,
  };
}
