import { createContext } from 'svelte';
import { groupFindings } from '@quartierblick/gis/walks/group.ts';
import { undecided } from '@quartierblick/gis/walks/review.ts';
import type { ReviewedFinding, Settling, WalkFindings } from '@quartierblick/gis/walks/review.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { keepFile } from '#lib/app/keep-file.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { FINDING_WORDS } from '#lib/i18n/walks-findings.ts';
import { FindingsClient } from './client.ts';
import type { NewMeasure, ReviewFields } from './client.ts';

/** What a finding was decided as up to now. */
const fieldsOf = ({ review }: ReviewedFinding): ReviewFields => ({
  summary: review?.summary ?? null,
  theme: review?.theme ?? null,
  decision: review?.decision ?? null,
  reason: review?.reason ?? null,
  mergedInto: review?.mergedInto ?? null,
});

/** Findings of a walk, being decided on. */
export class FindingsScreen {
  data = $state.raw<WalkFindings | null>(null);
  /** Nothing could be read. */
  failure = $state.raw<unknown>(null);
  /** What went wrong last, and where: key of a finding, `proposals`, `close` or `document`; `stale`: somebody else was there first. */
  problem = $state.raw<{ at: string; text: string; stale: boolean } | null>(null);
  busy = $state(false);
  /** The finding that is open in the list and marked on the map. */
  open = $state<string | null>(null);
  /** The photo that is shown large. */
  photo = $state.raw<{ finding: string; sha256: string } | null>(null);
  /** Whether a phone shows the map in place of the list. */
  onMap = $state(false);
  /** Only those that end in nothing yet. */
  onlyOpen = $state(false);
  readonly t = $derived.by(() => FINDING_WORDS[this.app.language.code]);
  readonly undecided = $derived(undecided(this.data?.findings ?? []));
  readonly shown = $derived(this.onlyOpen ? this.undecided : (this.data?.findings ?? []));
  readonly groups = $derived.by(() => {
    const { stops = [], themes = [] } = this.data ?? {};
    const sightings = this.shown.map((finding) => ({ ...finding, finding, at: null }));
    return groupFindings(
      sightings,
      stops.map(({ key }) => key),
      themes.map(({ key }) => key),
    );
  });
  /** A closed walk is only looked at. */
  readonly fixed = $derived(this.data?.walk.state === 'closed');
  readonly app: App;
  readonly client: FindingsClient;
  readonly #walk: string;
  /** Raised by everything that brings another state of the walk: what was asked for before it must not come after it. */
  #turn = 0;
  /** Others did something while something was being done here. */
  #missed = false;

  constructor(app: App, walk: string) {
    this.app = app;
    this.#walk = walk;
    this.client = new FindingsClient(app.api, walk);
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.#missed = false;
    this.failure = null;
    try {
      const data = await this.client.findings();
      if (turn === this.#turn) this.data = data;
    } catch (error) {
      if (turn === this.#turn) this.failure = error;
    }
  }

  /** Shows what came of a change. */
  #take(data: WalkFindings): void {
    this.#turn++;
    this.data = data;
  }

  /** Reads anew what others did; not before what is being done here is over. */
  #hear(): void {
    if (this.busy) this.#missed = true;
    else void this.load();
  }

