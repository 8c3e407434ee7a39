import type { Text } from '../layers/fields.ts';
import { CONDITION, OWNER_STATE } from '../layers/properties/axes.ts';
import type { Criterion, MetricValue, OrdinalValue } from './criterion.ts';

const REGISTER: Text = { de: 'Fallakte', en: 'Case file' };

/** A straight line from the raw value that counts 0 to the one that counts 1. */
function line(zero: number, one: number): MetricValue {
  const ends = [
    [zero, 0],
    [one, 1],
  ] as const;
  return { kind: 'metric', points: zero < one ? ends : [ends[1], ends[0]] };
}

/** Grades from least to most urgent, evenly spaced: a reading of an order that the robustness can question. */
function grades(codes: readonly string[], labels: Readonly<Record<string, Text>>): OrdinalValue {
  const step = (i: number): number => (codes.length < 2 ? 0 : i / (codes.length - 1));
  return {
    kind: 'ordinal',
    grades: codes.map((code, i) => ({ code, label: labels[code] ?? { de: code, en: code }, utility: step(i) })),
  };
}

/**
 * Children on the 12.6 ha within 200 m in the densest unit of the Nordstadt (domain, section 1: 433.3 inhabitants per ha, of whom
 * 24.2 % are under 18), rounded. With less, every case of a dense quarter would count in full, and the criterion say nothing.
 */
const DENSE_QUARTER = 1300;

/** Where a house stands, from hardly seen to seen by everyone. */
export const VISIBILITY = {
  rear: { de: 'abseits der Straßen', en: 'away from streets' },
  street: { de: 'Anliegerstraße', en: 'residential street' },
  corner: { de: 'Ecke', en: 'corner' },
  main: { de: 'Hauptverkehrsstraße', en: 'main road' },
  'main-corner': { de: 'Ecke an Hauptverkehrsstraße', en: 'corner at a main road' },
} as const satisfies Record<string, Text>;

/** Gelsenkirchen's light turned into grades: the more the city can do, the sooner something comes of it. */
const ABILITY = {
  red: { de: 'rot – kaum', en: 'red – hardly any' },
  yellow: { de: 'gelb – eingeschränkt', en: 'yellow – limited' },
  green: { de: 'grün – gut', en: 'green – good' },
} as const satisfies Record<string, Text>;

/**
 * What a planner can weigh, each with a fixed scale. The bounds are the dashboard's proposals unless the source names a rule;
 * they say what counts as nothing and as everything, for any set of cases (domain, section 8). A criterion that is added here
 * gets its values in `api/src/ranking/facts`.
 */
