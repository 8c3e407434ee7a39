import { Problem } from '../errors.ts';
import type { PartFields, PartRule } from './rules.ts';

const titleOf = (task: PartFields) => `„${String(task['title'] ?? task.key)}“`;

const refused = (de: string, en: string, errors: { path: string; message: string }[], extra: object = {}) =>
  new Problem({
    status: 422,
    type: 'task-order',
    title: { de: 'Diese Reihenfolge der Aufgaben geht nicht auf', en: 'This order of tasks does not work' },
    detail: { de, en },
    extra: { errors, ...extra },
  });

/**
 * The tasks that lead from `after` back to itself, or null. Each task waits for at most one other, so the way is a chain.
 */
function circleOf(after: PartFields, byKey: ReadonlyMap<string, PartFields>): PartFields[] | null {
  const way = [after];
  const seen = new Set([after.key]);
  for (let next = after['after_task']; typeof next === 'string';) {
    if (next === after.key) return way;
    const task = byKey.get(next);
    // A circle among the others was there before; it is not this task's.
    if (!task || seen.has(task.key)) return null;
    seen.add(task.key);
    way.push(task);
    next = task['after_task'];
  }
  return null;
}

/** A task waits for another of the same case, and never, over however many, for itself. */
const orderHolds: PartRule = (_tx, { after, rows }) => {
  const awaited = after?.['after_task'];
  if (!after || typeof awaited !== 'string') return;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  if (awaited !== after.key && !byKey.has(awaited)) {
    throw refused(
      'Die Aufgabe, nach der sie kommen soll, gibt es in diesem Fall nicht (mehr). Bitte eine andere wählen.',
      'The task that it shall follow does not exist in this case (any more). Please choose another one.',
      [{ path: 'after_task', message: 'there is no such task in this case' }],
    );
  }
  const circle = circleOf(after, byKey);
  if (!circle) return;
  const names = [...circle, after].map(titleOf).join(' → ');
  throw refused(
    `Im Kreis: ${names}. Keine dieser Aufgaben könnte beginnen; bitte bei einer „Erst nach“ leeren.`,
    `A circle: ${names}. None of these tasks could begin; please clear “Only after” of one of them.`,
    [{ path: 'after_task', message: 'leads back to the task itself' }],
    { circle: circle.map(({ key }) => key) },
  );
};

/** A task that others wait for stays. */
const nobodyWaits: PartRule = (_tx, { before, after, rows }) => {
  if (after || !before) return;
  const waiting = rows.filter((row) => row['after_task'] === before.key);
  if (waiting.length === 0) return;
  const names = waiting.map(titleOf).join(', ');
  throw refused(
    `Auf diese Aufgabe warten noch: ${names}. Bitte dort zuerst „Erst nach“ leeren.`,
    `Still waiting for this task: ${names}. Please clear “Only after” there first.`,
    [],
    { waiting: waiting.map(({ key }) => key) },
  );
};

/** A task that is done was done on a day; one that is not, was not. */
const doneOnADay: PartRule = (_tx, { after, today }) => {
  if (!after) return;
  if (after['state'] === 'done') after['done_on'] ??= today;
  else after['done_on'] = null;
};

export const taskRules: readonly PartRule[] = [orderHolds, nobodyWaits, doneOnADay];
