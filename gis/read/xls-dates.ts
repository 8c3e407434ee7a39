/** What the number of a cell stands for by its format; days and times are counted in days. */
export type NumberKind = 'number' | 'date' | 'time' | 'datetime';

const DAY_S = 86_400;
/** 31 December 9999, the last day that Excel knows, counted from 1900. */
const LAST_DAY = 2_958_465;
/** Day 60 of the count from 1900 is 29 February 1900, which there never was; days before it are counted from one day later. */
const NEVER = 60;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** Kind that a built-in format stands for, where the workbook does not spell it out; 27–36 and 50–58 are East Asian dates. */
function builtIn(format: number): NumberKind {
  if (format === 22) return 'datetime';
  if ((format >= 18 && format <= 21) || format === 45 || format === 47) return 'time';
  if (format === 32 || format === 33 || format === 55 || format === 56) return 'time';
  const date = (format >= 14 && format <= 17) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
  return date ? 'date' : 'number';
}

/**
 * Kind that a format stands for by its letters, e.g. `DD.MM.YYYY` or `[$-407]d. mmmm yyyy;@`. Durations (`[h]:mm`) are numbers,
 * since hours beyond a day have no time of day.
 */
function spelledOut(format: string): NumberKind {
  // What is quoted, escaped, a space of some width or a filling stands for itself.
  const bare = format.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/^\s*(?:general|standard)\s*$/i.test(bare) || /\[(?:h+|m+|s+)\]/i.test(bare)) return 'number';
  const letters = (bare.replace(/\[[^\]]*\]/g, '').split(';')[0] ?? '')
    .replace(/am\/pm|a\/p/gi, '')
    .replace(/s[.,]0+/gi, 's')
    .toLowerCase();
  if (/[0#?@]/.test(letters)) return 'number';
  const time = /[hs]/.test(letters);
  // Without days and years an `m` beside hours or seconds means minutes.
  const date = /[dy]/.test(letters) || (!time && letters.includes('m'));
  if (date) return time ? 'datetime' : 'date';
  return time ? 'time' : 'number';
}

/**
 * Kind of number that a format stands for.
 * @param id number of the format
 * @param text the format where the workbook spells it out
 */
export function kindOfFormat(id: number, text: string | undefined): NumberKind {
  return text === undefined ? builtIn(id) : spelledOut(text);
}

/** A number in plain digits with a decimal point, as short as it can be without becoming another one. */
const numberText = (value: number): string => String(value === 0 ? 0 : value).toUpperCase();

/**
 * Text of a number by its kind, the same as GDAL gives for XLSX: `2025/03/31`, `18:30:00`, `2025/03/31 18:30:00`. Numbers that
 * are no day of the calendar, 29 February 1900 included, stay numbers.
 * @param serial days since the epoch of the workbook
 */
export function serialText(serial: number, kind: NumberKind, epoch1904: boolean): string {
  const last = epoch1904 ? LAST_DAY - 1462 : LAST_DAY;
  if (kind === 'number' || !(serial >= 0 && serial < last + 1)) return numberText(serial);
  const exact = serial * DAY_S;
  // 18:30:15 is no number of days that a floating-point number could hold exactly.
  const seconds = Math.abs(exact - Math.round(exact)) < 1e-3 ? Math.round(exact) : Math.floor(exact);
  const day = Math.floor(seconds / DAY_S);
  const shift = !epoch1904 && day < NEVER ? 1 : 0;
  const iso = new Date((epoch1904 ? EPOCH_1904 : EPOCH_1900) + (seconds + shift * DAY_S) * 1000).toISOString();
  const [date, time] = [iso.slice(0, 10).replaceAll('-', '/'), iso.slice(11, 19)];
  if (kind === 'time') return time;
  if (!epoch1904 && (day < 1 || day === NEVER)) return numberText(serial);
  return kind === 'date' ? date : `${date} ${time}`;
}
