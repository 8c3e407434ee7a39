import type { CONDITION } from '../layers/properties/axes.ts';
import type { DEFECT_PARTS } from '../layers/properties/part-codes.ts';
import type { HistoryRow, PropertyRow } from './properties.ts';
import { moneyOf } from './case-money.ts';
import { inPast, shifted, since, TEAM } from './case-story.ts';
import type { Case, Part } from './case-story.ts';
import { random } from './random.ts';
import { DEMO_AS_OF, DEMO_SOURCE } from './source.ts';

/** Invented rows of the parts of case files. Photos and documents have bytes; there are none in the demo. */
export interface CaseParts {
  owners: Part<'owners'>[];
  defects: Part<'defects'>[];
  steps: Part<'steps'>[];
  tasks: Part<'tasks'>[];
  costs: Part<'costs'>[];
  funding: Part<'funding'>[];
  decisions: Part<'decisions'>[];
  notes: Part<'notes'>[];
}

/** What owners may be is told by the axis; names are such as nobody bears. */
function ownersOf(one: Case, number: number): Part<'owners'>[] {
  const { row, rng } = one;
  const base = {
    property_key: row.key,
    share: null,
    contact: null,
    note: null,
    source: `Grundbuch (${DEMO_SOURCE.name})`,
    valid_from: shifted(row.recorded_on, -rng.integer(800, 6000)),
    valid_to: null,
    purpose: 'Klärung von Ankauf und Instandsetzung',
    delete_on: shifted(DEMO_AS_OF, rng.integer(400, 1400)),
  };
  const owner = (suffix: string, rest: Partial<Part<'owners'>>): Part<'owners'> => ({
    ...base,
    key: `${row.key}/owner-${suffix}`,
    kind: 'person',
    name: `Demo-Person ${number}`,
    role: 'owner',
    ...rest,
  });
  const bought = since(one, 'availability', 'acquired');
  const before = { valid_to: bought, ...(bought ? { note: 'Voreigentum' } : {}) };
  const own = bought
    ? [owner('city', { kind: 'public', name: 'Demo-Stadt, Sondervermögen', valid_from: bought, share: '1/1' })]
    : [];
  if (row.owner_state === 'ownerless') {
    return [owner('1', { kind: 'ownerless', name: null, role: null, note: 'Verzicht im Grundbuch eingetragen' })];
  }
  if (row.owner_state === 'unknown') {
    return [
      owner('1', {
        kind: 'heirs',
        name: `Demo-Erbengemeinschaft ${number}`,
        role: 'heir',
        note: 'Mitglieder nicht ermittelt',
      }),
    ];
  }
  if (row.owner_state === 'contact-lost') {
    return [
      owner('1', {
        kind: 'dissolved-company',
        name: `Demo-Wohnbau ${number} GmbH i. L.`,
        contact: 'Post kommt zurück',
      }),
    ];
  }
  if (rng.chance(0.35)) {
    const share = { kind: 'person', role: 'co-owner', share: '1/2', ...before } as const;
    return [
      ...own,
      owner('1', { ...share, name: `Demo-Person ${number} A` }),
      owner('2', { ...share, name: `Demo-Person ${number} B` }),
    ];
  }
  const company = rng.chance(0.4);
  return [
    ...own,
    owner('1', { ...(company ? { kind: 'company', name: `Demo-Haus ${number} GmbH` } : {}), ...before }),
    ...(company
      ? [owner('2', { kind: 'company', role: 'administrator', name: `Demo-Verwaltung ${number}`, ...before })]
      : []),
  ];
}

const FINDINGS: Record<keyof typeof DEFECT_PARTS, readonly string[]> = {
  roof: ['Ziegel fehlen, Wasser dringt ein', 'Dachrinne abgerissen'],
  facade: ['Putz fällt auf den Gehweg', 'Risse über den Fenstern'],
  windows: ['Erdgeschoss vermauert', 'Scheiben zerbrochen'],
  stairs: ['Geländer lose, Stufen ausgebrochen', 'Beleuchtung ausgefallen'],
  'fire-safety': ['Zweiter Rettungsweg fehlt', 'Brandlast im Treppenhaus'],
  utilities: ['Heizung außer Betrieb', 'Zähler ausgebaut, Leitungen offen'],
  rubbish: ['Müll im Hof, Ratten gemeldet', 'Keller voller Sperrmüll'],
};
const PARTS = Object.keys(FINDINGS) as (keyof typeof DEFECT_PARTS)[];

