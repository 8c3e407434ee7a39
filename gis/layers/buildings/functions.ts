import type { BUILDING_CLASSES } from './layer.ts';

type Use = (typeof BUILDING_CLASSES)[number]['id'];

/**
 * Use by the code of an ALKIS building function (GeoInfoDok, AX_Gebaeudefunktion): 1xxx residential, 2xxx business, 3xxx
 * public; the mixed ones are told apart. Codes come bare (`1010`) or behind the kind of object (`31001_1010`).
 * @returns null where the code says nothing (9998, "cannot be specified") or is none
 */
export function useOfFunctionCode(text: string | null): Use | null {
  const code = /(?:^|_)(\d{4})$/.exec(text ?? '')?.[1];
  if (code === undefined || code === '9998') return null;
  const number = Number(code);
  // 1100 to 1131: dwellings with community, trade or business; 2310, 2320: business or industry with dwellings.
  if ((number >= 1100 && number <= 1131) || number === 2310 || number === 2320) return 'mixed';
  // 1210 to 1223: dwellings of farms and forests.
  if (number >= 1000 && number < 1300) return 'residential';
  // Weekend and garden houses, garages, barns, sheds: nobody lives or trades there.
  if (number >= 1300 && number < 2000) return 'other';
  if (number >= 2460 && number < 2470) return 'other';
  if (number >= 2700 && number < 2800) return 'other';
  if (number >= 2000 && number < 3000) return 'business';
  return number >= 3000 && number < 4000 ? 'public' : 'other';
}
