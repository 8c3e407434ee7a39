import type { ListScreen } from './screen.svelte.ts';

/** What a screen does with the keys that are not about the rows themselves. */
export interface KeyActions {
  openCase: (key: string) => void;
  focusSearch: () => void;
  /** Rows that fit the window. */
  page: number;
}

/** Whether keys belong to what has the focus, e.g. a field in which somebody types. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Keys of the whole screen. @returns whether the key was meant for it */
export function screenKey(
  event: KeyboardEvent,
  screen: ListScreen,
  { focusSearch }: Pick<KeyActions, 'focusSearch'>,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === '/') focusSearch();
  else if (event.key === '?') screen.open = 'keys';
  else if (event.key === 'n') screen.open = 'create';
  else if (event.key === 'e' && screen.selected > 0) screen.open = 'bulk';
  else return false;
  return true;
}

/** Keys of the list itself. @returns whether the key was meant for it */
export function rowKey(
  event: KeyboardEvent,
  screen: ListScreen,
  { openCase, page }: Omit<KeyActions, 'focusSearch'>,
): boolean {
  const { rows, cursor } = screen;
  const { key } = event;
  if (event.altKey || ((event.ctrlKey || event.metaKey) && key !== 'a')) return false;
  const last = rows.lines.length - 1;
  const steps: Record<string, number> = {
    ArrowDown: cursor + 1,
    j: cursor + 1,
    J: cursor + 1,
    ArrowUp: cursor - 1,
    k: cursor - 1,
    K: cursor - 1,
    PageDown: cursor + page,
    PageUp: cursor - page,
    Home: 0,
    End: last,
  };
  const line = rows.lines[cursor];
  const to = steps[key];
  if (to !== undefined) {
    if (event.shiftKey) void screen.selectTo(Math.max(0, Math.min(to, last)));
    else screen.moveTo(to);
  } else if (key === 'a' && (event.ctrlKey || event.metaKey)) screen.selectAll();
  else if ((key === ' ' || key === 'x') && line) {
    if (line.at < 0) rows.fold(line.group, !rows.isFolded(line.group));
    else void screen.toggle(cursor);
  } else if (key === 'ArrowLeft' && line && rows.grouped) {
    rows.fold(line.group, true);
    screen.moveTo(rows.lines.findIndex(({ group, at }) => group === line.group && at < 0));
  } else if (key === 'ArrowRight' && line && line.at < 0) rows.fold(line.group, false);
  else if (key === 'Enter' && line) {
    const row = rows.rowAt(cursor);
    if (row) openCase(row.key);
    else if (line.at < 0) rows.fold(line.group, !rows.isFolded(line.group));
  } else if (key === 'Escape') screen.clearSelection();
  else return false;
  return true;
}
