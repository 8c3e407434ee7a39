import type { May, Picture, Place, Role, WalkEvent } from '../walks/event.ts';
import { set, stamp } from '../walks/stamp.ts';
import type { Saying } from '../walks/stamp.ts';
import type { DrawingKey } from './drawings.ts';
import { demoId } from './walk-cards.ts';
import { WALKED } from './walks.ts';

/** A browser that took part in the demo's walk. */
export interface DemoDevice {
  key: string;
  role: Role;
  name: string | null;
  may: May;
  /** What it said, in its order. */
  events: WalkEvent[];
}

export interface DemoLog {
  walk: string;
  devices: DemoDevice[];
}

const stop = (n: number): string => demoId(4, 10 + n);
const item = (n: number): string => demoId(2, n);
const near = (lon: number, lat: number, accuracyM = 8): Place => ({ lon, lat, accuracyM, by: 'gps' });
const byHand = (lon: number, lat: number): Place => ({ lon, lat, accuracyM: null, by: 'map' });

/** Key of a finding of the demo by its number. */
export const demoFinding = (n: number): string => demoId(6, n);

/** One finding: what was noted, where, at which stop, and the answers to the questions of its cards. */
interface Found {
  n: number;
  /** Minutes after the start. */
  minute: number;
  note: string;
  theme: string | null;
  stop: number | null;
  place: Place;
  answers?: Readonly<Record<number, string | number>>;
  /** Its photo, which is a drawing, and what is written beside it. */
  photo?: readonly [drawing: DrawingKey, caption: string, covered?: number];
}

/** A drawing as the device would have kept it. */
export type PictureOf = (drawing: DrawingKey) => Pick<Picture, 'sha256' | 'bytes' | 'width' | 'height'>;

function sayings({ n, note, theme, stop: at, place, answers = {}, photo }: Found, pictureOf: PictureOf): Saying[] {
  const key = demoFinding(n);
  const said = Object.entries(answers).map(([question, value]) =>
    set('finding', key, `answer/${item(Number(question))}`, value, []),
  );
  return [
    set('finding', key, 'stop', at === null ? null : stop(at), []),
    set('finding', key, 'place', place, []),
    ...(theme === null ? [] : [set('finding', key, 'theme', theme, [])]),
    set('finding', key, 'note', note, []),
    ...said,
    ...(photo ? photoSayings(n, key, photo, pictureOf) : []),
  ];
}

function photoSayings(
  n: number,
  finding: string,
  [drawing, caption, covered = 0]: NonNullable<Found['photo']>,
  pictureOf: PictureOf,
): Saying[] {
  const key = demoId(10, n);
  return [
    set('photo', key, 'finding', finding, []),
    set('photo', key, 'picture', { ...pictureOf(drawing), covered, drawn: false }, []),
    set('photo', key, 'caption', `Demo-Zeichnung: ${caption}`, []),
  ];
}

/** Two o'clock in summer time, the start of the walk. */
const START = Date.parse('2026-10-22T14:00:00+02:00');
const at = (minute: number, second = 0): string =>
  `${new Date(START + minute * 60_000 + second * 1000 + 2 * 3_600_000).toISOString().slice(0, 19)}+02:00`;

/** What a device said, each saying a second after the one before. */
type Spoken = readonly (readonly [minute: number, sayings: readonly Saying[]])[];

function device(n: number, role: Role, name: string | null, may: May, spoken: Spoken): DemoDevice {
  const key = demoId(9, n);
  const events = spoken
    .flatMap(([minute, all]) => all.map((saying, i) => ({ saying, now: at(minute, i) })))
    .map(({ saying, now }, i) => {
      const seq = i + 1;
      return stamp(saying, { id: demoId(7, n * 1000 + seq), device: key, seq, now });
    });
  return { key, role, name, may, events };
}

const visit = (n: number, from: number, to: number): Spoken[number] => [
  from,
  [
    set('visit', demoId(8, n), 'stop', stop(n), []),
    set('visit', demoId(8, n), 'came', at(from), []),
    set('visit', demoId(8, n), 'left', at(to), []),
  ],
];