export const CRITERIA: readonly Criterion[] = [
  {
    id: 'condition',
    title: { de: 'Zustand', en: 'Condition' },
    question: { de: 'Wie schlecht steht es um das Gebäude?', en: 'How bad is the state of the building?' },
    direction: 'more',
    unit: null,
    source: { de: 'Fallakte, Dortmunder Fünf-Punkte-Schema', en: 'Case file, Dortmund’s five-point scheme' },
    value: grades(Object.keys(CONDITION), CONDITION),
    veto: { grades: ['5'] },
    startWeight: 4,
  },
  {
    id: 'danger',
    title: { de: 'Mängel mit Gefahr für Leib und Leben', en: 'Defects dangerous to life' },
    question: { de: 'An wie vielen Bauteilen besteht Gefahr?', en: 'How many parts of the building are dangerous?' },
    direction: 'more',
    unit: 'Mängel',
    source: { de: 'Fallakte, offene Mängel der Stufe 5', en: 'Case file, open defects of grade 5' },
    value: line(0, 3),
    veto: { from: 1 },
    startWeight: 3,
  },
  {
    id: 'vacancy',
    title: { de: 'Leerstand', en: 'Vacancy' },
    question: { de: 'Welcher Anteil der Wohnungen steht leer?', en: 'What share of the dwellings is vacant?' },
    direction: 'more',
    unit: '%',
    source: { de: 'Fallakte, leere Wohnungen je Wohnungen', en: 'Case file, vacant dwellings of all dwellings' },
    value: line(0, 100),
    startWeight: 2,
  },
  {
    id: 'vacancy-duration',
    title: { de: 'Dauer des Leerstands', en: 'Duration of vacancy' },
    question: {
      de: 'Seit wie vielen vollen Monaten steht es leer?',
      en: 'For how many full months has it been vacant?',
    },
    direction: 'more',
    unit: 'Monate',
    source: {
      de: 'Fallakte; sechs Jahre sind die Dauer eines Falls in Dortmund',
      en: 'Case file; six years are what a case takes in Dortmund',
    },
    value: line(0, 72),
    startWeight: 1,
  },
  {
    id: 'overcrowding',
    title: { de: 'Überbelegung', en: 'Overcrowding' },
    question: {
      de: 'Wie viele gemeldete Personen teilen sich die bewohnte Fläche?',
      en: 'How many registered people share the inhabited space?',
    },
    direction: 'more',
    unit: 'Personen/100 m²',
    source: {
      de: 'Fallakte; § 10 WohnStG NRW verlangt 10 m² je Person, das sind 10 Personen auf 100 m²; bis 4 (25 m² je Person) zählt es nichts',
      en: 'Case file; § 10 WohnStG NRW demands 10 m² a person, that is 10 people on 100 m²; up to 4 (25 m² a person) counts nothing',
    },
    value: line(4, 10),
    startWeight: 2,
  },
  {
    id: 'owner-state',
    title: { de: 'Eigentümerlage', en: 'Owner' },
    question: {
      de: 'Wie schwer ist jemand zu erreichen, der handeln müsste?',
      en: 'How hard is it to reach whoever would have to act?',
    },
    direction: 'more',
    unit: null,
    source: REGISTER,
    value: grades(Object.keys(OWNER_STATE), OWNER_STATE),
    startWeight: 1,
  },
  {
    id: 'children-nearby',
    title: { de: 'Kinder im Umkreis von 200 m', en: 'Children within 200 m' },
    question: { de: 'Wie viele Kinder leben in der Nähe?', en: 'How many children live nearby?' },
    direction: 'more',
    unit: 'Kinder',
    source: {
      de: 'Bevölkerung im 100-m-Gitter; 200 m nach DIN 18034-1',
      en: 'Population in the 100 m grid; 200 m by DIN 18034-1',
    },
    value: line(0, DENSE_QUARTER),
    startWeight: 3,
  },
  {
    id: 'playground-distance',
    title: { de: 'Weg zum nächsten Spielplatz', en: 'Way to the next playground' },
    question: { de: 'Wie weit ist der nächste Spielplatz?', en: 'How far is the next playground?' },
    direction: 'more',
    unit: 'm',
    source: { de: 'Spielplätze; Bereiche der DIN 18034-1', en: 'Playgrounds; bands of DIN 18034-1' },
    value: line(0, 400),
    startWeight: 1,
  },
  {
    id: 'care-distance',
    title: { de: 'Nähe zu Kita oder Schule', en: 'Nearness to day care or school' },
    question: { de: 'Wie nah gehen täglich Kinder vorbei?', en: 'How near do children pass every day?' },
    direction: 'less',
    unit: 'm',
    source: {
      de: 'Angebote für Familien: Kitas, Kinderstuben und Schulen',
      en: 'Offers for families: day care and schools',
    },
    value: line(400, 0),
    startWeight: 1,
  },
  {
    id: 'accidents-nearby',
    title: { de: 'Unfälle im Umkreis von 100 m', en: 'Accidents within 100 m' },
    question: { de: 'Wie oft werden vor der Tür Menschen verletzt?', en: 'How often are people injured at the door?' },
    direction: 'more',
    unit: 'Unfälle/Jahr',
    source: {
      de: 'Unfälle mit Personenschaden nach offenen Daten; Jahre wie vorhanden',
      en: 'Accidents with injury by open data; years as available',
    },
    value: line(0, 3),
    startWeight: 1,
  },
  {
    id: 'social',
    title: { de: 'Kinder in SGB II', en: 'Children receiving SGB II benefits' },
    question: {
      de: 'Wie viele Kinder der Umgebung wachsen in Armut auf?',
      en: 'How many children around grow up in poverty?',
    },
    direction: 'more',
    unit: '%',
    source: {
      de: 'Statistischer Unterbezirk, Anteil der unter 15-Jährigen',
      en: 'Statistical unit, share of those under 15',
    },
    value: line(0, 60),
    startWeight: 2,
  },
  {
    id: 'clustering',
    title: { de: 'Weitere offene Fälle im Umkreis von 100 m', en: 'Other open cases within 100 m' },
    question: { de: 'Strahlt eine Erneuerung auf Nachbarn aus?', en: 'Does renewal help its neighbours?' },
    direction: 'more',
    unit: 'Fälle',
    source: REGISTER,
    value: line(0, 5),
    startWeight: 1,
  },
  {
    id: 'visibility',
    title: { de: 'Sichtbarkeit und Ecklage', en: 'Visibility and corner' },
    question: {
      de: 'Wie sehr prägt das Haus das Bild des Quartiers?',
      en: 'How much does the house shape the quarter?',
    },
    direction: 'more',
    unit: null,
    source: { de: 'abgeleitet aus Straßen im Abstand bis 25 m', en: 'derived from streets within 25 m' },
    value: grades(Object.keys(VISIBILITY), VISIBILITY),
    startWeight: 1,
  },
  {
    id: 'ability-to-act',
    title: { de: 'Handlungsfähigkeit', en: 'Ability to act' },
    question: {
      de: 'Wie gut kann die Stadt hier etwas erreichen?',
      en: 'How well can the city achieve something here?',
    },
    direction: 'more',
    unit: null,
    source: {
      de: 'Fallakte, Ampel nach Gelsenkirchener Vorbild',
      en: 'Case file, traffic light after Gelsenkirchen’s',
    },
    value: grades(Object.keys(ABILITY), ABILITY),
    startWeight: 2,
  },
  {
    id: 'cost-per-dwelling',
    title: { de: 'Kosten je Wohnung', en: 'Cost per dwelling' },
    question: { de: 'Wie viel kostet es, eine Wohnung zu gewinnen?', en: 'What does it cost to win a dwelling?' },
    direction: 'less',
    unit: '€',
    source: { de: 'Fallakte, noch nicht bezahlte Kosten je Wohnung', en: 'Case file, costs not yet paid per dwelling' },
    value: line(250_000, 50_000),
    startWeight: 1,
  },
];
