import type { Expression } from './expressions.ts';

/** A layer of a MapLibre style; the renderer's own type is wider, so this library need not know it. */
export interface StyleLayer {
  id: string;
  type: 'fill' | 'fill-extrusion' | 'line' | 'symbol' | 'circle';
  source: string;
  'source-layer': string;
  minzoom?: number;
  filter?: Expression;
  layout?: Record<string, unknown>;
  paint?: Record<string, unknown>;
  metadata: { layer: string };
}

/** Makes a style layer of one layer: `part` completes its id. */
export type Make = (
  part: string,
  type: StyleLayer['type'],
  rest: Omit<Partial<StyleLayer>, 'id' | 'type'>,
) => StyleLayer;
