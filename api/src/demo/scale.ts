import { parseArgs } from 'node:util';
import { BadEnv } from '../env.ts';

/** The quarter as it is. */
const QUARTER = 1;
/** Beyond this many buildings a made city grows around the quarter. */
const SMALLEST_CITY = 5_000;
const LARGEST_CITY = 1_000_000;

/**
 * Reads `--scale N`: how many buildings a demo that is loaded now shall have, e.g. 60000 for benchmarks.
 * @returns 1 (the quarter) where it is not given
 * @throws BadEnv where the arguments are others, or N is neither 1 nor a city's number of buildings
 */
export function readScale(args: string[]): number {
  const refused = (reason: string) =>
    new BadEnv(
      `${reason}. Es gibt / there is: --scale N, N = 1 oder / or ${SMALLEST_CITY} … ${LARGEST_CITY} Gebäude / buildings`,
    );
  let given: string | undefined;
  try {
    given = parseArgs({ args, options: { scale: { type: 'string' } } }).values.scale;
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  if (given === undefined) return QUARTER;
  const scale = Number(given);
  const isCity = Number.isInteger(scale) && scale >= SMALLEST_CITY && scale <= LARGEST_CITY;
  if (scale !== QUARTER && !isCity) throw refused(`--scale ${given}`);
  return scale;
}
