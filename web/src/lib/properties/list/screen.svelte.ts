import { createContext } from 'svelte';
import { problemText } from '#lib/app/problem-text.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { LIST_WORDS } from '#lib/i18n/properties-list.ts';
import { listClient, type SavedView, type Scope } from './client.ts';
import { USUAL_COLUMNS } from './columns.ts';
import {
  filterParams,
  PLAIN,
  readQuery,
  viewParams,
  writeQuery,
  type ListQuery,
} from '@quartierblick/gis/views/cases.ts';
import { CaseRows } from './rows.svelte.ts';
import { countOf, everything, exactly, isSelected, NOTHING, ranged, toggled, type Selection } from './selection.ts';

type Navigate = (query: string, replace: boolean) => void;

/** Changes that come together are read together; others still see them within a second. */
const GATHER_MS = 250;
/** Beyond this many the map does not try to show only what is in the list. */
export const MOST_ON_MAP = 10_000;

/** The list of cases: what it shows, what is selected, where the cursor is. */
export class ListScreen {
  readonly app: App;
  readonly client;
  readonly rows: CaseRows;
  query = $state.raw<ListQuery>(PLAIN);
  selection = $state.raw<Selection>(NOTHING);
  /** Line of the cursor; -1 while there is none. */
  cursor = $state(-1);
  /** Id of the case that the pointer is on, in list or map. */
  hovered = $state<number | null>(null);
  views = $state.raw<SavedView[]>([]);
  /** Ids of the cases in the list, for the map; null: all. */
  onMap = $state.raw<number[] | null>(null);
  tooManyForMap = $state(false);
  open = $state<'bulk' | 'create' | 'keys' | null>(null);
  done = $state.raw<{ id: string; changed: number } | null>(null);

  readonly t = $derived.by(() => LIST_WORDS[this.app.language.code]);
  readonly columns = $derived(['address', ...(this.query.columns ?? USUAL_COLUMNS)]);
  readonly selected = $derived.by(() => countOf(this.selection, this.rows.total));

  #navigate: Navigate;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #mapRequest: AbortController | undefined;
  #scroll: (line: number) => void = () => undefined;
  /** Raised by whatever changes the selection: keys that were asked for before come too late to change it. */
  #turn = 0;
  /** Cases that were taken out of "all that match" while the keys of the others are on their way. */
  readonly #out = new Set<string>();

  constructor(app: App, navigate: Navigate) {
    this.app = app;
    this.#navigate = navigate;
    this.client = listClient(app.api);
    this.rows = new CaseRows(this.client);
  }

  /** Sets the list as an address says. */
  async apply(search: URLSearchParams): Promise<void> {
    const { query, broken } = readQuery(search);
    if (broken.length > 0) this.app.announcer.show(this.t.brokenLink(broken.join(', ')), 'warn');
    await this.#show(query);
  }

  async loadViews(): Promise<void> {
    try {
      this.views = await this.client.views();
    } catch {
      // The list says what is wrong; views are a convenience.
    }
  }

  /** Changes what is shown, and the address with it. What was selected is given up: it spoke of another list. */
  change(part: Partial<ListQuery>, replace = false): void {
    const query = { ...this.query, ...part };
    this.#navigate(writeQuery(query, new URLSearchParams(location.search)), replace);
    void this.#show(query);
  }

