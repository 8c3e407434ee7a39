import { compareRankings, type Move, type Side } from '@quartierblick/gis/ranking/compare.ts';
import type { App } from '#lib/app/context.ts';
import { COMPARE_WORDS } from '#lib/i18n/ranking-compare.ts';
import { readRanking } from '../client.ts';
import { rankInBackground } from '../decisions/background.ts';
import { DecisionClient, type DecisionHead, type Scenario } from '../decisions/client.ts';
import { settingsOf } from '@quartierblick/gis/views/ranking-start.ts';

/** A side as the address names it: `current`, `scenario:<id>` or `decision:<id>`. */
type SideId = string;
type Names = readonly [SideId, SideId];

const TOP = 10;

/** The comparison of two rankings: which two, and who moved. */
export class CompareScreen {
  readonly app: App;
  state = $state<'loading' | 'ready' | 'failed' | 'nothing'>('loading');
  failure = $state.raw<unknown>(null);
  scenarios = $state.raw<readonly Scenario[]>([]);
  decisions = $state.raw<readonly DecisionHead[]>([]);
  sides = $state.raw<readonly [Side, Side] | null>(null);
  /** Key of the case that the pointer or the focus is on. */
  marked = $state<string | null>(null);

  #search = $state.raw(new URLSearchParams());
  /** What can be compared has been read. */
  listed = $state(false);
  /** As the address says, however long the comparison takes; without a word of it the first scenario with what is on screen. */
  readonly names: Names = $derived.by(() => {
    const [first] = this.scenarios;
    return [this.#search.get('a') ?? (first ? `scenario:${first.id}` : 'current'), this.#search.get('b') ?? 'current'];
  });

  readonly t = $derived.by(() => COMPARE_WORDS[this.app.language.code]);
  readonly moves: readonly Move[] = $derived(this.sides ? compareRankings(...this.sides) : []);
  readonly moved = $derived(this.moves.filter(({ places: [a, b] }) => a !== null && b !== null && a !== b));
  /** Those whose ranges of ranks do not touch. */
  readonly clear = $derived(
    this.moved.filter(({ rows: [a, b] }) => a && b && (a.rank[1] < b.rank[0] || b.rank[1] < a.rank[0])),
  );

  #client: DecisionClient;
  #run = 0;

  constructor(app: App) {
    this.app = app;
    this.#client = new DecisionClient(app.api);
  }

  /** Reads which two are compared from an address, and compares them. */
  async open(search: URLSearchParams): Promise<void> {
    const run = ++this.#run;
    this.#search = search;
    this.state = 'loading';
    try {
      const lists = await Promise.all([this.#client.scenarios(), this.#client.decisions()]);
      if (run !== this.#run) return;
      [this.scenarios, this.decisions] = lists;
      this.listed = true;
      const now = await readRanking(this.app.api);
      if (run !== this.#run) return;
      const [a, b] = await Promise.all([this.#side(this.names[0], now.data), this.#side(this.names[1], now.data)]);
      if (run !== this.#run) return;
      this.sides = a && b ? [a, b] : null;
      this.state = this.sides ? 'ready' : 'nothing';
    } catch (error) {
      if (run !== this.#run) return;
      this.failure = error;
      this.state = 'failed';
    }
  }

  async #side(name: SideId, data: Side['data']): Promise<Side | null> {
    const [kind, id = ''] = name.split(':');
    if (kind === 'decision') {
      const { content } = await this.#client.decision(id);
      return { data: content.data, settings: content.settings, rows: content.result };
    }
    const scenario = kind === 'scenario' ? this.scenarios.find((one) => one.id === id) : undefined;
    const settings = scenario?.settings ?? settingsOf(this.#search, data);
    const rows = await rankInBackground(data, $state.snapshot(settings));
    return rows && { data, settings, rows };
  }

  nameOf(name: SideId): string {
    const [kind, id = ''] = name.split(':');
    if (kind === 'scenario') return this.scenarios.find((one) => one.id === id)?.name ?? id;
    if (kind === 'decision') return this.decisions.find((one) => one.id === id)?.title ?? id;
    return this.t.current;
  }

  /** The address with another pair; weights of the current side stay in it. */
  addressOf([a, b]: Names): string {
    const search = new URLSearchParams(this.#search);
    search.set('a', a);
    search.set('b', b);
    return `?${search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')}`;
  }

  label({ key, address }: Pick<Move, 'key' | 'address'>): string {
    return address ?? key;
  }

  criterion(id: string): string {
    const all = this.sides?.flatMap(({ data }) => data.criteria) ?? [];
    const found = all.find((one) => one.id === id);
    return found ? this.app.language.pick(found.title) : id;
  }

  /** The comparison in sentences. */
  readonly sentences: readonly string[] = $derived.by(() => {
    const { t, moves } = this;
    const both = moves.filter(({ places: [a, b] }) => a !== null && b !== null);
    const [onlyLeft, onlyRight] = [
      moves.filter(({ places }) => places[1] === null),
      moves.filter(({ places }) => places[0] === null),
    ];
    const by = ({ places: [a, b] }: Move): number => (a ?? 0) - (b ?? 0);
    const furthest = this.moved.toSorted((x, y) => Math.abs(by(y)) - Math.abs(by(x)))[0];
    const cause = furthest?.causes.find((one) => Math.sign(one.by) === Math.sign(by(furthest)));
    const inTop = (place: number | null): boolean => place !== null && place <= TOP;
    const names = (all: readonly Move[]): string => this.app.language.format.list(all.map((one) => this.label(one)));
    const entered = moves.filter(({ places: [a, b] }) => inTop(b) && !inTop(a));
    const left = moves.filter(({ places: [a, b] }) => inTop(a) && !inTop(b));
    return [
      this.moved.length === 0 ? t.same : `${t.summary(this.moved.length, both.length)} ${t.clear(this.clear.length)}`,
      ...(furthest
        ? [
            t.most(
              this.label(furthest),
              by(furthest),
              cause ? `${this.criterion(cause.criterion)} (${t.cause[cause.cause]})` : '',
            ),
          ]
        : []),
      ...(entered.length > 0 ? [t.entered(names(entered))] : []),
      ...(left.length > 0 ? [t.left10(names(left))] : []),
      ...(onlyLeft.length > 0 ? [t.onlyLeft(onlyLeft.length)] : []),
      ...(onlyRight.length > 0 ? [t.onlyRight(onlyRight.length)] : []),
    ];
  });
}
