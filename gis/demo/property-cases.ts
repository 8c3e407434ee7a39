import { AXES } from '../layers/properties/axes.ts';
import type {
  AFTER_USE,
  AVAILABILITY,
  CONDITION,
  OCCUPANCY,
  OWNER_STATE,
  PROCEDURE,
  WORKS,
} from '../layers/properties/axes.ts';

/** Values of a case on all axes. */
interface AxisState {
  condition: keyof typeof CONDITION;
  occupancy: keyof typeof OCCUPANCY;
  owner_state: keyof typeof OWNER_STATE;
  availability: keyof typeof AVAILABILITY;
  procedure: keyof typeof PROCEDURE;
  works: keyof typeof WORKS;
  after_use: keyof typeof AFTER_USE;
}

/** What holds on an axis until something is found on it. */
export const UNTOUCHED: AxisState = {
  condition: '3',
  occupancy: 'occupied',
  owner_state: 'known',
  availability: 'unknown',
  procedure: 'none',
  works: 'none',
  after_use: 'open',
};

/** One finding of a case: an axis, its new value, and on what ground. */
type Step = { [A in keyof AxisState]: readonly [axis: A, value: AxisState[A], reason: string] }[keyof AxisState];

/** A course that cases take, from the first finding to where they stand now. */
export interface Course {
  count: number;
  steps: readonly Step[];
  /** What comes next; absent where nothing is due. */
  next?: readonly string[];
  high?: boolean;
}

const seen = (value: AxisState['condition'], reason: string): Step => ['condition', value, reason];
const lived = (value: AxisState['occupancy']): Step => ['occupancy', value, 'Ortstermin'];
const owner = (value: AxisState['owner_state'], reason: string): Step => ['owner_state', value, reason];

