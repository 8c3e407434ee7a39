import { isFreeId } from '../layers/free/identifiers.ts';
import { layerById } from '../layers/index.ts';
import { METHODS, parseBreaks, type Method } from '../symbology/classify.ts';
import { BASE_MAPS, type BaseMapId } from './base-maps.ts';

/** Where the map looks; degrees in WGS 84, bearing and pitch in degrees. */
export interface View {
  lon: number;
  lat: number;
  zoom: number;
  bearing: number;
  pitch: number;
}

export interface SharedLayer {
  id: string;
  /** 0 to 100. */
  opacity: number;
  hidden: string[];
  hiddenMarks: string[];
}

export interface SharedMeasure {
  layer: string;
  measure: string;
  year: number | null;
  method: Method;
  classes: number;
  own: number[];
  extruded: boolean;
}

export interface Selected {
  layer: string;
  key: string;
}

/** How two states of the map are shown: one over the other with a divider, or beside each other. */
export const COMPARE_AS = ['swipe', 'side'] as const;
export type CompareAs = (typeof COMPARE_AS)[number];

export interface SharedCompare {
  as: CompareAs;
  /** Where the divider of a swipe stands: percent of the width from the left. */
  split: number;
}

/** What a link to the map carries. Language and theme are the reader's own and stay out of it. */
export interface UrlState {
  view: View;
  /** Visible layers, topmost first. */
  layers: SharedLayer[];
  measures: SharedMeasure[];
  base: BaseMapId;
  selected: Selected;
  table: string;
  /** Classes are made over all years of the topmost coloured layer, so that a colour means the same in each. */
  years: 'common';
  compare: SharedCompare;
  /** Of the second state, where it differs from the first: visible layers, topmost first. */
  layersB: SharedLayer[];
  measuresB: SharedMeasure[];
  /** Id of a saved network scenario whose changes are drawn in the second state. */
  scenarioB: string;
}

/** How one part of the state is written into the address; `parse` yields undefined for what it does not understand. */
interface Param<T> {
  name: string;
  parse: (raw: string) => T | undefined;
  format: (value: T) => string;
}

const number = (raw: string | undefined, min: number, max: number): number | undefined => {
  if (raw === undefined || !/^-?\d+(\.\d+)?$/.test(raw)) return undefined;
  const value = Number(raw);
  return value >= min && value <= max ? value : undefined;
};

const view: Param<View> = {
  name: 'v',
  parse(raw) {
    const [a, b, c, d = '0', e = '0', ...more] = raw.split(',');
    const lon = number(a, -180, 180);
    const lat = number(b, -85, 85);
    const zoom = number(c, 0, 24);
    const bearing = number(d, -360, 360);
    const pitch = number(e, 0, 85);
    const whole = lon !== undefined && lat !== undefined && zoom !== undefined;
    if (!whole || bearing === undefined || pitch === undefined || more.length > 0) return undefined;
    return { lon, lat, zoom, bearing, pitch };
  },
  format: ({ lon, lat, zoom, bearing, pitch }) => {
    const flat = [lon.toFixed(5), lat.toFixed(5), zoom.toFixed(2)];
    return (bearing || pitch ? [...flat, bearing.toFixed(0), pitch.toFixed(0)] : flat).join(',');
  },
};

/** Whether an id may be that of a layer. Which free layers there are, an address does not know: whoever draws leaves out what is gone. */
const isLayer = (id: string): boolean => layerById(id) !== undefined || isFreeId(id);

/** `id[:opacity[:hidden.classes.*marks]]` */
function parseLayer(raw: string): SharedLayer | undefined {
  const [id = '', opacity = '100', hidden = '', ...more] = raw.split(':');
  const percent = number(opacity, 0, 100);
  if (!isLayer(id) || percent === undefined || more.length > 0) return undefined;
  const names = hidden === '' ? [] : hidden.split('.');
  const marks = names.filter((name) => name.startsWith('*'));
  return {
    id,
    opacity: percent,
    hidden: names.filter((name) => !marks.includes(name)),
    hiddenMarks: marks.map((name) => name.slice(1)),
  };
}

const layers: Param<SharedLayer[]> = {
  name: 'l',
  parse(raw) {
    if (raw === '') return [];
    const parsed = raw.split(',').map(parseLayer);
    const known = parsed.filter((layer) => layer !== undefined);
    // A layer that is named twice is on the map once: a style may not draw it twice.
    const once = known.filter(({ id }, index) => known.findIndex((other) => other.id === id) === index);
    return once.length > 0 ? once : undefined;
  },
  format: (all) =>
    all
      .map(({ id, opacity, hidden, hiddenMarks }) => {
        const names = [...hidden, ...hiddenMarks.map((name) => `*${name}`)].join('.');
        return names ? `${id}:${opacity}:${names}` : opacity === 100 ? id : `${id}:${opacity}`;
      })
      .join(','),
};

