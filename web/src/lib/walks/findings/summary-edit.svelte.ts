import type { ReviewedFinding } from '@quartierblick/gis/walks/review.ts';
import type { ReviewFields } from './client.ts';
import type { FindingsScreen } from './findings.svelte.ts';

const summaryOf = ({ review }: ReviewedFinding): string => review?.summary ?? '';
const themeOf = ({ theme }: ReviewedFinding): string => theme ?? '';

/** Summary and theme of a finding while they are entered; others may enter theirs meanwhile. */
export class SummaryEdit {
  summary = $state('');
  theme = $state('');
  readonly #screen: Pick<FindingsScreen, 'decide' | 'find' | 'problem'>;
  /** As it was when this was begun, or when it was last told that somebody else was there first. */
  #was: ReviewedFinding;

  constructor(screen: Pick<FindingsScreen, 'decide' | 'find' | 'problem'>, finding: ReviewedFinding) {
    [this.#screen, this.#was] = [screen, finding];
    [this.summary, this.theme] = [summaryOf(finding), themeOf(finding)];
  }

  /** Saves what is other than it was; the rest stays as it is by now. @returns whether it is saved */
  async save(): Promise<boolean> {
    const was = this.#was;
    const now = this.#screen.find(was.key) ?? was;
    const change: Partial<ReviewFields> = {};
    if (this.summary !== summaryOf(was)) change.summary = this.summary.trim() || null;
    if (this.theme !== themeOf(was)) change.theme = this.theme || null;
    const isTaken =
      ('summary' in change && summaryOf(now) !== summaryOf(was)) ||
      ('theme' in change && themeOf(now) !== themeOf(was));
    // Based on what it was, so that the server refuses to replace what nobody here has been told of.
    if (await this.#screen.decide(isTaken ? was : now, change)) return true;
    const { problem } = this.#screen;
    if (problem?.at === was.key && problem.stale) this.#goOn(this.#screen.find(was.key) ?? was);
    return false;
  }

  /** What was entered stays; the rest becomes what it is now. */
  #goOn(now: ReviewedFinding): void {
    if (this.summary === summaryOf(this.#was)) this.summary = summaryOf(now);
    if (this.theme === themeOf(this.#was)) this.theme = themeOf(now);
    this.#was = now;
  }
}
