/** Words of the screen about offers for whose children count, and for comparing two areas or days; only its route loads them. */
const de = {
  areaShort: { project: 'Projektgebiet', all: 'alle bekannten Gebiete' },
  ofUnits: 'in Unterbezirken',
  findUnit: 'Unterbezirk suchen',
  noUnit: 'Kein Unterbezirk heißt so.',
  units: (n: string) => `${n} Unterbezirke`,
  unitUnknown: (key: string) => `${key} (hier nicht bekannt)`,
  zones: 'Bevölkerung aus',
  zone: { grid: 'dem Bevölkerungsraster', units: 'den Unterbezirken' },
  noFigures: (names: string) =>
    `Für ${names} sind keine Kinderzahlen veröffentlicht. Sie fehlen; das heißt nicht, dass dort keine Kinder wohnen.`,
  someFigures: (names: string) => `In ${names} ist für einen Teil der Rasterzellen nichts bekannt; er fehlt.`,
  childrenUnknown: 'Zahl der Kinder nicht bekannt',
  childrenUnknownHere: 'Wie viele Kinder hier wohnen, ist nicht bekannt. Deshalb gibt es keine Lücken zu nennen.',

  compare: 'Vergleichen mit',
  compareWith: {
    none: 'nichts',
    before: 'demselben Tag ein Jahr früher',
    after: 'demselben Tag im nächsten Schuljahr',
    area: 'einem anderen Gebiet',
  },
  otherArea: 'Gebiet im Vergleich',
  otherDay: 'Gültig am, im Vergleich',
  otherYear: 'Kinder im Vergleich',
  sameChildren: 'dieselben Kinder',
  newestChildren: 'neueste Kinderzahlen',
  childrenOf: (year: string) => `Kinder von ${year}`,
  endCompare: 'Vergleich beenden',
  compareTitle: 'Die Kette im Vergleich',
  compareHint: (from: string, to: string) =>
    `Oben der Unterschied, darunter beide Werte: links ${from}, rechts ${to}. Ein Feld zeigt seine Angebote.`,
  sameChildrenNote: (asOf: string) =>
    `An beiden Tagen zählen dieselben Kinder (Bevölkerung Stand ${asOf}): der Unterschied kommt allein von den Angeboten.`,
  onlyOneYear: 'Die Daten kennen für kein anderes Jahr Kinderzahlen.',
  otherYearNote: (year: string) => `Im Vergleich zählen die Kinder der Unterbezirke von ${year}, verteilt wie heute.`,
  measure: 'Verglichen wird',
  measures: { without: 'Kinder ohne', share: 'Anteil ohne (in %)', offers: 'Zahl der Angebote' },
  measureShort: { without: 'Kinder ohne', offers: 'Angebote' },
  compareLegend: {
    better: 'weniger ohne, oder mehr Angebote',
    worse: 'mehr ohne, oder weniger Angebote',
    same: 'gleich',
  },
  changeOf: (measure: string, from: string, to: string, change: string) =>
    `${measure} ${from}, dann ${to}, Unterschied ${change}`,
  points: (change: string) => `${change} Prozentpunkte`,
  difference: 'Unterschied',
  onlyChanged: 'Nur Felder, die sich unterscheiden',
  allEqual: 'Beide sind in jedem Feld gleich.',
  gapChanges: 'Was aus den Lücken wird',
  gapChangesHint: (from: string, to: string) =>
    `Kinder ohne ein Angebot, von ${from} nach ${to}. Nur Arten und Alter, die zur Kette gehören.`,
  noGap: 'keine Lücke',
  listOf: (name: string) => `Die Liste zeigt die Angebote von: ${name}.`,
  noGapChanges: 'Keine Lücke unterscheidet sich.',
  change: 'Was daraus wird',
  anyChange: 'alles, was sich ändert',
  changes: {
    opened: 'geht auf',
    grew: 'wächst',
    shrank: 'wird kleiner',
    closed: 'schließt sich',
    same: 'bleibt gleich',
  },
  changesArea: {
    opened: 'nur im zweiten Gebiet',
    grew: 'im zweiten größer',
    shrank: 'im zweiten kleiner',
    closed: 'nur im ersten Gebiet',
    same: 'gleich',
  },
  andMore: (n: string) => `und ${n} weitere`,
};

type Words = typeof de;

const en: Words = {
  areaShort: { project: 'project area', all: 'all known areas' },
  ofUnits: 'in statistical units',
  findUnit: 'Find a statistical unit',
  noUnit: 'No statistical unit is called that.',
  units: (n: string) => `${n} statistical units`,
  unitUnknown: (key: string) => `${key} (not known here)`,
  zones: 'Population from',
  zone: { grid: 'the population grid', units: 'the statistical units' },
  noFigures: (names: string) =>
    `No numbers of children are published for ${names}. They are missing; that does not mean that no children live there.`,
  someFigures: (names: string) => `In ${names} nothing is known of some cells of the grid; they are missing.`,
  childrenUnknown: 'number of children not known',
  childrenUnknownHere: 'How many children live here is not known. So there are no gaps to be named.',

  compare: 'Compare with',
  compareWith: {
    none: 'nothing',
    before: 'the same day a year earlier',
    after: 'the same day in the next school year',
    area: 'another area',
  },
  otherArea: 'Area compared',
  otherDay: 'Valid on, compared',
  otherYear: 'Children compared',
  sameChildren: 'the same children',
  newestChildren: 'newest numbers of children',
  childrenOf: (year: string) => `children of ${year}`,
  endCompare: 'End comparison',
  compareTitle: 'The chain compared',
  compareHint: (from: string, to: string) =>
    `The difference above, both figures below: ${from} on the left, ${to} on the right. A field shows its offers.`,
  sameChildrenNote: (asOf: string) =>
    `On both days the same children are counted (population as of ${asOf}): the difference comes from the offers alone.`,
  onlyOneYear: 'The data have numbers of children for no other year.',
  otherYearNote: (year: string) =>
    `Compared with the children of the statistical units in ${year}, living where they do today.`,
  measure: 'What is compared',
  measures: { without: 'children without', share: 'share without (in %)', offers: 'number of offers' },
  measureShort: { without: 'children without', offers: 'offers' },
  compareLegend: {
    better: 'fewer without, or more offers',
    worse: 'more without, or fewer offers',
    same: 'equal',
  },
  changeOf: (measure: string, from: string, to: string, change: string) =>
    `${measure} ${from}, then ${to}, difference ${change}`,
  points: (change: string) => `${change} percentage points`,
  difference: 'Difference',
  onlyChanged: 'Only fields that differ',
  allEqual: 'Both are equal in every field.',
  gapChanges: 'What becomes of the gaps',
  gapChangesHint: (from: string, to: string) =>
    `Children without an offer, from ${from} to ${to}. Only kinds and ages that belong to the chain.`,
  noGap: 'no gap',
  listOf: (name: string) => `The list shows the offers of: ${name}.`,
  noGapChanges: 'No gap differs.',
  change: 'What becomes of it',
  anyChange: 'all that changes',
  changes: { opened: 'opens', grew: 'grows', shrank: 'shrinks', closed: 'closes', same: 'stays the same' },
  changesArea: {
    opened: 'only in the second area',
    grew: 'larger in the second',
    shrank: 'smaller in the second',
    closed: 'only in the first area',
    same: 'equal',
  },
  andMore: (n: string) => `and ${n} more`,
};

export const COMPARE_WORDS: Record<'de' | 'en', Words> = { de, en };
