import { PARTICIPANTS } from '../analysis/safety/accident.ts';
import { NO_FILTER, WEEKDAYS, type AccidentFilter, type FilterPart } from '../analysis/safety/filter.ts';
import { BANDWIDTH, LIXEL } from '../analysis/safety/kernel.ts';
import { ownPreset, ownText, parseOwn, type OwnThresholds } from '../analysis/safety/own-thresholds.ts';
import { presetOf, PRESETS, type HotspotPreset, type HotspotSetting } from '../analysis/safety/presets.ts';
import { WEIGHT_SETS, type WeightSet } from '../analysis/safety/weights.ts';

export const TABS = ['charts', 'sections', 'accidents', 'marks'] as const;
export type TabId = (typeof TABS)[number];
export type NamedPreset = keyof typeof PRESETS;

/** What a link to the screen carries. */
export interface SafetySettings {
  /** Null: the one that the screen begins with. */
  street: string | null;
  filter: AccidentFilter;
  lixelM: number;
  bandwidthM: number;
  weights: WeightSet;
  /** Null: as the project has it. */
  preset: NamedPreset | OwnThresholds | null;
  area: boolean;
  tab: TabId;
  selected: string | null;
}

/** Thresholds that hold for a view, and why these; null where neither the view nor the project nor its Land names any. */
export function thresholdsFor(
  { preset }: Pick<SafetySettings, 'preset'>,
  project: { hotspots: HotspotSetting; land: string } | null,
): { preset: HotspotPreset; why: 'tried' | 'setting' | 'land' } | null {
  if (preset !== null) {
    const tried = typeof preset === 'string' ? PRESETS[preset] : ownPreset(preset);
    return tried && { preset: tried, why: 'tried' };
  }
  const found = project && presetOf(project.hotspots, project.land);
  return found && { preset: found.preset, why: found.chosen ? 'setting' : 'land' };
}

export const USUAL: SafetySettings = {
  street: null,
  filter: NO_FILTER,
  lixelM: LIXEL.start,
  bandwidthM: BANDWIDTH.start,
  weights: 'unweighted',
  preset: null,
  area: false,
  tab: 'charts',
  selected: null,
};

const whole = (raw: string, least: number, most: number): number | undefined => {
  const value = /^\d{1,4}$/.test(raw) ? Number(raw) : NaN;
  return value >= least && value <= most ? value : undefined;
};
const oneOf =
  <T extends string>(all: readonly T[]) =>
  (raw: string): T | undefined =>
    all.find((one) => one === raw);
const listOf =
  <T>(parse: (raw: string) => T | undefined) =>
  (raw: string): T[] | undefined => {
    const parsed = raw.split(',').map(parse);
    const known = parsed.filter((one) => one !== undefined);
    return known.length === parsed.length ? known : undefined;
  };

const namedPreset = oneOf(Object.keys(PRESETS) as NamedPreset[]);

/** Parts of the filter in the address: name, and how one value is read. */
const FILTERS: { [K in FilterPart]: { name: string; parse: (raw: string) => AccidentFilter[K] | undefined } } = {
  years: { name: 'y', parse: listOf((raw) => whole(raw, 1990, 2200)) },
  categories: { name: 'sev', parse: listOf(oneOf(['1', '2', '3'])) },
  participants: { name: 'who', parse: listOf(oneOf(PARTICIPANTS)) },
  hours: { name: 'h', parse: listOf((raw) => whole(raw, 0, 23)) },
  weekdays: { name: 'd', parse: listOf(oneOf(WEEKDAYS)) },
  light: { name: 'light', parse: listOf(oneOf(['0', '1', '2'])) },
  roadStates: { name: 'road', parse: listOf(oneOf(['0', '1', '2'])) },
};
const PARTS = Object.keys(FILTERS) as FilterPart[];

/** Reads what an address says; what cannot be read is left out and told. */
export function readAddress(search: URLSearchParams): { settings: SafetySettings; broken: boolean } {
  let broken = false;
  const read = <T>(name: string, parse: (raw: string) => T | undefined, usual: T): T => {
    const raw = search.get(name);
    if (raw === null) return usual;
    const value = parse(raw);
    if (value === undefined) broken = true;
    return value ?? usual;
  };
  const part = <K extends FilterPart>(key: K) => read(FILTERS[key].name, FILTERS[key].parse, NO_FILTER[key]);
  const filter = Object.fromEntries(PARTS.map((key) => [key, part(key)])) as unknown as AccidentFilter;
  const text = (raw: string) => (raw === '' ? undefined : raw.slice(0, 300));
  const settings: SafetySettings = {
    street: read<string | null>('s', text, null),
    filter,
    lixelM: read('lix', (raw) => whole(raw, LIXEL.least, LIXEL.most), USUAL.lixelM),
    bandwidthM: read('bw', (raw) => whole(raw, BANDWIDTH.least, BANDWIDTH.most), USUAL.bandwidthM),
    weights: read('w', oneOf(WEIGHT_SETS), USUAL.weights),
    preset: read<SafetySettings['preset']>('p', (raw) => namedPreset(raw) ?? parseOwn(raw), null),
    area: read('area', (raw) => (raw === '1' ? true : undefined), false),
    tab: read('tab', oneOf(TABS), USUAL.tab),
    selected: read<string | null>('sel', text, null),
  };
  return { settings, broken };
}

/** The query that carries the settings; other parameters, e.g. `lang`, stay. What is as usual is left out. */
export function writeAddress(settings: SafetySettings, current: URLSearchParams): string {
  const search = new URLSearchParams(current);
  const write = (name: string, value: string | null) =>
    value === null ? search.delete(name) : search.set(name, value);
  for (const part of PARTS) {
    const values = settings.filter[part];
    write(FILTERS[part].name, values.length > 0 ? values.join(',') : null);
  }
  const { street, lixelM, bandwidthM, weights, preset, area, tab, selected } = settings;
  write('s', street);
  write('lix', lixelM === USUAL.lixelM ? null : String(lixelM));
  write('bw', bandwidthM === USUAL.bandwidthM ? null : String(bandwidthM));
  write('w', weights === USUAL.weights ? null : weights);
  write('p', preset === null || typeof preset === 'string' ? preset : ownText(preset));
  write('area', area ? '1' : null);
  write('tab', tab === USUAL.tab ? null : tab);
  write('sel', selected);
  const query = search.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return query === '' ? '' : `?${query}`;
}
