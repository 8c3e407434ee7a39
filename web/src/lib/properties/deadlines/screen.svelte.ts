import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { App } from '#lib/app/context.ts';
import { LEGAL_WORDS } from '#lib/i18n/legal.ts';
import { todayInGermany } from '../path/case-of.ts';
import { boundsOf, monthOf } from './month.ts';

/** Something that is due, as the api delivers it. */
export interface Due {
  id: string;
  property: string;
  address: string | null;
  kind: 'deadline' | 'task' | 'next-step';
  title: Text;
  /** YYYY-MM-DD */
  due: string;
  law: string | null;
  office: string | null;
  overdue: boolean;
}

const MOST = 5000;
const IS_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The screen of deadlines: what is due in all cases, by month, day and office. */
export class DeadlinesScreen {
  readonly app: App;
  readonly today = todayInGermany();
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  all = $state.raw<readonly Due[]>([]);
  total = $state(0);
  month = $state(monthOf(this.today));
  day = $state<string | null>(null);
  office = $state('');
  readonly t = $derived.by(() => LEGAL_WORDS[this.app.language.code]);
  readonly offices = $derived.by(() =>
    [...new Set(this.all.flatMap(({ office }) => office ?? []))].sort((a, b) => a.localeCompare(b, 'de')),
  );
  readonly ofOffice = $derived(this.office === '' ? this.all : this.all.filter(({ office }) => office === this.office));
  readonly overdue = $derived(this.ofOffice.filter(({ overdue }) => overdue));
  readonly byDay = $derived(Map.groupBy(this.ofOffice, ({ due }) => due));
  /** What is to come in the month, or on the chosen day; what is overdue stands above it. */
  readonly inView = $derived.by(() => {
    if (this.day !== null) return this.byDay.get(this.day) ?? [];
    const { first, last } = boundsOf(this.month);
    return this.ofOffice.filter(({ due, overdue }) => !overdue && due >= first && due <= last);
  });

  #reloading: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App) {
    this.app = app;
  }

  async load(): Promise<void> {
    const { api } = this.app;
    try {
      const response = await api.send(`${api.root}/api/deadlines?limit=${MOST}`);
      this.total = Number(response.headers.get('x-total-count') ?? 0);
      this.all = (await response.json()) as Due[];
      this.state = 'ready';
    } catch (error) {
      this.error = error;
      if (this.state !== 'ready') this.state = 'failed';
    }
  }

  /** What others change appears; a burst of changes is one request. */
  heard(type: string): void {
    if (type !== 'case-changed') return;
    clearTimeout(this.#reloading);
    this.#reloading = setTimeout(() => void this.load(), 300);
  }

  leave(): void {
    clearTimeout(this.#reloading);
  }

  /** Month and office as they stand in an address; what is not understood is left as it is. */
  apply(query: URLSearchParams): void {
    const month = query.get('month');
    this.month = month !== null && IS_MONTH.test(month) ? month : monthOf(this.today);
    this.office = query.get('office') ?? '';
    this.day = null;
  }

  /** What others see at the same address. */
  get query(): string {
    const query = new URLSearchParams();
    if (this.month !== monthOf(this.today)) query.set('month', this.month);
    if (this.office !== '') query.set('office', this.office);
    const text = query.toString();
    return text === '' ? '' : `?${text}`;
  }

  /** Address of the calendar file with the same office. */
  get exportUrl(): string {
    const query = this.office === '' ? '' : `?office=${encodeURIComponent(this.office)}`;
    return `${this.app.api.root}/api/deadlines.ics${query}`;
  }
}
