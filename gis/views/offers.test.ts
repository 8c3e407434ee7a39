import { expect, it } from 'vitest';
import { brochureQuery, readAddress, START, wishOf, writeAddress } from './offers.ts';

it('a link restores what was looked for, and leaves out what is as at the start', () => {
  const query =
    'language=bg&days=mo,sa&time=afternoon&reach=200&on=2027-01-31&area=all&zones=units&vs-unit=052&vs-unit=a,b&vs-on=2026-01-31&vs-year=2023&measure=share&cell=kita.4';
  const { address, broken } = readAddress(new URLSearchParams(query));
  expect(broken).toBe(false);
  expect(address.cell).toEqual({ band: 4, column: 'kita' });
  expect(wishOf(address)).toEqual({ language: 'bg', weekdays: ['mo', 'sa'], between: ['12:00', '18:30'] });
  expect(writeAddress(address, new URLSearchParams('lang=en'))).toBe(`?lang=en&${query}`);
  expect(writeAddress(START, new URLSearchParams())).toBe('');
});

it.each([
  'language=Deutsch',
  'on=2027-02-30',
  'cell=kita.99',
  'cell=nothing.1',
  'time=noon',
  'reach=5',
  'days=x',
  'vs-on=x',
  'vs-year=x',
  'vs-area=x',
  'zones=x',
  'measure=x',
  'area=x',
])('a part that is not understood (%s) is left out and told', (query) => {
  expect(readAddress(new URLSearchParams(query))).toEqual({ address: START, broken: true });
});

it('the brochure is asked for the same area, language and day', () => {
  const asked = (query: string, lang: string) =>
    brochureQuery(readAddress(new URLSearchParams(query)).address, '2027-01-31', lang);
  expect(asked('language=bg&area=all', 'en')).toBe('?lang=en&area=all&on=2027-01-31&speaks=bg');
  expect(asked('', 'de')).toBe('?lang=de&area=project&on=2027-01-31');
  expect(asked('unit=052', 'de')).toBe('?lang=de&area=052&on=2027-01-31');
  // A brochure is of one unit or of everything.
  expect(asked('unit=052&unit=053', 'de')).toBe('?lang=de&area=all&on=2027-01-31');
});
