import type { DatabaseTarget } from '../db.ts';
import type { MadeTile } from './tile.ts';
import type { TileSource } from './tile-source.ts';

/** What a worker is started with. */
export interface WorkerSettings {
  target: DatabaseTarget;
}

/** Order for a tile. */
export interface TileOrder {
  order: number;
  source: TileSource;
  /** Version that is wanted; the tile says which one it has. */
  version: number;
  z: number;
  x: number;
  y: number;
}

/** What comes back: the tile, or the error with what others tell kinds of errors by. */
export type TileAnswer =
  | { order: number; tile: MadeTile }
  | { order: number; error: { message: string; code: string | undefined; stack: string | undefined } };
