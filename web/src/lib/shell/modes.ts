import type { LucideIcon } from '@lucide/svelte';
import Building from '@lucide/svelte/icons/building-2';
import Database from '@lucide/svelte/icons/database';
import MapIcon from '@lucide/svelte/icons/map';
import type { Dictionary } from '#lib/i18n/de.ts';

/** A screen of the dashboard. Screens that are not built yet are not in the list: no dead links. */
export interface Mode {
  path: '/' | '/properties' | '/data';
  label: (t: Dictionary) => string;
  icon: LucideIcon;
}

export const MODES: readonly Mode[] = [
  { path: '/', label: (t) => t.shell.map, icon: MapIcon },
  { path: '/properties', label: (t) => t.shell.properties, icon: Building },
  { path: '/data', label: (t) => t.shell.data, icon: Database },
];
