import type { Axis } from './axis.ts';
import { shareBetween } from './quartic.ts';

/** How a kernel density is computed. */
export interface KernelOptions {
  /** Length of the piece of street for which one value stands, metres: 10 to 25 are usual (Xie & Yan 2008). */
  lixelM: number;
  /** How far an accident reaches along the street, metres: 50 to 150 are usual. */
  bandwidthM: number;
  /** Number of years of data; years without data are not among them. */
  years: number;
}

export const LIXEL = { least: 10, most: 25, start: 10 } as const;
export const BANDWIDTH = { least: 50, most: 150, start: 100 } as const;

/** Where an accident lies on an axis, and how much it counts. */
export interface OnAxis {
  chainage: number;
  piece: number;
  weight: number;
}

/** Density of a piece of street. */
export interface Lixel {
  /** Chainage, metres. */
  from: number;
  to: number;
  /** Accidents (or weight) a kilometre and year. */
  density: number;
}

/** Metres of a kilometre. */
export const KM = 1000;

/** A length in equal pieces of about `lixelM`: ends, the first 0. */
export function cuts(length: number, lixelM: number): number[] {
  const n = Math.max(1, Math.round(length / lixelM));
  return Array.from({ length: n + 1 }, (_, i) => (length * i) / n);
}

/**
 * Kernel density along an axis, with the quartic kernel in network distance. The value of a lixel is the mean over it, so the sum
 * of value × length is the weight of all accidents. At the ends of a piece what would lie beyond is laid back onto the piece
 * (reflection, Silverman 1986), because the street ends there, or what is beyond it is not part of it: no accident loses weight,
 * and the curve arrives at an end level. A ring has no ends. A gap between pieces is not crossed.
 * @returns lixels in the order of their chainage
 */
export function axisKernel(
  axis: Axis,
  accidents: readonly OnAxis[],
  { lixelM, bandwidthM, years }: KernelOptions,
): Lixel[] {
  return axis.pieces.flatMap(({ from, to, closed }, piece) => {
    const length = to - from;
    const ends = cuts(length, lixelM);
    const here = accidents.filter((one) => one.piece === piece);
    const sums = new Float64Array(ends.length - 1);
    for (const { chainage, weight } of here) {
      for (const { at, mirrored } of images(chainage - from, length, bandwidthM, closed)) {
        for (let i = 0; i < sums.length; i++) {
          const [a, b] = [ends[i] as number, ends[i + 1] as number];
          const share = mirrored ? shareBetween(at - b, at - a, bandwidthM) : shareBetween(a - at, b - at, bandwidthM);
          sums[i] = (sums[i] as number) + weight * share;
        }
      }
    }
    return [...sums].map((sum, i): Lixel => {
      const [a, b] = [ends[i] as number, ends[i + 1] as number];
      return { from: from + a, to: from + b, density: years > 0 ? ((sum / (b - a)) * KM) / years : 0 };
    });
  });
}

/** The accident and its images behind both ends (or once round a ring), as far as the kernel reaches. */
function images(at: number, length: number, bandwidthM: number, closed: boolean): { at: number; mirrored: boolean }[] {
  if (length <= 0) return [];
  const rounds = Math.ceil(bandwidthM / length) + 1;
  const found: { at: number; mirrored: boolean }[] = [];
  for (let k = -rounds; k <= rounds; k++) {
    if (closed) found.push({ at: at + k * length, mirrored: false });
    else found.push({ at: at + 2 * k * length, mirrored: false }, { at: -at + 2 * k * length, mirrored: true });
  }
  return found.filter(({ at: where }) => where > -bandwidthM && where < length + bandwidthM);
}
