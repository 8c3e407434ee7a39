import { addDays } from '../legal-path/calendar.ts';
import type { MeasureState } from '../walks/measure.ts';
import type { Point } from './city/plane.ts';
import type { DrawingKey } from './drawings.ts';
import { project } from './projection.ts';
import { demoId } from './walk-cards.ts';
import { WALKED } from './walks.ts';

/** A measure as its table keeps it, its place in EPSG:25832. */
export interface DemoMeasure {
  key: string;
  title: string;
  action: string | null;
  theme: string;
  at: Point | null;
  place_text: string | null;
  responsible: string | null;
  due: string | null;
  remind_on: string | null;
  state: MeasureState;
  reason: string | null;
  done_on: string | null;
  walk_key: string | null;
  /** Numbers of the findings of the demo's walk that it came from. */
  findings: number[];
  evidence: DemoEvidence[];
}

/** A photo of a measure, which is a drawing. */
export interface DemoEvidence {
  key: string;
  moment: 'before' | 'after';
  drawing: DrawingKey;
  taken_on: string;
  note: string;
}

const shown = (
  n: number,
  moment: DemoEvidence['moment'],
  drawing: DrawingKey,
  taken_on: string,
  note: string,
): DemoEvidence => ({ key: demoId(11, n), moment, drawing, taken_on, note: `Demo-Zeichnung: ${note}` });

const measure = (
  n: number,
  title: string,
  theme: string,
  { at, ...more }: Partial<Omit<DemoMeasure, 'key' | 'title' | 'theme' | 'at'>> & { at?: Point } = {},
): DemoMeasure => ({
  ...{ key: demoId(5, n), title, theme, action: null, place_text: null, responsible: null },
  ...{ due: null, remind_on: null, state: 'open', reason: null, done_on: null, walk_key: WALKED },
  ...{ findings: [], evidence: [] },
  ...more,
  at: at ? project(at) : null,
});

/** Measures of the demo in every state, one of them overdue; invented. @param today YYYY-MM-DD */
export function demoMeasures(today: string): DemoMeasure[] {
  return [
    measure(1, 'Schaukel auf dem Spielplatz Holsteiner Straße ersetzen', 'playgrounds', {
      ...{ at: [7.4736, 51.52534], place_text: 'Spielplatz Holsteiner Straße', responsible: 'Grünflächenamt' },
      ...{ due: addDays(today, -9), state: 'commissioned', findings: [4] },
      evidence: [shown(1, 'before', 'swing-earlier', addDays(today, -20), 'noch hängt der Sitz an einer Kette')],
      action: 'Schaukel mit Nestkorb bestellen, die alte abbauen, bis dahin absperren.',
    }),
    measure(2, 'Laterne am Eingang des Spielplatzes reparieren', 'light', {
      ...{
        at: [7.47368, 51.52529],
        place_text: 'Holsteiner Straße, Eingang zum Spielplatz',
        responsible: 'Tiefbauamt',
      },
      ...{ state: 'done', done_on: addDays(today, -4), due: addDays(today, -2), findings: [8] },
      evidence: [
        shown(2, 'before', 'lamp-off', addDays(today, -12), 'die Laterne ist aus'),
        shown(3, 'after', 'lamp-on', addDays(today, -4), 'sie leuchtet wieder'),
      ],
    }),
    measure(3, 'Querungshilfe über die Bornstraße prüfen', 'bornstrasse', {
      ...{ at: [7.47085, 51.52462], place_text: 'Bornstraße Ecke Borsigstraße', responsible: 'Tiefbauamt' },
      ...{ due: addDays(today, 60), remind_on: today, state: 'examined' },
      action: 'Verkehrszählung an zwei Schultagen, dann Vorschlag an die Bezirksvertretung.',
    }),
    measure(4, 'Bordstein an der Ecke absenken', 'ways', {
      ...{ at: [7.47312, 51.52416], place_text: 'Missundestraße, vor dem Treff', responsible: 'Tiefbauamt' },
      ...{ due: addDays(today, 45), findings: [5] },
    }),
    measure(5, 'Spielplatz abends abschließen', 'playgrounds', {
      ...{ at: [7.47363, 51.52532], place_text: 'Spielplatz Holsteiner Straße', state: 'rejected' },
      reason: 'Der Platz ist auch ein Weg: Wer ihn schließt, schickt die Kinder über die Straße.',
    }),
    measure(6, 'Überwachung des Tempos vor der Schule', 'bornstrasse', {
      ...{ responsible: 'Ordnungsamt', due: addDays(today, 90), walk_key: null },
    }),
  ];
}