/** The courses of the invented cases. Together they touch every class and mark of the map, and every legal step. */
export const COURSES: readonly Course[] = [
  {
    count: 7,
    steps: [
      seen('4', 'Dach undicht, Feuchtigkeit in den Obergeschossen'),
      lived('vacant'),
      ['availability', 'negotiating', 'Eigentümer verkaufsbereit'],
      ['availability', 'acquired', 'Kaufvertrag beurkundet'],
      ['works', 'renovating', 'Baubeginn angezeigt'],
      ['after_use', 'housing', 'Beschluss der Lenkungsrunde'],
      ['works', 'completed', 'Abnahme ohne wesentliche Mängel'],
      seen('1', 'Schlussbegehung'),
    ],
  },
  {
    count: 7,
    high: true,
    steps: [
      seen('4', 'Dach und Brandschutz'),
      lived('vacant'),
      ['availability', 'for-sale', 'Angebot eines Maklers'],
      ['procedure', '24', 'Vorkaufsrecht geprüft, Käufer tritt zurück'],
      ['availability', 'acquired', 'Kaufvertrag beurkundet'],
      ['procedure', 'none', 'Verfahren erledigt'],
      ['after_use', 'family-offers', 'Erdgeschoss für Angebote vorgesehen'],
      ['works', 'renovating', 'Baubeginn angezeigt'],
    ],
    next: ['Förderbescheid prüfen', 'Bauabschnitt 2 abnehmen', 'Nutzungskonzept für das Erdgeschoss abstimmen'],
  },
  {
    count: 4,
    steps: [
      seen('5', 'Decke im Treppenhaus eingestürzt'),
      lived('vacant'),
      ['availability', 'negotiating', 'Erbengemeinschaft will verkaufen'],
      ['availability', 'acquired', 'Kaufvertrag beurkundet'],
      ['works', 'planned', 'Planungsauftrag erteilt'],
      ['after_use', 'kita', 'Bedarf der Jugendhilfeplanung'],
    ],
    next: ['Statisches Gutachten abwarten', 'Bauantrag einreichen'],
    high: true,
  },
  {
    count: 4,
    steps: [
      seen('3', 'Fassade und Fenster'),
      lived('partly-vacant'),
      owner('known', 'Grundbuchauszug'),
      ['availability', 'negotiating', 'Erstgespräch geführt'],
    ],
    next: ['Wertgutachten besprechen', 'Zweites Gespräch mit dem Eigentümer'],
  },
  {
    count: 4,
    steps: [
      seen('3', 'Haustechnik veraltet'),
      lived('partly-vacant'),
      ['availability', 'for-sale', 'Anzeige im Immobilienportal'],
    ],
    next: ['Vorkaufsrecht prüfen', 'Kaufpreis mit dem Gutachterausschuss klären'],
  },
  {
    count: 5,
    high: true,
    steps: [
      seen('5', 'Gebäude offen, Gefahr durch herabfallende Teile'),
      lived('vacant'),
      owner('unknown', 'Erben nicht zu ermitteln'),
      ['availability', 'not-for-sale', 'Niemand kann verkaufen'],
      ['procedure', 'owner-search', 'Nachlassgericht angeschrieben'],
    ],
    next: ['Antwort des Nachlassgerichts anmahnen', 'Sicherung des Gebäudes beauftragen'],
  },
  {
    count: 4,
    steps: [
      seen('4', 'Schimmel in mehreren Wohnungen'),
      lived('overcrowded'),
      owner('known', 'Grundbuchauszug'),
      ['availability', 'not-for-sale', 'Eigentümer lehnt ab'],
      ['procedure', '175', 'Erörterung mit Eigentümer und Mietern'],
      ['procedure', '177', 'Modernisierungsgebot angeordnet'],
    ],
    next: ['Frist des Modernisierungsgebots überwachen'],
    high: true,
  },
  {
    count: 2,
    steps: [
      seen('4', 'Heizung ausgefallen'),
      lived('overcrowded'),
      ['availability', 'not-for-sale', 'Eigentümer lehnt ab'],
      ['procedure', 'housing-supervision', 'Mindestanforderungen nicht erfüllt'],
    ],
    next: ['Nachschau mit der Wohnungsaufsicht'],
  },
  {
    count: 2,
    steps: [
      seen('4', 'Leerstand seit mehreren Jahren'),
      lived('vacant'),
      owner('contact-lost', 'Post kommt zurück'),
      ['availability', 'not-for-sale', 'Frühere Anfrage abgelehnt'],
      ['procedure', '179', 'Rückbaugebot wird vorbereitet'],
    ],
    next: ['Anschrift über die Auslandsvertretung ermitteln'],
  },
  {
    count: 1,
    steps: [
      seen('3', 'Balkone gesperrt'),
      ['availability', 'not-for-sale', 'Eigentümer saniert selbst'],
      ['works', 'renovating', 'Gerüst gestellt'],
    ],
    next: ['Ortstermin nach Abschluss der Fassade'],
  },
  {
    count: 1,
    steps: [seen('2', 'Müll im Hof'), lived('occupied'), owner('known', 'Grundbuchauszug')],
    next: ['Gespräch mit der Hausverwaltung'],
  },
  {
    count: 2,
    steps: [
      seen('4', 'Fenster im Erdgeschoss vermauert'),
      lived('partly-vacant'),
      owner('contact-lost', 'Gesellschaft verzogen'),
    ],
    next: ['Handelsregister abfragen'],
    high: true,
  },
];

/** Ownerless houses, kept apart because they are not houses whose owner is unknown: the waiver stands in the register. */
export const OWNERLESS: Course = {
  count: 2,
  high: true,
  steps: [
    seen('5', 'Standsicherheit fraglich'),
    lived('vacant'),
    owner('ownerless', 'Verzicht nach § 928 BGB im Grundbuch eingetragen'),
    ['procedure', '928', 'Aneignungsrecht des Landes wird geklärt'],
    ['after_use', 'open-space', 'Lücke als Grünfläche erwogen'],
  ],
  next: ['Aneignung durch das Land klären'],
};

/** A lot where building is ordered: a gap, one house standing in it. */
export const BUILDING_ORDER: Course = {
  count: 1,
  steps: [
    seen('4', 'Nur das Erdgeschoss ist fertig'),
    lived('vacant'),
    ['availability', 'not-for-sale', 'Eigentümer will abwarten'],
    ['procedure', '176', 'Baugebot angehört'],
  ],
  next: ['Stellungnahme des Eigentümers auswerten'],
};

/** Where the course ends on every axis. */
export function endOf(steps: readonly Step[]): AxisState {
  const state: Record<string, string> = { ...UNTOUCHED };
  for (const [axis, value] of steps) state[axis] = value;
  for (const axis of Object.keys(AXES)) if (!(axis in state)) throw new Error(`axis ${axis} has no value`);
  return state as unknown as AxisState;
}
