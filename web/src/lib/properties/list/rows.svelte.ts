import { CASE_CODE_FIELDS, emptyValueOf } from '@quartierblick/gis/layers/properties/list.ts';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { isAborted } from '#lib/api.ts';
import type { CaseRow, Group, ListClient } from './client.ts';
import { filterParams, sortParam, type ListQuery } from '@quartierblick/gis/views/cases.ts';

/** Rows that are asked for at once. */
const BLOCK = 100;

/** A line of the list: the head of a group (`at` is -1), or its row number `at`. */
export interface Line {
  group: number;
  at: number;
}

const nameOf = (value: string | null): string => value ?? '';

/**
 * The rows of the list, fetched in blocks as they come into sight. Without grouping there is one group without a head;
 * a group is the list with one filter more, so that both are paged alike.
 */
export class CaseRows {
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  groups = $state.raw<Group[]>([]);
  grouped = $state(false);
  readonly folded = new SvelteSet<string>();
  readonly total: number = $derived(this.groups.reduce((sum, { count }) => sum + count, 0));
  readonly lines: Line[] = $derived.by(() => this.#lines());

  /** Invented cases are among those that were read. */
  readonly demo: boolean = $derived.by(() => [...this.#blocks.values()].some((rows) => rows.some((row) => row.demo)));

  #client: ListClient;
  #query: ListQuery | null = null;
  #blocks = new SvelteMap<string, CaseRow[]>();
  #under = new Set<string>();
  #request = new AbortController();
  #seen = { from: 0, to: BLOCK };

  constructor(client: ListClient) {
    this.#client = client;
  }

  #lines(): Line[] {
    return this.groups.flatMap(({ value, count }, group) => {
      const head = this.grouped ? [{ group, at: -1 }] : [];
      if (this.grouped && this.folded.has(nameOf(value))) return head;
      return [...head, ...Array.from({ length: count }, (_, at) => ({ group, at }))];
    });
  }

  /** The row of a line; undefined while it is on its way. */
  rowOf({ group, at }: Line): CaseRow | undefined {
    return at < 0 ? undefined : this.#blocks.get(`${group}:${Math.floor(at / BLOCK)}`)?.[at % BLOCK];
  }

  rowAt(index: number): CaseRow | undefined {
    const line = this.lines[index];
    return line && this.rowOf(line);
  }

  /** Shows another list. Rows of the old one stay until the first of the new ones are there. */
  async load(query: ListQuery): Promise<void> {
    this.#query = query;
    this.#seen = { from: 0, to: BLOCK };
    await this.refresh();
  }

  /** Reads what is in sight anew, e.g. after somebody changed a case; the rest is read when it comes into sight. */
  async refresh(): Promise<void> {
    const query = this.#query;
    if (!query) return;
    this.#request.abort();
    const request = new AbortController();
    this.#request = request;
    this.#under.clear();
    try {
      if (query.group) await this.#refreshGroups(query, query.group, request.signal);
      else await this.#refreshWhole(query, request.signal);
      this.state = 'ready';
      this.error = null;
      this.see(this.#seen.from, this.#seen.to);
    } catch (error) {
      if (isAborted(error) || request.signal.aborted) return;
      this.error = error;
      this.state = 'failed';
    }
  }

  async #refreshWhole(query: ListQuery, signal: AbortSignal): Promise<void> {
    const [first, last] = [Math.floor(this.#seen.from / BLOCK), Math.floor(this.#seen.to / BLOCK)];
    const wanted = Array.from({ length: Math.min(last - first, 4) + 1 }, (_, n) => first + n);
    const pages = await Promise.all(wanted.map((block) => this.#page(query, null, block, signal)));
    this.#blocks.clear();
    wanted.forEach((block, n) => this.#blocks.set(`0:${block}`, pages[n]?.rows ?? []));
    this.grouped = false;
    this.groups = [{ value: null, count: pages[0]?.total ?? 0 }];
  }

  async #refreshGroups(query: ListQuery, by: string, signal: AbortSignal): Promise<void> {
    const groups = await this.#client.groups(by, filterParams(query), signal);
    const same =
      this.grouped && groups.map(({ value }) => value).join() === this.groups.map(({ value }) => value).join();
    // A group that is gone or new moves the others: their rows are read anew rather than shown under a wrong head.
    const wanted = same ? this.#blocksInSight() : [];
    const pages = await Promise.all(wanted.map(({ group, block }) => this.#page(query, group, block, signal)));
    this.#blocks.clear();
    wanted.forEach(({ group, block }, n) => this.#blocks.set(`${group}:${block}`, pages[n]?.rows ?? []));
    this.grouped = true;
    this.groups = groups;
  }

  #blocksInSight(): { group: number; block: number }[] {
    const lines = this.lines.slice(this.#seen.from, this.#seen.to + 1).filter(({ at }) => at >= 0);
    const blocks = lines.map(({ group, at }) => ({ group, block: Math.floor(at / BLOCK) }));
    return blocks.filter(
      (one, n) => n === 0 || one.group !== blocks[n - 1]?.group || one.block !== blocks[n - 1]?.block,
    );
  }

  #page(query: ListQuery, group: number | null, block: number, signal: AbortSignal) {
    return this.#client.page(
      { ...this.params(query, group), limit: String(BLOCK), offset: String(block * BLOCK) },
      signal,
    );
  }

  /** Filters and order of one group. */
  params(query: ListQuery, group: number | null): Record<string, string> {
    const filters = { ...filterParams(query), ...sortParam(query) };
    const field = query.group ? CASE_CODE_FIELDS[query.group] : undefined;
    if (group === null || !query.group || !field) return filters;
    return { ...filters, [query.group]: this.groups[group]?.value ?? emptyValueOf(field) };
  }

  /** These lines are in sight: fetches what is missing of them. */
  see(from: number, to: number): void {
    this.#seen = { from, to };
    for (let index = from; index <= to; index++) {
      const line = this.lines[index];
      if (line && line.at >= 0) void this.#fetch(line.group, Math.floor(line.at / BLOCK));
    }
  }

  async #fetch(group: number, block: number): Promise<void> {
    const name = `${group}:${block}`;
    const query = this.#query;
    if (!query || this.#blocks.has(name) || this.#under.has(name)) return;
    this.#under.add(name);
    const { signal } = this.#request;
    try {
      const { rows } = await this.#page(query, this.grouped ? group : null, block, signal);
      if (!signal.aborted) this.#blocks.set(name, rows);
    } catch (error) {
      if (!isAborted(error)) this.error = error;
    } finally {
      if (!signal.aborted) this.#under.delete(name);
    }
  }

  fold(group: number, folded: boolean): void {
    const name = nameOf(this.groups[group]?.value ?? null);
    if (folded) this.folded.add(name);
    else this.folded.delete(name);
  }

  isFolded(group: number): boolean {
    return this.folded.has(nameOf(this.groups[group]?.value ?? null));
  }

  /** The line of a case; -1 where it is not in the list or its group is folded. */
  async lineOf(key: string): Promise<number> {
    const query = this.#query;
    const loaded = this.lines.findIndex((line) => this.rowOf(line)?.key === key);
    if (loaded >= 0 || !query) return loaded;
    for (const group of this.groups.keys()) {
      const keys = await this.#client.keys(this.params(query, this.grouped ? group : null));
      const at = keys.findIndex((one) => one.key === key);
      if (at >= 0) return this.lines.findIndex((line) => line.group === group && line.at === at);
    }
    return -1;
  }

  /** Keys of the rows from one line to another, those that are not loaded included. */
  async keysBetween(from: number, to: number): Promise<string[]> {
    const lines = this.lines.slice(Math.min(from, to), Math.max(from, to) + 1).filter(({ at }) => at >= 0);
    const loaded = lines.map((line) => this.rowOf(line)?.key);
    if (loaded.every((key) => key !== undefined)) return loaded;
    const query = this.#query;
    if (!query) return [];
    const groups = [...new Set(lines.map(({ group }) => group))];
    const keys = new Map<number, { key: string }[]>();
    for (const group of groups)
      keys.set(group, await this.#client.keys(this.params(query, this.grouped ? group : null)));
    return lines.flatMap(({ group, at }) => keys.get(group)?.[at]?.key ?? []);
  }
}
