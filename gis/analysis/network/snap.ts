import type { Access, Point, WalkGraph } from './types.ts';

export interface SnapOptions {
  /** Metres to the network at the most. */
  most: number;
  /** Only edges that are not known to have steps. */
  stepFree: boolean;
  /** `main-first`: an edge of the largest component where one is near enough, else any; `any`: the nearest. */
  component: 'main-first' | 'any';
}

export class SnapIndex {
  readonly graph: WalkGraph;
  constructor(graph: WalkGraph) {
    this.graph = graph;
  }
  /** Defaults: most 250, stepFree false, component any. */
  nearest(_point: Point, _options: Partial<SnapOptions> = {}): Access | null {
    throw new Error('not built yet');
  }
}

/** The point of the network that an access stands for, EPSG:25832. */
export function pointAt(_graph: WalkGraph, _access: Pick<Access, 'edge' | 'along'>): Point {
  throw new Error('not built yet');
}
