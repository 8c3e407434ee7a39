import { headingOf } from '../layers/fields.ts';
import type { Field, Text } from '../layers/fields.ts';

/** Longest name of a field in dBASE, in characters of ASCII. */
const NAME_LENGTH = 10;
/** Longest text of a field in dBASE, in bytes. */
const TEXT_BYTES = 254;

/**
 * Names of fields as a Shapefile can hold them: at most ten characters of ASCII, told apart without regard to case. A name that
 * would be taken gets a number at its end.
 * @returns the short name of each name, in their order
 */
export function shortNames(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const short = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?![A-Za-z])/, 'f');
    let candidate = plain.slice(0, NAME_LENGTH);
    for (let n = 1; taken.has(candidate.toLowerCase()); n += 1) {
      candidate = `${plain.slice(0, NAME_LENGTH - 1 - String(n).length)}_${n}`;
    }
    taken.add(candidate.toLowerCase());
    short.set(name, candidate);
  }
  return short;
}

/** A text cut at the last whole character within {@link TEXT_BYTES} bytes of UTF-8, and whether anything was cut. */
export function cutText(text: string): { text: string; cut: boolean } {
  // No character takes more than four bytes: most texts need not be measured.
  if (text.length * 4 <= TEXT_BYTES) return { text, cut: false };
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= TEXT_BYTES) return { text, cut: false };
  let end = TEXT_BYTES;
  while (((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end -= 1;
  return { text: new TextDecoder().decode(bytes.subarray(0, end)), cut: true };
}

/** How the kinds of values that dBASE does not have are written. */
const KINDS = {
  boolean: { de: 'Zahl: 1 ja, 0 nein', en: 'number: 1 yes, 0 no' },
  codes: { de: 'Schlüssel, durch Komma getrennt', en: 'codes, separated by commas' },
  list: { de: 'Texte, durch Semikolon getrennt', en: 'texts, separated by semicolons' },
  date: { de: 'Datum', en: 'date' },
} as const satisfies Record<string, Text>;

const WORDS = {
  de: {
    head: 'Felder (Name in der Datei = Feld in Quartierblick, Bedeutung)',
    key: 'dauerhafter Schlüssel des Objekts',
    missing: 'Was fehlt, ist leer (NULL), nicht 0.',
    cut: (field: string, n: number) =>
      `Achtung: In ${field} waren ${n} Texte länger als 254 Bytes und sind gekürzt. Vollständig stehen sie im GeoPackage.`,
    encoding: 'Texte in UTF-8 (.cpg), Koordinatensystem in der .prj.',
  },
  en: {
    head: 'Fields (name in the file = field in Quartierblick, meaning)',
    key: 'stable key of the feature',
    missing: 'What is missing is empty (NULL), not 0.',
    cut: (field: string, n: number) =>
      `Note: in ${field}, ${n} texts were longer than 254 bytes and are cut. They are complete in the GeoPackage.`,
    encoding: 'Texts in UTF-8 (.cpg), coordinate system in the .prj.',
  },
} as const;

export interface ShapefileFacts {
  /** Text of the export's note. */
  note: string;
  fields: readonly (readonly [name: string, field: Field])[];
  short: ReadonlyMap<string, string>;
  /** Number of texts that were cut, by field. */
  cut: ReadonlyMap<string, number>;
}

/** The text that lies beside a Shapefile: its note, and what each field is called and holds. Lines end as Windows wants them. */
export function shapefileReadme({ note, fields, short, cut }: ShapefileFacts, language: keyof Text): string {
  const words = WORDS[language];
  const lines = fields.map(([name, field]) => {
    const kind = field.kind in KINDS ? ` – ${KINDS[field.kind as keyof typeof KINDS][language]}` : '';
    const codes = Object.entries(field.values ?? {}).map(([code, label]) => `${code} = ${label[language]}`);
    const meaning = `${headingOf(field, language)}${kind}`;
    return `${short.get(name) ?? name} = ${name}, ${meaning}${codes.length > 0 ? ` (${codes.join('; ')})` : ''}`;
  });
  return [
    note,
    '',
    words.head,
    `${short.get('key') ?? 'key'} = key, ${words.key}`,
    ...lines,
    '',
    words.missing,
    words.encoding,
    ...[...cut].map(([name, n]) => words.cut(short.get(name) ?? name, n)),
    '',
  ]
    .join('\n')
    .replaceAll('\n', '\r\n');
}
