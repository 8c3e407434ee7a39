import { revealed } from '@quartierblick/gis/register/formula.ts';
import type { OfferValue, Said } from '@quartierblick/gis/register/offers/cell.ts';
import { writtenOfferValue } from '@quartierblick/gis/register/offers/write.ts';

const isList = (value: OfferValue): value is readonly string[] => Array.isArray(value);

/** Whether two values say the same: texts without outer spaces, lists as sets. */
export function same(one: OfferValue, other: OfferValue): boolean {
  if (isList(one) && isList(other))
    return one.every((part) => other.includes(part)) && other.every((part) => one.includes(part));
  if (typeof one === 'string' && typeof other === 'string') return one.trim() === other.trim();
  return one === other;
}

/** Texts come back from files with the line ends of the program that wrote them. */
const levelled = (text: string): string => revealed(text).replace(/\r\n?/gu, '\n').trim();

/**
 * Whether a cell says what the register says already: by its value, or because it is letter by letter what an export writes. So
 * what the register holds is no mistake of the file, even where nobody could enter it today.
 */
export function unchanged(target: string, { raw, told }: Said, current: OfferValue): boolean {
  if ('value' in told && same(told.value, current)) return true;
  if (current === null) return false;
  return (['de', 'en'] as const).some((language) => {
    const written = writtenOfferValue(target, current, language);
    if (typeof written === 'string') return levelled(written) === levelled(raw);
    return typeof written === 'number' && String(written) === raw;
  });
}
