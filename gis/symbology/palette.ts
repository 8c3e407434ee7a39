import type { Colour, Hatch } from './symbology.ts';

export type ThemeName = 'light' | 'dark';

/** Values of the design tokens in one theme, as `#rrggbb`. Print uses the light one. */
export interface Palette {
  /** Ground of the map where nothing is drawn. */
  land: string;
  /** Text and outlines that must stand out. */
  ink: string;
  /** Text of labels that recede, e.g. street names. */
  label: string;
  /** Around labels and symbols, and between the lines of an overlay. */
  halo: string;
  /** Hatch of areas without a value. */
  blank: string;
  /** Ring around what is selected. */
  selected: string;
  colours: Record<Colour, string>;
  /** Outline of areas and casing of lines, where it is not the ink. */
  edges: Partial<Record<Colour, string>>;
  /** Anchors of the sequential ramp, from little to much. */
  ramp: readonly string[];
}

const light: Palette = {
  land: '#f1efea',
  ink: '#1b2530',
  label: '#4b5866',
  halo: '#ffffff',
  blank: '#66727e',
  selected: '#1b2530',
  colours: {
    acquired: '#1f6fb2',
    negotiating: '#d98a00',
    'for-sale': '#f2c84b',
    'not-for-sale': '#5b4636',
    'owner-unknown': '#8e3563',
    ownerless: '#3d2a6b',
    recorded: '#8a949e',
    completed: '#3f8a4a',
    killed: '#14181d',
    severe: '#b3202c',
    'light-injury': '#cf6c17',
    play: '#3f7d3a',
    offer: '#0b6b74',
    school: '#6a4fa3',
    kita: '#b0417c',
    office: '#2b5aa0',
    green: '#cfe3c4',
    wood: '#b3d1a6',
    water: '#b4d5e8',
    building: '#ddd8cf',
    'building-public': '#cfcbdf',
    'building-business': '#e3d2bd',
    'street-main': '#ffffff',
    street: '#ffffff',
    path: '#c9c0ae',
    rail: '#8f9298',
    boundary: '#5d6b79',
  },
  edges: {
    green: '#b5cfa8',
    wood: '#98bb8a',
    water: '#93bdd6',
    building: '#c0b9ac',
    'building-public': '#b0abc9',
    'building-business': '#c9b597',
    'street-main': '#cfc9bd',
    street: '#dad5cb',
  },
  ramp: ['#fdeed6', '#fbd3a6', '#f3ad76', '#de8150', '#b44e31'],
};

const dark: Palette = {
  land: '#151c23',
  ink: '#eef2f5',
  label: '#b3c0cb',
  halo: '#10161c',
  blank: '#8b99a6',
  selected: '#ffffff',
  colours: {
    acquired: '#5aa9e6',
    negotiating: '#f2b134',
    'for-sale': '#fbe38e',
    'not-for-sale': '#9c6b45',
    'owner-unknown': '#e07aae',
    ownerless: '#b79df0',
    recorded: '#8d99a5',
    completed: '#6fc277',
    killed: '#f5f7f9',
    severe: '#ff6f76',
    'light-injury': '#f5a04c',
    play: '#7cc47e',
    offer: '#52c3c9',
    school: '#b79df0',
    kita: '#ef8cc0',
    office: '#7db2f0',
    green: '#1e3327',
    wood: '#1a3a26',
    water: '#1d3a4f',
    building: '#2f3c48',
    'building-public': '#3a3d56',
    'building-business': '#453d36',
    'street-main': '#333f4a',
    street: '#28333d',
    path: '#4a4f50',
    rail: '#68717a',
    boundary: '#93a2b0',
  },
  edges: {
    green: '#2a4636',
    wood: '#265035',
    water: '#2b5068',
    building: '#43515e',
    'building-public': '#505373',
    'building-business': '#5f5448',
    'street-main': '#46535f',
    street: '#1b242c',
  },
  ramp: ['#33281f', '#553627', '#7f482d', '#b5623a', '#ee9a66'],
};

const PALETTES: Record<ThemeName, Palette> = { light, dark };

/** The colours of a theme. */
export function paletteOf(theme: ThemeName): Palette {
  return PALETTES[theme];
}

const channel = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);

/** Red, green and blue of `#rrggbb`, each 0 to 255. */
export function rgbOf(hex: string): [number, number, number] {
  return [channel(hex, 1), channel(hex, 3), channel(hex, 5)];
}

const linear = (c: number): number => (c <= 0.04045 * 255 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);

/** Relative luminance after WCAG 2.2, 0 (black) to 1 (white). */
export function luminanceOf(hex: string): number {
  const [r, g, b] = rgbOf(hex);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast of two colours after WCAG 2.2, 1 to 21. */
export function contrastOf(a: string, b: string): number {
  const [x, y] = [luminanceOf(a), luminanceOf(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** `n` colours from little to much, evenly along the ramp. */
export function rampColours(palette: Palette, n: number): string[] {
  const last = palette.ramp.length - 1;
  return Array.from({ length: n }, (_, i) => {
    const at = n === 1 ? last / 2 : (i / (n - 1)) * last;
    const [from, to] = [palette.ramp[Math.floor(at)], palette.ramp[Math.ceil(at)]];
    if (from === undefined || to === undefined) throw new RangeError(`the ramp has no place ${at}`);
    const [a, b] = [rgbOf(from), rgbOf(to)];
    const mixed = a.map((c, k) => Math.round(c + ((b[k] ?? c) - c) * (at % 1)));
    return `#${mixed.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** How areas without a plain value are marked, in map and legend alike. */
export const STATE_HATCH = {
  suppressed: 'diagonal',
  'not-available': 'cross',
  uncertain: 'points',
} as const satisfies Record<string, Hatch>;
