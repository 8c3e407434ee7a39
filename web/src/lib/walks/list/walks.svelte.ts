import type { MeasureTheme } from '@quartierblick/gis/walks/measure.ts';
import type { WalkCard, WalkSummary } from '@quartierblick/gis/walks/walk.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { WALK_WORDS } from '#lib/i18n/walks.ts';
import { WalkClient } from '../client.ts';
import type { CardFields, WalkFields } from '../client.ts';

/** A form that is open: of a new walk, or of a card, where null is a new one. Each one that is opened is another one. */
type OpenForm = { of: 'walk' } | { of: 'card'; card: WalkCard | null };

/** All walks, and the cards that their stops may have. */
export class WalksScreen {
  walks = $state.raw<readonly WalkSummary[] | null>(null);
  cards = $state.raw<readonly WalkCard[]>([]);
  themes = $state.raw<readonly MeasureTheme[]>([]);
  /** Nothing could be read. */
  failure = $state.raw<unknown>(null);
  problem = $state('');
  busy = $state(false);
  form = $state.raw<OpenForm | null>(null);
  readonly t = $derived.by(() => WALK_WORDS[this.app.language.code]);
  /** Those that are not over, the next one first. */
  readonly toCome = $derived((this.walks ?? []).filter(({ state }) => state === 'draft' || state === 'open'));
  /** The newest first. */
  readonly past = $derived((this.walks ?? []).filter((walk) => !this.toCome.includes(walk)).reverse());
  readonly app: App;
  readonly client: WalkClient;

  constructor(app: App) {
    this.app = app;
    this.client = new WalkClient(app.api);
  }

  async load(): Promise<void> {
    this.failure = null;
    try {
      const { client } = this;
      [this.walks, this.cards, this.themes] = await Promise.all([client.walks(), client.cards(), client.themes()]);
    } catch (error) {
      // A page that stands stays, with what is typed in it.
      if (this.walks) this.app.announcer.show(problemText(error, this.app.language), 'warn');
      else this.failure = error;
    }
  }

  open(form: OpenForm): void {
    this.problem = '';
    this.form = form;
  }
  close(): void {
    this.form = null;
  }

  /** Adds a walk. @returns its key; null where it was refused, or its form was left meanwhile */
  async add(fields: Partial<WalkFields>): Promise<string | null> {
    const opened = this.form;
    let key: string | null = null;
    await this.#attempt(async () => void ({ key } = await this.client.add(fields)));
    return this.form === opened ? key : null;
  }

  /** Keeps a card, changed where there is one, new where not, and closes its form. */
  async keepCard(card: WalkCard | null, fields: CardFields): Promise<void> {
    const opened = this.form;
    const kept = await this.#attempt(() => (card ? this.client.changeCard(card, fields) : this.client.addCard(fields)));
    // The form of another card may have been opened meanwhile.
    if (kept && this.form === opened) this.close();
  }
  offerCard(card: WalkCard, offered: boolean): Promise<boolean> {
    return this.#attempt(() => this.client.changeCard(card, { retired: !offered }));
  }

  async #attempt(deed: () => Promise<unknown>): Promise<boolean> {
    const opened = this.form;
    this.busy = true;
    this.problem = '';
    try {
      await deed();
      await this.load();
      return true;
    } catch (error) {
      const text = problemText(error, this.app.language);
      // Whoever has left the form does not see what stands in it.
      if (this.form === opened) this.problem = text;
      else this.app.announcer.show(text, 'warn');
      if (error instanceof ApiProblem && [404, 412].includes(error.status)) await this.load();
      return false;
    } finally {
      this.busy = false;
    }
  }
}
