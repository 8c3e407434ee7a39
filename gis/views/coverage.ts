import { COVERAGE_DEFAULTS } from '../analysis/coverage/settings.ts';
import type { CoverageSettings } from '../analysis/coverage/settings.ts';
import { PROFILE_IDS, PROFILES } from '../analysis/network/profiles.ts';
import type { Metric, Profile, ProfileId } from '../analysis/network/profiles.ts';
import { AGE_GROUPS, CROSSINGS } from '../analysis/network/types.ts';
import type { AgeGroup, CrossingKind, Edit } from '../analysis/network/types.ts';
import { networkEdits } from '../network/edit-schema.ts';
import { TARGET_KINDS, ZONES } from '../network/answers.ts';
import type { TargetKind, Zones } from '../network/answers.ts';
import type { LonLat } from '../network/lon-lat.ts';

export const TABS = ['coverage', 'reach', 'what-if'] as const;
export type TabId = (typeof TABS)[number];

/** What circles on the map stand for: children, or m² of play area that they miss. */
export const DOTS = ['children', 'missing'] as const;
export type DotsId = (typeof DOTS)[number];

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
  /** Where a walk begins: a point, one place by its key, or all places of a kind. */
  from: LonLat | { place: string } | TargetKind;
  /** Speed of the walk, km/h; null: that of the profile. */
  speed: number | null;
  /** Metres as the crow flies that stand in for the walk, by age group. */
  straightM: Readonly<Record<AgeGroup, number>>;
  /** Share of an open school yard that counts as play area. */
  yard: number;
  /** What the circles of the map stand for. */
  dots: DotsId;
  /** To which places the ways are told. */
  to: TargetKind | 'any';
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
  speed: null,
  straightM: COVERAGE_DEFAULTS.straightM,
  yard: COVERAGE_DEFAULTS.schoolYardShare,
  dots: 'children',
  to: 'any',
};

/** Bounds of what can be set: m² a child, km/h, metres. With room above all that anybody has asked for. */
export const LIMITS = { target: [0, 50], speed: [0.5, 10], straight: [10, 5000] } as const;

const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;

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

const PLACE = 'place:';

function fromOf(raw: string | null): CoverageAddress['from'] {
  const kind = oneOf(TARGET_KINDS, raw);
  if (kind) return kind;
  if (raw?.startsWith(PLACE)) return { place: raw.slice(PLACE.length) };
  const [lon = NaN, lat = NaN] = (raw ?? '').split(',').map(Number);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 ? [lon, lat] : START.from;
}

const fromText = (from: CoverageAddress['from']): string =>
  typeof from === 'object' && 'place' in from ? PLACE + from.place : String(from);

function straightOf(raw: string | null): CoverageAddress['straightM'] | 'broken' {
  if (raw === null) return START.straightM;
  const metres = raw.split(',').map(Number);
  if (metres.length !== AGE_GROUPS.length || !metres.every((m) => within(m, LIMITS.straight))) return 'broken';
  return Object.fromEntries(AGE_GROUPS.map((group, g) => [group, metres[g]])) as Record<AgeGroup, number>;
}

/** Reads an address; parts that are not understood are as at the start, and `broken` says so. */
export function readAddress(search: URLSearchParams): { address: CoverageAddress; broken: boolean } {
  const edits = editsOf(search.get('edits'));
  const straight = straightOf(search.get('straight'));
  const numeric = (name: string, bounds: readonly [number, number], start: number | null) => {
    const raw = search.get(name);
    if (raw === null) return { value: start, sound: true };
    const sound = raw !== '' && within(Number(raw), bounds);
    return { value: sound ? Number(raw) : start, sound };
  };
  const target = numeric('target', LIMITS.target, START.targetM2);
  const speed = numeric('speed', LIMITS.speed, START.speed);
  const yard = numeric('yard', [0, 1], START.yard);
  const alone = search.get('alone');
  const address: CoverageAddress = {
    tab: oneOf(TABS, search.get('tab')) ?? START.tab,
    age: oneOf(AGE_GROUPS, search.get('age')) ?? START.age,
    zones: oneOf(ZONES, search.get('zones')) ?? START.zones,
    area: oneOf(AREAS, search.get('area')) ?? START.area,
    street: search.get('street'),
    targetM2: target.value ?? START.targetM2,
    alone: alone === null ? START.alone : CROSSINGS.filter((kind) => alone.split(',').includes(kind)),
    edits: edits === 'broken' ? [] : edits,
    profile: oneOf(PROFILE_IDS, search.get('profile')) ?? START.profile,
    metric: oneOf(['metres', 'seconds'], search.get('metric')) ?? START.metric,
    from: fromOf(search.get('from')),
    speed: speed.value,
    straightM: straight === 'broken' ? START.straightM : straight,
    yard: yard.value ?? START.yard,
    dots: oneOf(DOTS, search.get('dots')) ?? START.dots,
    to: oneOf([...TARGET_KINDS, 'any'], search.get('to')) ?? START.to,
  };
  const sound = target.sound && speed.sound && yard.sound && straight !== 'broken';
  return { address, broken: edits === 'broken' || !sound };
}

const straightText = ({ straightM }: CoverageAddress): string => AGE_GROUPS.map((group) => straightM[group]).join();

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
  set('from', fromText(address.from), fromText(START.from));
  set('speed', String(address.speed ?? ''), '');
  set('straight', straightText(address), straightText(START));
  set('dots', address.dots, START.dots);
  set('to', address.to, START.to);
  set('yard', String(address.yard), String(START.yard));
  const query = search.toString().replaceAll('%2C', ',');
  return query === '' ? '' : `?${query}`;
}

const usesOf = (kinds: readonly CrossingKind[]): Profile['uses'] =>
  Object.fromEntries(CROSSINGS.map((kind) => [kind, kinds.includes(kind)])) as Record<CrossingKind, boolean>;

/** Who walks from a point or place: the profile, a child alone over the crossings that were chosen, at the speed chosen. */
export function walkerOf({ profile, alone, speed }: CoverageAddress): Profile {
  const preset = PROFILES[profile];
  const uses = profile === 'child-alone' ? usesOf(alone) : preset.uses;
  return { ...preset, uses, speed: speed === null ? preset.speed : speed / 3.6 };
}

/** Settings of the reckoning as an address has them. */
export function settingsOf({ alone, targetM2, straightM, yard }: CoverageAddress): CoverageSettings {
  const uses = usesOf(alone);
  const { profiles } = COVERAGE_DEFAULTS;
  return {
    ...COVERAGE_DEFAULTS,
    targetM2,
    straightM,
    schoolYardShare: yard,
    profiles: {
      ...profiles,
      '6-12': { ...profiles['6-12'], uses },
      '12-plus': { ...profiles['12-plus'], uses },
    },
  };
}
