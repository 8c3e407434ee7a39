import { crsBySrid, crsOfName } from './crs.ts';
import type { Crs } from './crs.ts';

/**
 * AdV's names of the Länder's plane systems, as files of the surveying offices write them: a name may go on behind `*` with the
 * system of the heights.
 */
const ADV: Readonly<Record<string, number>> = {
  ETRS89_UTM31: 25831,
  ETRS89_UTM32: 25832,
  ETRS89_UTM33: 25833,
  DE_DHDN_3GK2: 31466,
  DE_DHDN_3GK3: 31467,
  DE_DHDN_3GK4: 31468,
};

/** System that a file of the surveying offices names, heights left aside. @throws {UnreadableFile} where it is not known */
export function crsOfOffice(name: string): Crs {
  const adv = /urn:adv:crs:(\w+)/.exec(name)?.[1];
  const compound = /EPSG(?:::|:|\/0\/)(\d{4,5})/.exec(name)?.[1];
  const srid = adv === undefined ? Number(compound ?? NaN) : ADV[adv];
  return (srid === undefined ? undefined : crsBySrid(srid)) ?? crsOfName(name);
}
