import type { Random } from '../random.ts';

/** Names of streets of Dortmund's Nordstadt that the skeleton does not use; here they stand at invented places. */
const NORDSTADT = [
  'Flurstraße',
  'Robertstraße',
  'Dürener Straße',
  'Enscheder Straße',
  'Jägerstraße',
  'Gneisenaustraße',
  'Steigerstraße',
  'Andreasstraße',
  'Braunschweiger Straße',
  'Leopoldstraße',
  'Schillerstraße',
  'Mozartstraße',
  'Scharnhorststraße',
  'Yorckstraße',
  'Lessingstraße',
  'Uhlandstraße',
  'Zinkstraße',
  'Goethestraße',
  'Heinrichstraße',
  'Kesselstraße',
  'Eisenstraße',
  'Stahlwerkstraße',
  'Albertstraße',
  'Priorstraße',
  'Nettelbeckstraße',
  'Feldherrnstraße',
  'Blücherstraße',
  'Gut-Heil-Straße',
  'Alte Radstraße',
  'Bergmannstraße',
  'Blumenstraße',
  'Brückenstraße',
  'Herderstraße',
  'Humboldtstraße',
];

const FIRST = [
  'Ahorn',
  'Amsel',
  'Anger',
  'Bach',
  'Berg',
  'Birken',
  'Buchen',
  'Damm',
  'Dohlen',
  'Eichen',
  'Erlen',
  'Eschen',
  'Falken',
  'Felder',
  'Fichten',
  'Finken',
  'Garten',
  'Ginster',
  'Habicht',
  'Hasel',
  'Heide',
  'Hütten',
  'Kamp',
  'Kastanien',
  'Kiefern',
  'Kohlen',
  'Kranich',
  'Lerchen',
  'Linden',
  'Markt',
  'Mühlen',
  'Pappel',
  'Quellen',
  'Reiher',
  'Sand',
  'Schacht',
  'Schmiede',
  'Sonnen',
  'Sperber',
  'Stein',
  'Tannen',
  'Ulmen',
  'Wald',
  'Weiden',
  'Wiesen',
  'Zechen',
  'Ziegel',
  'Zeisig',
];
const SECOND = [
  '',
  'bach',
  'berg',
  'feld',
  'hof',
  'grund',
  'heim',
  'tal',
  'born',
  'horst',
  'kamp',
  'rode',
  'brink',
  'siepen',
];
const LAST = ['straße', 'weg', 'allee', 'gasse', 'ring', 'pfad'];

/** Invents names for streets: first those of the Nordstadt where asked for, then made ones. No name comes twice. */
export function streetNames(random: Random, local: boolean): () => string {
  const left = local ? [...NORDSTADT] : [];
  const used = new Set<string>();
  return () => {
    const known = left.splice(random.integer(0, left.length - 1), 1)[0];
    if (known) return known;
    for (;;) {
      const name = random.pick(FIRST) + random.pick(SECOND) + random.pick(LAST);
      if (used.has(name) && used.size < FIRST.length * SECOND.length * LAST.length - 1) continue;
      used.add(name);
      return name;
    }
  };
}