/** `layer:measure:year:method:classes or thresholds[:3d]` */
function parseMeasure(raw: string): SharedMeasure | undefined {
  const [layer = '', measure = '', year = '', method = '', detail = '', extruded = '', ...more] = raw.split(':');
  const known = METHODS.find((one) => one === method);
  if (!isLayer(layer) || measure === '' || !known || more.length > 0) return undefined;
  const own = known === 'own' ? parseBreaks(detail.replaceAll('_', ' ')) : [];
  const classes = known === 'own' ? 5 : number(detail, 2, 7);
  const inYear = year === '' ? null : number(year, 1000, 2200);
  if (!own || classes === undefined || inYear === undefined) return undefined;
  return { layer, measure, year: inYear, method: known, classes, own, extruded: extruded === '3d' };
}

const measures: Param<SharedMeasure[]> = {
  name: 'm',
  parse(raw) {
    if (raw === '') return [];
    const known = raw
      .split(',')
      .map(parseMeasure)
      .filter((one) => one !== undefined);
    return known.length > 0 ? known : undefined;
  },
  format: (all) =>
    all
      .map(({ layer, measure, year, method, classes, own, extruded }) => {
        const parts = [layer, measure, year ?? '', method, method === 'own' ? own.join('_') : classes];
        return [...parts, ...(extruded ? ['3d'] : [])].join(':');
      })
      .join(','),
};

const base: Param<BaseMapId> = {
  name: 'base',
  parse: (raw) => BASE_MAPS.find((one) => one.id === raw)?.id,
  format: (id) => id,
};

const selected: Param<Selected> = {
  name: 'sel',
  parse(raw) {
    const at = raw.indexOf('/');
    const [layer, key] = [raw.slice(0, at), raw.slice(at + 1)];
    return at > 0 && key !== '' && isLayer(layer) ? { layer, key } : undefined;
  },
  format: ({ layer, key }) => `${layer}/${key}`,
};

const table: Param<string> = {
  name: 't',
  parse: (raw) => (isLayer(raw) ? raw : undefined),
  format: (layer) => layer,
};

const years: Param<'common'> = {
  name: 'years',
  parse: (raw) => (raw === 'common' ? raw : undefined),
  format: (which) => which,
};

const MIDDLE = 50;

/** `swipe[:percent]` or `side` */
const compare: Param<SharedCompare> = {
  name: 'cmp',
  parse(raw) {
    const [kind, percent = String(MIDDLE), ...more] = raw.split(':');
    const as = COMPARE_AS.find((one) => one === kind);
    const split = number(percent, 0, 100);
    return as && split !== undefined && more.length === 0 ? { as, split } : undefined;
  },
  format: ({ as, split }) => (as === 'swipe' && split !== MIDDLE ? `${as}:${Math.round(split)}` : as),
};

const scenarioB: Param<string> = {
  name: 'bs',
  parse: (raw) => (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(raw) ? raw : undefined),
  format: (id) => id,
};

const PARAMS = {
  ...{ view, layers, measures, base, selected, table, years, compare, scenarioB },
  layersB: { ...layers, name: 'bl' },
  measuresB: { ...measures, name: 'bm' },
} as const;
type PartName = keyof UrlState & keyof typeof PARAMS;
const NAMES = Object.keys(PARAMS) as PartName[];

/** Reads the parts of the state that are there; what is broken is left out and named, never thrown. */
export function readUrl(search: URLSearchParams): { state: Partial<UrlState>; broken: string[] } {
  const state: Record<string, unknown> = {};
  const broken: string[] = [];
  for (const name of NAMES) {
    const raw = search.get(PARAMS[name].name);
    if (raw === null) continue;
    const value = PARAMS[name].parse(raw);
    if (value === undefined) broken.push(PARAMS[name].name);
    else state[name] = value;
    const given = Array.isArray(value) && raw !== '' ? raw.split(',').length : 0;
    if (Array.isArray(value) && value.length < given) broken.push(PARAMS[name].name);
  }
  return { state: state as Partial<UrlState>, broken };
}

/** The query of an address that carries the state; parameters that are not part of the state (e.g. `lang`) stay as they are. */
export function writeUrl(state: Partial<UrlState>, current: URLSearchParams): string {
  const search = new URLSearchParams(current);
  for (const name of NAMES) {
    const value = state[name];
    const { name: key, format } = PARAMS[name] as Param<unknown>;
    if (value === undefined) search.delete(key);
    else search.set(key, format(value));
  }
  // These are allowed in a query; left readable, a link can be understood and shortened by hand.
  const query = search.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
  return query === '' ? '' : `?${query}`;
}
