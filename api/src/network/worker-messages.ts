import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import type { RouteQuestion, WalkRoute } from '@quartierblick/gis/analysis/walks/route.ts';
import type { DatabaseTarget } from '../db.ts';
import type { Content } from './content.ts';

/** What the thread is started with. */
export interface NetworkWorkerSettings {
  target: DatabaseTarget;
}

/** A content as JSON, what lies on foot around places, how far others are from one, or the route of a walk. */
export type Question =
  | { ask: 'content'; content: Content }
  | { ask: 'around'; points: readonly Point[] }
  | { ask: 'ways'; from: Point; to: readonly Point[] }
  | { ask: 'route'; route: RouteQuestion };

/** JSON text of an object, in UTF-8, and the version that it is of. */
export interface ContentAnswer {
  version: string;
  json: Uint8Array;
}

/** What one place has on foot; null where it does not meet the network. */
export type Around = {
  /** Metres to the next gate of a playground, to the next day care or school; null: none is reached. */
  playground: number | null;
  care: number | null;
  /** Children within 200 m; bounds differ where counts are hidden. Null where it is not known. */
  children: { least: number; most: number } | null;
} | null;

/** Whether there is a network at all, and what lies around each place. */
export interface AroundAnswer {
  network: boolean;
  around: readonly Around[];
}

/** Metres on foot to each place, in their order; null: no way is known. */
export interface WaysAnswer {
  metres: readonly (number | null)[];
}

/** The route of a walk and the version of the streets that it is of; null where there are no streets. */
export interface RouteAnswer {
  version: string;
  route: WalkRoute | null;
}

export type Answer = ContentAnswer | AroundAnswer | WaysAnswer | RouteAnswer;

export interface Order {
  order: number;
  question: Question;
}

/** What comes back: the answer, or the error with what others tell kinds of errors by. */
export type Reply =
  | { order: number; answer: Answer }
  | { order: number; error: { message: string; code: string | undefined; stack: string | undefined } };
