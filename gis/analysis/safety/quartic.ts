/**
 * The quartic (biweight) kernel K(u) = 15/16 (1 − u²)² on [−1, 1] and what follows from it; the usual choice for accidents on
 * roads (Xie & Yan 2008). Its integral is 1.
 */

/** Integral of the kernel from −1 to u. */
export function quarticShare(u: number): number {
  if (u <= -1) return 0;
  if (u >= 1) return 1;
  return 0.5 + (15 / 16) * (u - (2 * u ** 3) / 3 + u ** 5 / 5);
}

/** Share of an accident that falls between two distances from it, at a bandwidth; all in metres, distances may be negative. */
export function shareBetween(from: number, to: number, bandwidthM: number): number {
  return quarticShare(to / bandwidthM) - quarticShare(from / bandwidthM);
}