  /** Search while typing: waits for a pause. */
  type(q: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.change({ q: q.trim().slice(0, 100) }, true), GATHER_MS);
  }

  /** Only other columns: nothing is to be read again. */
  showColumns(columns: string[] | null): void {
    this.query = { ...this.query, columns };
    this.#navigate(writeQuery(this.query, new URLSearchParams(location.search)), true);
  }

  /** Shows a saved view. */
  showView(view: SavedView): void {
    this.change(readQuery(new URLSearchParams(view.query)).query);
  }

  async saveView(name: string, shared: boolean): Promise<void> {
    await this.#do(() => this.client.saveView({ name, shared, query: viewParams(this.query) }), this.t.viewSaved);
  }

  async overwriteView(view: SavedView): Promise<void> {
    await this.#do(() => this.client.changeView({ ...view, query: viewParams(this.query) }), this.t.viewSaved);
  }

  async deleteView(view: SavedView): Promise<void> {
    await this.#do(() => this.client.deleteView(view.id), this.t.viewDeleted);
  }

  async #do(work: () => Promise<unknown>, said: string): Promise<void> {
    try {
      await work();
      this.app.announcer.show(said);
      await this.loadViews();
    } catch (error) {
      this.tell(error);
    }
  }

  /** Says what went wrong, in the words of the server where it has some. */
  tell(error: unknown): void {
    this.app.announcer.show(problemText(error, this.app.language), 'warn');
  }

  async #show(query: ListQuery): Promise<void> {
    const before = this.query;
    const same =
      JSON.stringify([filterParams(before), before.group]) === JSON.stringify([filterParams(query), query.group]);
    if (!same) this.#select(NOTHING);
    this.selection = { ...this.selection, anchor: null };
    this.query = query;
    this.cursor = -1;
    void this.#filterMap();
    await this.rows.load(query);
    this.#scroll(0);
    if (this.rows.state === 'ready')
      this.app.announcer.say(this.t.cases(this.app.language.format.number(this.rows.total, 0)));
  }

  async #filterMap(): Promise<void> {
    this.#mapRequest?.abort();
    this.#mapRequest = new AbortController();
    const { bbox: _box, ...filters } = filterParams(this.query);
    if (Object.keys(filters).length === 0) {
      this.onMap = null;
      this.tooManyForMap = false;
      return;
    }
    try {
      const cases = await this.client.keys(filters, this.#mapRequest.signal);
      this.tooManyForMap = cases.length >= MOST_ON_MAP;
      this.onMap = this.tooManyForMap ? null : cases.map(({ id }) => id);
    } catch {
      // The map then shows all cases, as it does without filters; the list is what counts.
    }
  }

  /** Something changed at the server: what is in sight is read anew, the selection stays. */
  heard(event: AppEvent): void {
    const ours = event.type === 'case-changed' || (event.type === 'layer-changed' && event.layer === 'properties');
    if (!ours) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), GATHER_MS);
  }

  async refresh(): Promise<void> {
    await this.rows.refresh();
    void this.#filterMap();
    this.cursor = Math.min(this.cursor, this.rows.lines.length - 1);
  }

  leave(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#typing);
  }

  /** The table says how a line is brought into sight. */
  onScroll(scroll: (line: number) => void): void {
    this.#scroll = scroll;
  }

  moveTo(line: number): void {
    this.cursor = Math.max(0, Math.min(line, this.rows.lines.length - 1));
    this.#scroll(this.cursor);
    this.hovered = this.rows.rowAt(this.cursor)?.id ?? null;
  }

  /** Moves the cursor to a case, e.g. one that was clicked on the map. */
  async find(key: string): Promise<void> {
    const at = await this.rows.lineOf(key);
    if (at >= 0) this.moveTo(at);
  }

  isSelected(key: string): boolean {
    return isSelected(this.selection, key);
  }

  /** One row in or out. Taking one out of "all that match" needs the keys of the others. */
  async toggle(line: number): Promise<void> {
    const key = this.rows.rowAt(line)?.key;
    if (key === undefined) return;
    if (!this.selection.all) return this.#select(toggled(this.selection, key, line));
    this.#out.add(key);
    await this.#selectLate(async () => {
      const all = await this.client.keys(filterParams(this.query));
      return exactly(
        all.map((one) => one.key).filter((one) => !this.#out.has(one)),
        line,
      );
    });
  }

  /** Selects from the anchor (or the cursor) to this line. */
  async selectTo(line: number): Promise<void> {
    const anchor = this.selection.anchor ?? Math.max(0, this.cursor);
    this.moveTo(line);
    await this.#selectLate(async () => {
      const keys = await this.rows.keysBetween(anchor, this.cursor);
      return ranged(this.selection, keys, anchor);
    });
  }

  selectAll(): void {
    this.#select(everything());
  }

  clearSelection(): void {
    this.#select(NOTHING);
  }

  #select(selection: Selection): void {
    this.#turn += 1;
    this.#out.clear();
    this.selection = selection;
  }

  /** Selects what needs keys from the server, unless the reader has selected something else meanwhile. */
  async #selectLate(read: () => Promise<Selection>): Promise<void> {
    this.#turn += 1;
    const { query } = this;
    const turn = this.#turn;
    try {
      const selection = await read();
      if (turn !== this.#turn) return;
      // The list may have been sorted anew: the anchor is a line of the one that was seen.
      this.#select(query === this.query ? selection : { ...selection, anchor: null });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#out.clear();
      this.tell(error);
    }
  }

  /** What a change of the selection is about. */
  scope(): Scope {
    return this.selection.all ? { filters: filterParams(this.query) } : { keys: [...this.selection.keys] };
  }

  /** Address of an export with the filters of the list. */
  exportUrl(format: 'xlsx' | 'csv'): string {
    const query = new URLSearchParams(filterParams(this.query)).toString();
    return `${this.app.api.root}/api/register.${format}${query === '' ? '' : `?${query}`}`;
  }

  /** Takes the last change of many back. */
  async undo(): Promise<void> {
    const { done } = this;
    if (!done) return;
    try {
      const { restored, kept } = await this.client.undo(done.id);
      this.done = null;
      const { format } = this.app.language;
      const names = kept
        .slice(0, 5)
        .map(({ address, key, by }) => `${address ?? key} (${by})`)
        .join(', ');
      const more = kept.length > 5 ? ' …' : '';
      const undone = this.t.bulk.undone(format.number(restored, 0));
      const text =
        kept.length === 0 ? undone : `${undone} ${this.t.bulk.kept(format.number(kept.length, 0), names + more)}`;
      this.app.announcer.show(text, kept.length === 0 ? 'info' : 'warn');
      await this.refresh();
    } catch (error) {
      this.tell(error);
    }
  }
}

export const [useList, provideList] = createContext<ListScreen>();
