import type { ProfileId } from '../analysis/network/profiles.ts';
import type { Text } from '../layers/fields.ts';
import type { Role, Uuid } from './event.ts';
import type { PictureKey } from './pictures.ts';

/** Ways of answering. `rating`: 1–5, `smiley`: 1–3, `number`: in its unit, `choice`: the id of an option, `text`: words. */
export const ITEM_KINDS = ['rating', 'smiley', 'choice', 'number', 'text'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** One of several answers. */
export interface CardOption {
  /** Kept as the answer: never used again for another option of the item. */
  readonly id: string;
  readonly title: Text;
  /** Name of a picture of the page, for children; null: none. */
  readonly picture: PictureKey | null;
}

/** One question. Its answer is the field `answer/<id>` of a finding. */
export interface CardItem {
  /** Never used again, so that an answer stays readable when the card changes. */
  readonly id: Uuid;
  readonly kind: ItemKind;
  readonly title: Text;
  readonly picture: PictureKey | null;
  /** Of a `choice`; else empty. */
  readonly options: readonly CardOption[];
  /** Of a `number`, as it is written: `m`, `cm`, `s`; null: a count. */
  readonly unit: string | null;
}

/** Questions for a stop. */
export interface PlanCard {
  readonly key: Uuid;
  /** Where no English was written, it is the German. */
  readonly title: Text;
  readonly theme: string | null;
  /** Who is asked; empty: everybody. */
  readonly roles: readonly Role[];
  readonly items: readonly CardItem[];
}

/** Where the walk stops, in WGS 84. Of what it was picked from nothing is told. */
export interface PlanStop {
  readonly key: Uuid;
  /** From 1, in the order of the walk. */
  readonly position: number;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  /** Keys of {@link WalkPlan.cards}. */
  readonly cards: readonly Uuid[];
  readonly minutes: number;
}

/** The way from one stop to the next one. */
export interface PlanLeg {
  readonly from: Uuid;
  readonly to: Uuid;
  readonly metres: number;
  readonly seconds: number;
}

/** The way along the walking network. */
export interface PlanRoute {
  /** WGS 84, `[lon, lat]`, through all stops. */
  readonly line: readonly (readonly [number, number])[];
  readonly legs: readonly PlanLeg[];
  readonly metres: number;
  /** Of walking alone, without the minutes at the stops. */
  readonly seconds: number;
}

/** A walk as devices were given it. Each version is kept, so that what was said under it stays readable. */
export interface WalkPlan {
  readonly v: 1;
  readonly walk: Uuid;
  readonly version: number;
  readonly title: string;
  readonly purpose: string | null;
  /** ISO 8601; `endsAt` is start, way and stops together, as planned. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly meetingPoint: string | null;
  /** What the walk is about; null: nothing in particular. Plans that a device kept from earlier do not say it. */
  readonly theme?: string | null;
  readonly profile: ProfileId;
  /** Who takes part according to the cards and links. */
  readonly roles: readonly Role[];
  readonly stops: readonly PlanStop[];
  readonly cards: readonly PlanCard[];
  /** null: not reckoned. */
  readonly route: PlanRoute | null;
}

/**
 * What a new finding at a stop is about unless somebody says otherwise: the theme of the stop's cards where they have one and the
 * same, else that of the walk; null: nothing is preset.
 */
export function themeAt(plan: Pick<WalkPlan, 'theme' | 'cards'>, stop: Pick<PlanStop, 'cards'>): string | null {
  const themes = new Set(
    plan.cards.flatMap(({ key, theme }) => (theme !== null && stop.cards.includes(key) ? [theme] : [])),
  );
  const [only] = themes;
  return themes.size === 1 && only !== undefined ? only : (plan.theme ?? null);
}
