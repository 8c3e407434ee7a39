import type { Hatch, Icon, PointShape } from './symbology.ts';

/** A seamless pattern: `line` over nothing; `under`, where given, is a wider line below it, so that the mark shows on any colour. */
export interface HatchImage {
  kind: 'hatch';
  hatch: Hatch;
  line: string;
  under: string | null;
}

/** A symbol for a point. */
export interface PointImage {
  kind: 'point';
  shape: PointShape;
  fill: string;
  edge: string;
  icon: Icon | null;
}

export type ImageSpec = HatchImage | PointImage;

/**
 * Name under which the map asks for an image. The name holds all that is needed to draw it, so that images are made when
 * they are first asked for, and another theme simply asks for others.
 */
export function imageName(image: ImageSpec): string {
  const parts =
    image.kind === 'hatch'
      ? [image.kind, image.hatch, image.line, image.under ?? '']
      : [image.kind, image.shape, image.fill, image.edge, image.icon ?? ''];
  return parts.join('|');
}

/** The image of that name; undefined for names that {@link imageName} did not make. */
export function imageOfName(name: string): ImageSpec | undefined {
  const [kind, first, second, third, fourth] = name.split('|');
  if (first === undefined || second === undefined || third === undefined) return undefined;
  if (kind === 'hatch') return { kind, hatch: first as Hatch, line: second, under: third || null };
  if (kind !== 'point') return undefined;
  return { kind, shape: first as PointShape, fill: second, edge: third, icon: (fourth || null) as Icon | null };
}
