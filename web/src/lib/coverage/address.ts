import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import type { CoverageSettings } from '@quartierblick/gis/analysis/coverage/settings.ts';
import { PROFILE_IDS } from '@quartierblick/gis/analysis/network/profiles.ts';
import type { Metric, ProfileId } from '@quartierblick/gis/analysis/network/profiles.ts';
import { AGE_GROUPS, CROSSINGS } from '@quartierblick/gis/analysis/network/types.ts';
import type { AgeGroup, CrossingKind, Edit } from '@quartierblick/gis/analysis/network/types.ts';
import { networkEdits } from '@quartierblick/gis/network/edit-schema.ts';
import { ZONES } from '@quartierblick/gis/network/answers.ts';
import type { Zones } from '@quartierblick/gis/network/answers.ts';
import { TARGET_KINDS } from '#lib/network/messages.ts';
import type { LonLat, TargetKind } from '#lib/network/messages.ts';

export const TABS = ['coverage', 'reach', 'what-if'] as const;
export type TabId = (typeof TABS)[number];

export const AREAS = ['project', 'all'] as const;
export type AreaId = (typeof AREAS)[number];

/** What a link to the screen carries. */
export interface CoverageAddress {
  tab: TabId;
  age: AgeGroup;
  zones: Zones;
  /** Whose children count: those of the project's area, or all that are known. */
  area: AreaId;
  /** null: the street that the screen begins with. */
  street: string | null;
  targetM2: number;
  /** Over which crossings a child walks alone. */
  alone: readonly CrossingKind[];
  edits: readonly Edit[];
  profile: ProfileId;
  metric: Metric;
  from: LonLat | TargetKind;
}

export const START: CoverageAddress = {
  tab: 'coverage',
  age: 'under-6',
  zones: 'grid',
  area: 'project',
  street: null,
  targetM2: COVERAGE_DEFAULTS.targetM2,
  alone: CROSSINGS.filter((kind) => COVERAGE_DEFAULTS.profiles['6-12'].uses[kind]),
  edits: [],
  profile: 'child-alone',
  metric: 'metres',
  from: 'playground',
};

/** Most m² a child that anybody has asked for, with room above. */
const MOST_TARGET = 50;

const oneOf = <T extends string>(all: readonly T[], raw: string | null): T | undefined =>
  all.find((one) => one === raw);

/** Edits of an address, checked as the server checks those that are saved. */
function editsOf(raw: string | null): Edit[] | 'broken' {
  if (raw === null) return [];
  try {
    return networkEdits.safeParse(JSON.parse(raw)).data ?? 'broken';
  } catch {
    return 'broken';
  }
}

function fromOf(raw: string | null): CoverageAddress['from'] {
  const kind = oneOf(TARGET_KINDS, raw);
  if (kind) return kind;
  const [lon = NaN, lat = NaN] = (raw ?? '').split(',').map(Number);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? [lon, lat] : START.from;
}

/** Reads an address; parts that are not understood are as at the start, and `broken` says so. */
export function readAddress(search: URLSearchParams): { address: CoverageAddress; broken: boolean } {
  const edits = editsOf(search.get('edits'));
  const target = Number(search.get('target') ?? START.targetM2);
  const sound = target > 0 && target <= MOST_TARGET;
  const alone = search.get('alone');
  const address: CoverageAddress = {
    tab: oneOf(TABS, search.get('tab')) ?? START.tab,
    age: oneOf(AGE_GROUPS, search.get('age')) ?? START.age,
    zones: oneOf(ZONES, search.get('zones')) ?? START.zones,
    area: oneOf(AREAS, search.get('area')) ?? START.area,
    street: search.get('street'),
    targetM2: sound ? target : START.targetM2,
    alone: alone === null ? START.alone : CROSSINGS.filter((kind) => alone.split(',').includes(kind)),
    edits: edits === 'broken' ? [] : edits,
    profile: oneOf(PROFILE_IDS, search.get('profile')) ?? START.profile,
    metric: oneOf(['metres', 'seconds'], search.get('metric')) ?? START.metric,
    from: fromOf(search.get('from')),
  };
  return { address, broken: edits === 'broken' || !sound };
}

/** The query that restores the address; what is as at the start is left out, other parameters stay. */
export function writeAddress(address: CoverageAddress, current: URLSearchParams): string {
  const search = new URLSearchParams(current);
  const set = (name: string, value: string, start: string) => {
    if (value === start) search.delete(name);
    else search.set(name, value);
  };
  set('tab', address.tab, START.tab);
  set('age', address.age, START.age);
  set('zones', address.zones, START.zones);
  set('area', address.area, START.area);
  set('street', address.street ?? '', '');
  set('target', String(address.targetM2), String(START.targetM2));
  set('alone', address.alone.join(), START.alone.join());
  set('edits', address.edits.length > 0 ? JSON.stringify(address.edits) : '', '');
  set('profile', address.profile, START.profile);
  set('metric', address.metric, START.metric);
  set('from', String(address.from), String(START.from));
  const query = search.toString().replaceAll('%2C', ',');
  return query === '' ? '' : `?${query}`;
}

/** Settings of the reckoning as an address has them. */
export function settingsOf({ alone, targetM2 }: CoverageAddress): CoverageSettings {
  const uses = Object.fromEntries(CROSSINGS.map((kind) => [kind, alone.includes(kind)])) as Record<
    CrossingKind,
    boolean
  >;
  const { profiles } = COVERAGE_DEFAULTS;
  return {
    ...COVERAGE_DEFAULTS,
    targetM2,
    profiles: {
      ...profiles,
      '6-12': { ...profiles['6-12'], uses },
      '12-plus': { ...profiles['12-plus'], uses },
    },
  };
}