/** Defects fit the condition that was found first; what was repaired since has its day. */
function defectsOf(one: Case): Part<'defects'>[] {
  const { row, rng } = one;
  const seen = one.history.find((entry) => entry.axis === 'condition');
  const worst = Number(seen?.value ?? row.condition ?? 2);
  const done = since(one, 'works', 'completed');
  const count = Math.min(PARTS.length, Math.max(1, worst - 1 + rng.integer(0, 1)));
  const chosen = PARTS.map((part) => ({ part, order: rng.next() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count);
  return chosen.map(({ part }, i) => ({
    key: `${row.key}/defect-${part}`,
    property_key: row.key,
    part,
    grade: String(Math.max(2, i === 0 ? worst : worst - rng.integer(0, 2))) as keyof typeof CONDITION,
    found_on: seen?.valid_from ?? row.recorded_on,
    note: rng.pick(FINDINGS[part]),
    source: 'Ortstermin',
    author: TEAM,
    mended_on: done && inPast(shifted(done, -rng.integer(10, 200))),
  }));
}

const NO_STEP = {
  ended_on: null,
  contract_on: null,
  notified_on: null,
  averted_on: null,
  exercised_on: null,
  heard_on: null,
  ordered_on: null,
  served_on: null,
  comply_by: null,
  waiver_registered_on: null,
  rehoused: null,
  outcome: null,
} satisfies Partial<Part<'steps'>>;

/** Steps of the legal path follow the axis "procedure", so that both tell the same. */
function stepsOf({ row, history }: Case): Part<'steps'>[] {
  const procedures = history.filter((entry) => entry.axis === 'procedure');
  return procedures.flatMap((entry, i) => {
    if (entry.value === null || entry.value === 'none') return [];
    const from = entry.valid_from ?? DEMO_AS_OF;
    const next = procedures[i + 1]?.valid_from ?? null;
    const fields: Record<string, Partial<Part<'steps'>>> = {
      '24': {
        contract_on: shifted(from, -20),
        notified_on: from,
        outcome: next && 'Käufer zurückgetreten, Stadt kauft freihändig',
      },
      '175': { heard_on: from, outcome: next && 'Einigung nicht möglich' },
      '176': { heard_on: from },
      '177': {
        heard_on: shifted(from, -40),
        ordered_on: from,
        served_on: shifted(from, 5),
        comply_by: shifted(DEMO_AS_OF, 120),
      },
      '928': { waiver_registered_on: shifted(from, -90) },
    };
    const step: Part<'steps'> = {
      ...NO_STEP,
      key: `${row.key}/step-${entry.value}`,
      property_key: row.key,
      instrument: entry.value as Part<'steps'>['instrument'],
      state: next ? 'completed' : 'running',
      started_on: from,
      ended_on: next,
      office: entry.value === 'housing-supervision' ? 'Wohnungsaufsicht (Demo)' : 'Amt für Stadterneuerung (Demo)',
      reason: entry.reason,
      author: TEAM,
      ...fields[entry.value],
    };
    return [step];
  });
}

function tasksOf({ row, rng }: Case): Part<'tasks'>[] {
  if (!row.next_step) return [];
  const first = `${row.key}/task-1`;
  const task = (key: string, rest: Partial<Part<'tasks'>>): Part<'tasks'> => ({
    key,
    property_key: row.key,
    title: row.next_step,
    due: row.next_step_due,
    office: row.office,
    assignee: null,
    state: 'open',
    done_on: null,
    after_task: null,
    note: null,
    ...rest,
  });
  const later = {
    title: 'Akte in der Lenkungsrunde vorstellen',
    due: shifted(row.next_step_due, 21),
    after_task: first,
  };
  const visited = inPast(shifted(row.recorded_on, 14));
  return [
    task(first, {}),
    ...(rng.chance(0.5) ? [task(`${row.key}/task-2`, later)] : []),
    task(`${row.key}/task-0`, { title: 'Ortstermin', due: visited, state: 'done', done_on: visited }),
  ];
}

function decisionsOf(one: Case): Part<'decisions'>[] {
  const { row } = one;
  const bought = since(one, 'availability', 'acquired');
  const use = one.history.find((entry) => entry.axis === 'after_use');
  const decision = (key: string, on: string | null, text: string, reason: string): Part<'decisions'> => ({
    key: `${row.key}/decision-${key}`,
    property_key: row.key,
    on_date: on,
    body: 'Lenkungsrunde Problemimmobilien (Demo)',
    decision: text,
    reason,
    reference: null,
    author: TEAM,
  });
  return [
    ...(bought
      ? [decision('purchase', shifted(bought, -45), 'Ankauf', 'Leerstand und Zustand; Nachbarhäuser leiden mit')]
      : []),
    ...(use?.reason ? [decision('use', use.valid_from, 'Nachnutzung festgelegt', use.reason)] : []),
  ];
}

function notesOf({ row, rng }: Case): Part<'notes'>[] {
  if (!rng.chance(0.6)) return [];
  const words = [
    'Nachbarn melden Betreten durch Unbefugte.',
    'Kinder nutzen den Hof als Abkürzung zum Spielplatz.',
    'Briefkästen quellen über, Klingelschilder fehlen.',
    'Hausbewohner bitten um einen Ansprechpartner auf Bulgarisch und Rumänisch.',
  ];
  const on_date = inPast(shifted(row.recorded_on, rng.integer(5, 300)));
  return [{ key: `${row.key}/note-1`, property_key: row.key, on_date, note: rng.pick(words), author: TEAM }];
}

/** The parts of all invented cases; the same seed gives the same rows. */
export function caseParts(seed: string, rows: readonly PropertyRow[], history: readonly HistoryRow[]): CaseParts {
  const byCase = Map.groupBy(history, (entry) => entry.property_key);
  const cases = rows.map((row, i) => ({
    number: i + 1,
    one: { row, history: byCase.get(row.key) ?? [], rng: random(`${seed}/parts/${row.key}`) },
  }));
  const money = cases.map(({ one }) => moneyOf(one));
  return {
    owners: cases.flatMap(({ one, number }) => ownersOf(one, number)),
    defects: cases.flatMap(({ one }) => defectsOf(one)),
    steps: cases.flatMap(({ one }) => stepsOf(one)),
    tasks: cases.flatMap(({ one }) => tasksOf(one)),
    costs: money.flatMap(({ costs }) => costs),
    funding: money.flatMap(({ funding }) => funding),
    decisions: cases.flatMap(({ one }) => decisionsOf(one)),
    notes: cases.flatMap(({ one }) => notesOf(one)),
  };
}
