import { UnreadableFile } from '../layers/source-types.ts';
import type { CrsChoice } from '../layers/source-types.ts';
import { crsBySrid, crsOfDefinition } from './crs.ts';
import type { Crs } from './crs.ts';

/** Id that stands for the definition that the file itself carries. */
export const DECLARED = 'declared';

/** A system whose positions are changed before they are read. */
function changed(crs: Crs, change: (x: number, y: number) => [number, number]): Crs {
  const before = ([x = NaN, y = NaN]: readonly number[]) => change(x, y);
  return {
    srid: crs.srid,
    toStorage: (position) => crs.toStorage(before(position)),
    toWgs84: (position) => crs.toWgs84(before(position)),
  };
}

/** The system of a choice, or undefined where its id means nothing. */
export function findCrs({ id, wkt }: CrsChoice): Crs | undefined {
  const [name = '', ...parts] = id.split(';');
  const srid = /^EPSG:(\d{4,6})$/.exec(name)?.[1];
  let crs = srid === undefined ? undefined : crsBySrid(Number(srid));
  if (name === DECLARED && wkt !== undefined) crs = crsOfDefinition(wkt);
  for (const part of parts) {
    if (!crs) return undefined;
    const east = /^east=(-?\d{1,9})$/.exec(part)?.[1];
    if (part === 'swap') crs = changed(crs, (x, y) => [y, x]);
    else if (east !== undefined) crs = changed(crs, (x, y) => [x - Number(east), y]);
    else return undefined;
  }
  return crs;
}

/**
 * The system of a choice: `EPSG:25832`; `EPSG:25832;swap`, axes exchanged; `EPSG:25832;east=2000000`, metres taken off the
 * eastings first; `declared`, the file's own definition.
 * @throws {UnreadableFile} where the id means nothing
 */
export function crsOfChoice(choice: CrsChoice): Crs {
  const crs = findCrs(choice);
  if (crs) return crs;
  throw new UnreadableFile({
    de: `Das Koordinatensystem „${choice.id.slice(0, 60)}“ ist nicht bekannt.`,
    en: `The coordinate system “${choice.id.slice(0, 60)}” is not known.`,
  });
}
