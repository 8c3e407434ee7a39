import type { SeverityCounts } from '@quartierblick/gis/analysis/safety/accident.ts';

/** Words on slides, for whoever shows them: dashboard, presenter, pack. */
const de = {
  slide: 'Folie',
  slideOf: (number: number, of: number, title: string) => `Folie ${number} von ${of}${title ? `: ${title}` : ''}`,
  editions: {
    public: 'öffentliche Ausgabe',
    steering: 'Ausgabe Steuerungsgruppe',
    planner: 'interne Ausgabe',
    admin: 'interne Ausgabe',
  },
  demo: 'Demo',
  modelled: 'modelliert ·',
  noDate: 'Stand unbekannt',
  asOf: (date: string) => `Stand ${date}`,
  figureAbsent: 'Diese Zahl gibt es in dieser Ausgabe nicht',
  sides: ['Links', 'Rechts'],
  slideWithheld: 'Diese Folie ist in dieser Ausgabe nicht enthalten.',
  contentWithheld: 'Was diese Folie zeigt, ist in dieser Ausgabe nicht enthalten.',
  layersWithheld: (names: string) => `In dieser Ausgabe nicht enthalten: ${names}.`,
  figuresWithheld: (n: number) =>
    n === 1
      ? 'Eine Zahl ist in dieser Ausgabe nicht enthalten.'
      : `${n} Zahlen sind in dieser Ausgabe nicht enthalten.`,
  hidden: 'verdeckt',
  missing: 'keine Angabe',
  before: 'Vorher',
  after: 'Nachher',
  noPhoto: 'noch kein Foto',
  photoOf: (when: string, title: string) => `${when}: ${title}`,
  measure: (number: number, title: string) => `Maßnahme ${number}: ${title}`,
  place: 'Platz',
  property: 'Immobilie',
  rankSpan: (of: number) => `Rangspanne unter ${of} Fällen (neun von zehn Ziehungen)`,
  danger: 'Gefahr',
  weights: 'Gewichte:',
  moreWeights: (n: number) => `${n} weitere Kriterien`,
  homes: { reached: 'Kinder mit Spielplatz in der Nähe', without: 'Kinder ohne', playground: 'Spielplatz' },
  ages: { 'under-6': 'Unter 6 Jahre', '6-12': '6 bis unter 12 Jahre', '12-plus': 'Ab 12 Jahre' },
  within: (metres: number) => `Spielplatz in ${metres} m Fußweg`,
  today: 'heute',
  scenario: 'Szenario',
  withoutOf: (all: string) => `von ${all} Kindern ohne`,
  areaMissing: (missing: string, needed: string, target: string) =>
    `Es fehlen ${missing} m² Spielfläche von ${needed} m² Bedarf (${target} m² je Kind).`,
  areaThen: (missing: string) => `Im Szenario ${missing} m².`,
  anyOffer: 'irgendein Angebot',
  unborn: 'vor Geburt',
  chainCaption: (day: string, metres: number, area: string) =>
    `Kinder ohne Angebot, nach Art und Alter in Jahren (${area}, am ${day}, bis ${metres} m Fußweg)`,
  chainLooks: {
    full: 'alle erreicht',
    part: 'ein Teil bleibt ohne',
    none: 'alle bleiben ohne',
    free: 'gehört nicht für alle zur Kette',
  },
  stripCaption: (street: string, metres: string, years: string) =>
    `${street}, ${metres} m, Unfälle mit Personenschaden ${years}.`,
  severities: ({ killed, severe, light }: SeverityCounts) =>
    `${killed} mit Getöteten, ${severe} mit Schwerverletzten, ${light} mit Leichtverletzten`,
  categories: { '1': 'mit Getöteten', '2': 'mit Schwerverletzten', '3': 'mit Leichtverletzten' },
  sectionOf: (preset: string) => `Kriterium auf offenen Daten erfüllt (${preset})`,
  crossing: 'Querung',
  incomplete: (spans: string) => `Nicht beurteilt, weil Jahre fehlen: ${spans}.`,
  scaleBar: (length: string) => `Maßstab: ${length}`,
  mapOf: (title: string) => `Karte: ${title}`,
  divider: 'Trennlinie zwischen beiden Ständen',
  dividerAt: (percent: number) => `${percent} Prozent links`,
  mapRole: 'Karte',
  changes: 'Änderungen des Szenarios',
};