  /** Follows what others send and decide, while it is shown. @returns how to end it */
  follow(): () => void {
    const { events, connection } = this.app;
    const ends = [
      connection.onBack(() => this.#hear()),
      events.listen((event) => {
        if (event.type === 'walk-changed' && event.walk === this.#walk) this.#hear();
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  find = (key: string | null): ReviewedFinding | undefined => this.data?.findings.find((one) => one.key === key);
  themeTitle = (key: string | null): string => {
    const title = this.data?.themes.find((theme) => theme.key === key)?.title;
    return title?.[this.app.language.code] ?? key ?? this.t.noTheme;
  };
  stopTitle = (key: string | null): string => {
    const at = this.data?.stops.findIndex((stop) => stop.key === key) ?? -1;
    const name = this.data?.stops[at]?.name;
    return name === undefined ? this.t.onTheWay : this.t.stop(String(at + 1), name);
  };
  titleOf = ({ review, note }: ReviewedFinding): string => review?.summary ?? (note.trim() || this.t.noNote);

  /** Changes what is decided of a finding. */
  decide(finding: ReviewedFinding, change: Partial<ReviewFields>, done = this.t.saved): Promise<boolean> {
    return this.#attempt(
      finding.key,
      async () => this.#take(await this.client.review(finding, { ...fieldsOf(finding), ...change })),
      done,
    );
  }

  /** Makes a measure of a finding, and says so of the finding. */
  addMeasure(finding: ReviewedFinding, measure: NewMeasure): Promise<boolean> {
    return this.#attempt(finding.key, async () => {
      const { number } = await this.client.addMeasure(measure, finding.key);
      const added = this.t.savedMeasure(String(number));
      this.app.announcer.show(added);
      const decided = { ...fieldsOf(finding), decision: 'measure' as const, reason: null };
      try {
        this.#take(await this.client.review(finding, decided));
      } catch (error) {
        // The measure is there and names the finding: saving once more would make a second one.
        this.#tell(finding.key, error, `${added}. `);
        await this.load();
      }
    });
  }

  /** Settles what devices contradict each other in, on this walk for everybody. */
  clear(finding: ReviewedFinding, settling: Settling): Promise<boolean> {
    return this.#attempt(
      finding.key,
      async () => this.#take(await this.client.settle(finding, settling)),
      this.t.settled,
    );
  }

  /** Merges what was proposed into its first, or says that they are different. */
  settle(proposal: readonly string[], merge: boolean): Promise<boolean> {
    const [into, ...others] = proposal;
    return this.#attempt(
      'proposals',
      async () => {
        for (const key of merge ? others : proposal) {
          const finding = this.find(key);
          if (!finding || (!merge && finding.review !== null)) continue;
          const mergedInto = merge ? (into ?? null) : null;
          this.#take(await this.client.review(finding, { ...fieldsOf(finding), mergedInto }));
        }
      },
      merge ? this.t.merged : this.t.keptApart,
    );
  }

  close = (evenSo: boolean): Promise<boolean> =>
    this.#attempt('close', async () => this.#take(await this.client.close(evenSo)), this.t.hasClosed);
  reopen = (reason: string): Promise<boolean> =>
    this.#attempt('close', async () => this.#take(await this.client.reopen(reason)), this.t.hasReopened);
  keepDocument = (): Promise<boolean> =>
    this.#attempt('document', async () => {
      const { code } = this.app.language;
      const title = this.data?.walk.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-') ?? '';
      keepFile(await this.client.document(code), `${this.t.protocolTitle}-${title}.docx`);
    });

  /** Does something; where somebody else was there first, it shows what they made of it. */
  async #attempt(at: string, deed: () => Promise<unknown>, done?: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await deed();
      if (done !== undefined) this.app.announcer.show(done);
      return true;
    } catch (error) {
      this.#tell(at, error);
      if (error instanceof ApiProblem && [404, 409, 412].includes(error.status)) await this.load();
      return false;
    } finally {
      this.busy = false;
      if (this.#missed) void this.load();
    }
  }

  /** Says what went wrong where it was done; aloud, where that finding has been closed meanwhile. */
  #tell(at: string, error: unknown, before = ''): void {
    const stale = error instanceof ApiProblem && error.status === 412;
    const text = before + (stale ? this.t.changedMeanwhile : problemText(error, this.app.language));
    this.problem = { at, text, stale };
    if (this.find(at) && this.open !== at) this.app.announcer.show(text, 'warn');
  }
}

export const [useFindings, provideFindings] = createContext<FindingsScreen>();
