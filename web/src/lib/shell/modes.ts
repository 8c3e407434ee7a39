import type { LucideIcon } from '@lucide/svelte';
import Building from '@lucide/svelte/icons/building-2';
import Database from '@lucide/svelte/icons/database';
import Footprints from '@lucide/svelte/icons/footprints';
import Flag from '@lucide/svelte/icons/flag';
import HeartHandshake from '@lucide/svelte/icons/heart-handshake';
import Presentation from '@lucide/svelte/icons/presentation';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import MapIcon from '@lucide/svelte/icons/map';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Route from '@lucide/svelte/icons/route';
import Users from '@lucide/svelte/icons/users';
import type { Edition } from '@quartierblick/gis/layers/define.ts';
import type { Dictionary } from '#lib/i18n/de.ts';

/** A screen of the dashboard. Screens that are not built yet are not in the list: no dead links. */
export interface Mode {
  path:
    | '/'
    | '/properties'
    | '/ranking'
    | '/coverage'
    | '/safety'
    | '/offers'
    | '/walks'
    | '/stories'
    | '/data'
    | '/audit'
    | '/admin';
  label: (t: Dictionary) => string;
  icon: LucideIcon;
  /** The lowest edition to which it is offered. */
  lowest: Edition;
  /** Not in the bar of a phone, which has room for few: the account screen leads there. */
  aside?: boolean;
}

export const MODES: readonly Mode[] = [
  { path: '/', label: (t) => t.shell.map, icon: MapIcon, lowest: 'public' },
  { path: '/properties', label: (t) => t.shell.properties, icon: Building, lowest: 'planner' },
  { path: '/ranking', label: (t) => t.shell.ranking, icon: ListOrdered, lowest: 'planner' },
  { path: '/coverage', label: (t) => t.shell.coverage, icon: Footprints, lowest: 'public' },
  { path: '/safety', label: (t) => t.shell.safety, icon: Route, lowest: 'public' },
  { path: '/offers', label: (t) => t.shell.offers, icon: HeartHandshake, lowest: 'public' },
  { path: '/walks', label: (t) => t.shell.walks, icon: Flag, lowest: 'steering' },
  { path: '/stories', label: (t) => t.shell.stories, icon: Presentation, lowest: 'public' },
  { path: '/data', label: (t) => t.shell.data, icon: Database, lowest: 'public' },
  { path: '/audit', label: (t) => t.shell.audit, icon: ScrollText, lowest: 'planner', aside: true },
  { path: '/admin', label: (t) => t.shell.admin, icon: Users, lowest: 'admin', aside: true },
];