/**
 * What was said on the walk that was walked; invented. Lead and scribe have put one finding under two themes at the same time, which
 * somebody still has to settle; two people saw the same rubbish. Its photos are drawings and say so.
 */
export function demoLog(pictureOf: PictureOf): DemoLog {
  const found = (...all: Found[]): Spoken => all.map((one) => [one.minute, sayings(one, pictureOf)]);
  const lead = device(1, 'lead', 'Demo-Steuerung', 'edit', [
    visit(1, 0, 8),
    ...found({
      ...{ n: 1, minute: 4, theme: 'ways', stop: 1, place: near(7.47166, 51.52171) },
      note: 'Vor dem Tor halten Eltern in zweiter Reihe. Die Kinder gehen zwischen den Autos hindurch.',
      answers: { 1: 2, 2: 'option-3', 3: 40 },
      photo: ['cars', 'Autos in zweiter Reihe vor dem Tor', 1],
    }),
    visit(2, 14, 29),
    visit(3, 38, 46),
    visit(4, 55, 70),
    [72, [set('finding', demoFinding(3), 'theme', 'waste', [])]],
  ]);
  const scribe = device(2, 'scribe', 'Demo-Planung', 'edit', [
    ...found({
      ...{ n: 2, minute: 20, theme: 'waste', stop: 2, place: near(7.47196, 51.52325, 12) },
      note: 'Sperrmüll hinter dem Klettergerüst: Matratze, zwei Stühle. Nach Auskunft der Nachbarin seit zwei Wochen.',
      answers: { 12: 2, 13: 1 },
      photo: ['waste', 'Matratze und Stühle neben dem Klettergerüst'],
    }),
    [73, [set('finding', demoFinding(3), 'theme', 'playgrounds', [])]],
  ]);
  const child = device(3, 'child', 'Mila', 'add', [
    ...found(
      {
        ...{ n: 3, minute: 18, theme: null, stop: 2, place: near(7.47203, 51.52321) },
        note: 'Hier liegen oft Scherben im Sand. Ich darf deshalb nicht barfuß.',
        answers: { 4: 2, 5: 1, 6: 'option-3' },
      },
      {
        ...{ n: 4, minute: 60, theme: 'playgrounds', stop: 4, place: near(7.4736, 51.52534) },
        note: 'Die Schaukel ist kaputt, seit den Sommerferien.',
        answers: { 4: 1, 5: 2, 6: 'option-2' },
        photo: ['swing', 'Der Sitz liegt im Sand'],
      },
    ),
  ]);
  const scout = device(4, 'scout', 'Herr Yıldız', 'add', [
    ...found(
      {
        ...{ n: 5, minute: 40, theme: 'ways', stop: 3, place: near(7.47312, 51.52416, 6) },
        note: 'Bordstein an der Ecke ohne Absenkung. Mit dem Rollstuhl nur über die Einfahrt gegenüber.',
        answers: { 7: 11, 8: 'option-3', 9: 3 },
        photo: ['kerb', 'Die Kante ist höher als die Fußstützen'],
      },
      {
        ...{ n: 6, minute: 50, theme: 'ways', stop: null, place: byHand(7.47345, 51.5247) },
        note: 'Gehweg durch eine Baustelle auf 80 cm verengt, keine Umleitung ausgeschildert.',
        photo: ['works', 'Absperrung bis an die Hauswand'],
      },
    ),
  ]);
  const resident = device(5, 'resident', null, 'add', [
    ...found(
      {
        ...{ n: 7, minute: 22, theme: 'waste', stop: 2, place: near(7.47193, 51.52327, 15) },
        note: 'Wieder Sperrmüll am Spielplatz. Wir haben es schon zweimal gemeldet.',
        answers: { 12: 1, 13: 2 },
      },
      {
        ...{ n: 8, minute: 63, theme: 'light', stop: 4, place: near(7.47368, 51.52529) },
        note: 'Die Laterne am Eingang ist aus. Im Winter geht hier nach fünf niemand mehr mit Kindern hin.',
        answers: { 1: 3 },
        photo: ['lamp-off', 'Die Laterne am Eingang, kurz nach fünf'],
      },
    ),
  ]);
  return { walk: WALKED, devices: [lead, scribe, child, scout, resident] };
}
