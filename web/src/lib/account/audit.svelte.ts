import { isAborted, type Api } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { explain } from './client.ts';

/** One entry of the log: what changed, by whom. Protected values are `{ protected: true }`. */
export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  action: string;
  entity: string;
  key: string;
  property: string | null;
  address: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
}

interface AuditPage {
  entries: AuditEntry[];
  next: number | null;
  total: number;
}

/** What is looked for; an empty text is no condition. Also the parameters of the address. */
export interface AuditFilter {
  q: string;
  actor: string;
  entity: string;
  property: string;
  from: string;
  to: string;
}

const NO_FILTER: AuditFilter = { q: '', actor: '', entity: '', property: '', from: '', to: '' };
const PAGE = '100';

/** Reads the filter that an address holds. */
export function filterOf(search: URLSearchParams): AuditFilter {
  const names = Object.keys(NO_FILTER) as (keyof AuditFilter)[];
  return Object.fromEntries(names.map((name) => [name, search.get(name) ?? ''])) as unknown as AuditFilter;
}

/** The query of a filter, without what is empty. */
export function queryOf(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value.trim() !== ''));
}

/** The audit log on screen: newest first, older pages by the id of the last entry. */
export class AuditLog {
  entries = $state.raw<AuditEntry[]>([]);
  total = $state(0);
  next = $state<number | null>(null);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  problem = $state('');
  filter = $state<AuditFilter>(NO_FILTER);

  readonly #api: Api;
  readonly #app: App;
  #running: AbortController | undefined;

  constructor(app: App) {
    this.#app = app;
    this.#api = app.api;
  }

  /** Address of the same entries as CSV. */
  get csvUrl(): string {
    const query = queryOf(this.filter).toString();
    return `${this.#api.root}/api/audit.csv${query === '' ? '' : `?${query}`}`;
  }

  /** Looks for something else. */
  async search(filter: AuditFilter): Promise<void> {
    this.filter = filter;
    this.state = 'loading';
    // The entries that are still there have no more pages: those would be of what is looked for now.
    this.next = null;
    await this.#read(null);
  }

  async more(): Promise<void> {
    if (this.next !== null) await this.#read(this.next);
  }

  async #read(before: number | null): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const query = queryOf(this.filter);
    query.set('limit', PAGE);
    if (before !== null) query.set('before', String(before));
    try {
      const response = await this.#api.send(`${this.#api.root}/api/audit?${query}`, { signal: running.signal });
      const page = (await response.json()) as AuditPage;
      this.entries = before === null ? page.entries : [...this.entries, ...page.entries];
      this.total = page.total;
      this.next = page.next;
      this.state = 'ready';
    } catch (error) {
      if (isAborted(error)) return;
      this.problem = explain(error, this.#app.language);
      this.state = 'failed';
    }
  }
}
