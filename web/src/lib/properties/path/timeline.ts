import { AXES, AXIS_VALUES } from '@quartierblick/gis/layers/properties/axes.ts';
import { INSTRUMENTS, STEP_STATES } from '@quartierblick/gis/layers/properties/part-codes.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { RuleContext } from '@quartierblick/gis/legal-path/case.ts';
import { deadlinesOf } from '@quartierblick/gis/legal-path/instruments.ts';
import type { LegalWords } from '#lib/i18n/legal.ts';
import { stepsOf, type PathFile, type PathRow } from './case-of.ts';

export type TimelineKind = keyof LegalWords['kinds'];

/** Something that happened, or that is ahead. */
export interface TimelineEntry {
  id: string;
  kind: TimelineKind;
  /** YYYY-MM-DD; null where nobody has said when. */
  day: string | null;
  title: string;
  note: string;
  overdue: boolean;
}

interface Wording {
  t: LegalWords;
  pick: (text: Text) => string;
}

const texts = (...parts: unknown[]): string => parts.filter((part) => typeof part === 'string' && part).join(' · ');
const dayOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function ofHistory({ history }: PathFile, { pick }: Wording): TimelineEntry[] {
  const axes: Record<string, Text> = AXES;
  const values: Record<string, Record<string, Text>> = AXIS_VALUES;
  return history.map(({ key, axis, value, valid_from, source, author, reason }) => {
    const meaning = values[axis]?.[value ?? ''];
    const name = axes[axis];
    const title = `${name ? pick(name) : axis}: ${meaning ? pick(meaning) : (value ?? '–')}`;
    return {
      id: `history/${key}`,
      kind: 'history',
      day: valid_from,
      title,
      note: texts(reason, source, author),
      overdue: false,
    };
  });
}

function ofSteps(file: PathFile, { t, pick }: Wording, context: RuleContext): TimelineEntry[] {
  return stepsOf(file).flatMap((step) => {
    if (step.instrument === null) return [];
    const title = pick(INSTRUMENTS[step.instrument]);
    const entries: TimelineEntry[] = [];
    const add = (
      id: string,
      kind: TimelineKind,
      day: string | null,
      text: string,
      note: string,
      overdue = false,
    ): void => void entries.push({ id: `step/${step.key}/${id}`, kind, day, title: text, note, overdue });
    add('start', 'step', step.started_on, t.began(title), texts(step.office));
    if (step.state !== null && step.state !== 'running') {
      add(
        'end',
        'step',
        step.ended_on,
        t.finished(title, pick(STEP_STATES[step.state])),
        texts(step.outcome, step.reason),
      );
    }
    for (const { id, title: name, due, law, settled, overdue } of deadlinesOf(step, context)) {
      const state = settled ? (due < context.today ? t.passed : t.settled) : '';
      add(id, 'deadline', due, `${pick(name)} (${law})`, texts(title, state), overdue);
    }
    return entries;
  });
}

function ofTask(row: PathRow, { t }: Wording, today: string): TimelineEntry {
  const title = texts(row['title']);
  const isDone = row['state'] === 'done';
  const day = dayOf(isDone ? row['done_on'] : row['due']);
  return {
    ...{ id: `task/${row.key}`, kind: 'task', day, title: isDone ? t.taskDone(title) : t.taskDue(title) },
    ...{ note: texts(row['office'], row['note']), overdue: row['state'] === 'open' && day !== null && day < today },
  };
}

/** Everything of a case on one axis of time, newest first; what has no date stands last. */
export function timelineOf(file: PathFile, wording: Wording, context: RuleContext): TimelineEntry[] {
  const rows = (part: string): readonly PathRow[] => file.parts[part] ?? [];
  const entries: TimelineEntry[] = [
    ...ofHistory(file, wording),
    ...ofSteps(file, wording, context),
    ...rows('tasks')
      .filter((row) => row['state'] !== 'dropped')
      .map((row) => ofTask(row, wording, context.today)),
    ...rows('decisions').map((row): TimelineEntry => {
      const note = texts(row['body'], row['reason'], row['reference']);
      return {
        id: `decision/${row.key}`,
        kind: 'decision',
        day: dayOf(row['on_date']),
        title: texts(row['decision']),
        note,
        overdue: false,
      };
    }),
    ...rows('notes').map((row): TimelineEntry => {
      return {
        id: `note/${row.key}`,
        kind: 'note',
        day: dayOf(row['on_date']),
        title: texts(row['note']),
        note: texts(row['author']),
        overdue: false,
      };
    }),
    ...rows('files').map((row): TimelineEntry => {
      const title = texts(row['title']) || texts(row['file_name']);
      return {
        id: `file/${row.key}`,
        kind: 'file',
        day: dayOf(row['taken_on']),
        title,
        note: texts(row['note']),
        overdue: false,
      };
    }),
  ];
  return entries.sort((a, b) => (b.day ?? '').localeCompare(a.day ?? '') || a.id.localeCompare(b.id));
}