export type StoryWords = typeof de;

const en = {
  slide: 'Slide',
  slideOf: (number: number, of: number, title: string) => `Slide ${number} of ${of}${title ? `: ${title}` : ''}`,
  editions: {
    public: 'public edition',
    steering: 'edition for the steering group',
    planner: 'internal edition',
    admin: 'internal edition',
  },
  demo: 'demo',
  modelled: 'modelled ·',
  noDate: 'date unknown',
  asOf: (date: string) => `as of ${date}`,
  figureAbsent: 'This figure is not part of this edition',
  sides: ['Left', 'Right'],
  slideWithheld: 'This slide is not part of this edition.',
  contentWithheld: 'What this slide shows is not part of this edition.',
  layersWithheld: (names: string) => `Not part of this edition: ${names}.`,
  figuresWithheld: (n: number) =>
    n === 1 ? 'One figure is not part of this edition.' : `${n} figures are not part of this edition.`,
  hidden: 'hidden',
  missing: 'not stated',
  before: 'Before',
  after: 'After',
  noPhoto: 'no photo yet',
  photoOf: (when: string, title: string) => `${when}: ${title}`,
  measure: (number: number, title: string) => `Measure ${number}: ${title}`,
  place: 'Place',
  property: 'Property',
  rankSpan: (of: number) => `Range of ranks among ${of} cases (nine of ten draws)`,
  danger: 'danger',
  weights: 'Weights:',
  moreWeights: (n: number) => `${n} more criteria`,
  homes: { reached: 'children with a playground near', without: 'children without', playground: 'playground' },
  ages: { 'under-6': 'Under 6 years', '6-12': '6 to under 12 years', '12-plus': '12 years and over' },
  within: (metres: number) => `playground within ${metres} m on foot`,
  today: 'today',
  scenario: 'scenario',
  withoutOf: (all: string) => `of ${all} children without`,
  areaMissing: (missing: string, needed: string, target: string) =>
    `${missing} m² of play area are missing of ${needed} m² needed (${target} m² a child).`,
  areaThen: (missing: string) => `In the scenario ${missing} m².`,
  anyOffer: 'any offer',
  unborn: 'before birth',
  chainCaption: (day: string, metres: number, area: string) =>
    `Children without an offer, by kind and age in years (${area}, on ${day}, within ${metres} m on foot)`,
  chainLooks: {
    full: 'all reached',
    part: 'some are left without',
    none: 'all are left without',
    free: 'not part of the chain for all',
  },
  stripCaption: (street: string, metres: string, years: string) =>
    `${street}, ${metres} m, crashes with injuries ${years}.`,
  severities: ({ killed, severe, light }: SeverityCounts) =>
    `${killed} fatal, ${severe} with severe, ${light} with slight injuries`,
  categories: { '1': 'fatal', '2': 'with severe injuries', '3': 'with slight injuries' },
  sectionOf: (preset: string) => `criterion met on open data (${preset})`,
  crossing: 'crossing',
  incomplete: (spans: string) => `Not judged, because years are missing: ${spans}.`,
  scaleBar: (length: string) => `Scale: ${length}`,
  mapOf: (title: string) => `Map: ${title}`,
  divider: 'Line between both states',
  dividerAt: (percent: number) => `${percent} percent on the left`,
  mapRole: 'Map',
  changes: 'Changes of the scenario',
} satisfies StoryWords;

export const STORY_WORDS = { de, en };
