/** Words of the comparison of two rankings; only its screen loads them. */
const de = {
  title: 'Zwei Rangfolgen vergleichen',
  lead: 'Wer bewegt sich, und welches Gewicht oder welcher Wert hat es bewirkt?',
  left: 'Vorher',
  right: 'Nachher',
  current: 'Jetzt',
  scenarios: 'Szenarien',
  decisions: 'Entscheidungen',
  swap: 'Seiten tauschen',
  loading: 'Beide Rangfolgen werden berechnet …',
  failed: 'Der Vergleich konnte nicht geladen werden.',
  noRanking: 'Eine der beiden Seiten hat kein Gewicht und damit keine Rangfolge.',
  same: 'Beide Seiten ergeben dieselbe Reihenfolge.',
  summary: (moved: number, all: number) => `${moved} von ${all} Fällen stehen auf einem anderen Platz.`,
  clear: (n: number) =>
    n === 0
      ? 'Keiner davon deutlich: Alle Rangspannen überlappen sich.'
      : n === 1
        ? 'Einer davon deutlich: Seine Rangspannen überlappen sich nicht.'
        : `${n} davon deutlich: Ihre Rangspannen überlappen sich nicht.`,
  most: (name: string, places: number, what: string) =>
    `Am weitesten bewegt sich ${name} (${places > 0 ? `${places} Plätze vor` : `${-places} Plätze zurück`})${what ? `, vor allem durch ${what}` : ''}.`,
  entered: (names: string) => `Neu unter den ersten zehn: ${names}.`,
  left10: (names: string) => `Nicht mehr unter den ersten zehn: ${names}.`,
  onlyLeft: (n: number) => `${n === 1 ? 'Ein Fall steht' : `${n} Fälle stehen`} nur links.`,
  onlyRight: (n: number) => `${n === 1 ? 'Ein Fall steht' : `${n} Fälle stehen`} nur rechts.`,
  graph: 'Plätze links und rechts',
  graphHelp: (n: number) => `Die ersten ${n} jeder Seite; die Tabelle zeigt alle.`,
  table: 'Alle Fälle',
  help: 'Pfeiltasten gehen durch die Zeilen und heben die Linie hervor. Ursachen gemessen gegen den Durchschnitt aller Fälle, in Punkten von 100.',
  address: 'Adresse',
  before: 'Links',
  after: 'Rechts',
  move: 'Bewegung',
  why: 'Vor allem durch',
  up: (n: number) => `${n} vor`,
  down: (n: number) => `${n} zurück`,
  stays: 'gleich',
  only: { left: 'nur links', right: 'nur rechts' },
  cause: { weight: 'Gewicht', value: 'Wert' },
  relative: 'keine eigene Ursache: andere zogen vorbei',
  place: (place: string, span: string) => `${place} (${span})`,
};
const en = {
  title: 'Compare two rankings',
  lead: 'Who moves, and which weight or which value did it?',
  left: 'Before',
  right: 'After',
  current: 'Now',
  scenarios: 'Scenarios',
  decisions: 'Decisions',
  swap: 'Swap sides',
  loading: 'Working out both rankings …',
  failed: 'The comparison could not be loaded.',
  noRanking: 'One of the two sides has no weight and therefore no ranking.',
  same: 'Both sides give the same order.',
  summary: (moved, all) => `${moved} of ${all} cases are in another place.`,
  clear: (n) =>
    n === 0
      ? 'None of them clearly: all ranges of ranks overlap.'
      : n === 1
        ? 'One of them clearly: its ranges of ranks do not overlap.'
        : `${n} of them clearly: their ranges of ranks do not overlap.`,
  most: (name, places, what) =>
    `${name} moves furthest (${places > 0 ? `${places} places up` : `${-places} places down`})${what ? `, mostly by ${what}` : ''}.`,
  entered: (names) => `New among the first ten: ${names}.`,
  left10: (names) => `No longer among the first ten: ${names}.`,
  onlyLeft: (n) => `${n === 1 ? 'One case is' : `${n} cases are`} on the left only.`,
  onlyRight: (n) => `${n === 1 ? 'One case is' : `${n} cases are`} on the right only.`,
  graph: 'Places left and right',
  graphHelp: (n) => `The first ${n} of each side; the table shows all.`,
  table: 'All cases',
  help: 'Arrow keys walk the rows and highlight the line. Causes measured against the average of all cases, in points of 100.',
  address: 'Address',
  before: 'Left',
  after: 'Right',
  move: 'Move',
  why: 'Mostly by',
  up: (n) => `${n} up`,
  down: (n) => `${n} down`,
  stays: 'same',
  only: { left: 'left only', right: 'right only' },
  cause: { weight: 'weight', value: 'value' },
  relative: 'no cause of its own: others passed',
  place: (place, span) => `${place} (${span})`,
} satisfies typeof de;

export const COMPARE_WORDS = { de, en };
