import type { Field } from '../layers/fields.ts';
import { OFFER_WORDS } from './offers/words.ts';
import { plainName } from './plain-name.ts';

/** Words that lists use for a code beside its labels, e.g. a traffic light's bare colours or "ja" for a listed house. */
const WORDS: Record<string, Record<string, readonly string[]>> = {
  ...OFFER_WORDS,
  occupancy: {
    vacant: ['Leerstand', 'leerstehend', 'unbewohnt', 'voller Leerstand'],
    'partly-vacant': ['teilleer', 'Teilleerstand'],
    occupied: ['vermietet', 'genutzt'],
  },
  owner_state: {
    unknown: ['unbekannt'],
    ownerless: ['herrenlos', '928'],
    'contact-lost': ['nicht erreichbar'],
    known: ['ja'],
  },
  availability: {
    unknown: ['unbekannt', 'offen'],
    'for-sale': ['Verkauf', 'verkaufsbereit'],
    negotiating: ['Verhandlung', 'Ankaufverhandlung'],
    acquired: ['angekauft', 'gekauft', 'Ankauf erfolgt'],
    'not-for-sale': ['kein Verkauf', 'nicht verkaufsbereit'],
  },
  works: {
    none: ['nein', 'keine Arbeiten'],
    renovating: ['läuft', 'Sanierung läuft', 'im Bau'],
    completed: ['fertig', 'saniert', 'fertiggestellt'],
  },
  procedure: {
    none: ['kein', 'keines', 'keins'],
    '24': ['Vorkaufsrecht', '§ 24', '24 BauGB'],
    '177': ['Modernisierungsgebot', '§ 177'],
    '175': ['§ 175'],
    '176': ['Baugebot', '§ 176'],
    '179': ['Rückbaugebot', '§ 179'],
    'housing-supervision': ['Wohnungsaufsicht', 'WohnStG'],
  },
  priority: { 'low-to-medium': ['gering', 'mittel', 'niedrig', 'low', 'medium'] },
  pressure: {
    red: ['rot', 'red', 'hoch', 'high'],
    yellow: ['gelb', 'yellow', 'mittel', 'medium'],
    green: ['grün', 'green', 'gering', 'niedrig', 'low'],
  },
  ability_to_act: {
    red: ['rot', 'red', 'kaum', 'gering'],
    yellow: ['gelb', 'yellow', 'eingeschränkt', 'mittel'],
    green: ['grün', 'green', 'gut', 'hoch'],
  },
};

type Words = ReadonlyMap<string, string>;
const made = new Map<string, Words>();

function wordsOf(name: string, field: Field): Words {
  const known = made.get(name);
  if (known) return known;
  const words = new Map<string, string>();
  const learn = (word: string, code: string): void => {
    const plain = plainName(word);
    if (plain !== '' && !words.has(plain)) words.set(plain, code);
  };
  // Codes and labels first: no synonym may take the place of a word that the register itself uses.
  for (const code of Object.keys(field.values ?? {})) learn(code, code);
  for (const [code, label] of Object.entries(field.values ?? {})) {
    learn(label.de, code);
    learn(label.en, code);
  }
  for (const [code, others] of Object.entries(WORDS[name] ?? {})) for (const word of others) learn(word, code);
  made.set(name, words);
  return words;
}

/** The code that a word of a list means, or undefined where it must be mapped by hand. */
export function codeOfWord(name: string, field: Field, word: string): string | undefined {
  return wordsOf(name, field).get(plainName(word));
}
