import type { RankedCase } from '@quartierblick/gis/ranking/data.ts';
import type { App } from '#lib/app/context.ts';
import { CRITERIA_WORDS } from '#lib/i18n/ranking-criteria.ts';
import { readRanking } from '../client.ts';
import { says } from '../decisions/says.ts';
import { CriteriaClient, type OwnWithValues } from './client.ts';
import type { CriterionEditing } from './editing.svelte.ts';

/** The screen of own criteria: which there are, and of which the form or the values are open. */
export class CriteriaScreen {
  readonly app: App;
  readonly client: CriteriaClient;
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<unknown>(null);
  criteria = $state.raw<readonly OwnWithValues[]>([]);
  /** In the order of their addresses, as lists kept elsewhere are. */
  cases = $state.raw<readonly RankedCase[]>([]);
  /** The form that is open. */
  editing = $state.raw<CriterionEditing | null>(null);
  /** Key of the criterion whose values are open. */
  filling = $state<string | null>(null);

  readonly t = $derived.by(() => CRITERIA_WORDS[this.app.language.code]);
  readonly filled = $derived(this.criteria.find(({ criterion }) => criterion.own?.key === this.filling));

  constructor(app: App) {
    this.app = app;
    this.client = new CriteriaClient(app.api);
  }

  async load(): Promise<void> {
    try {
      const [criteria, { data }] = await Promise.all([this.client.all(), readRanking(this.app.api)]);
      const collator = new Intl.Collator('de', { numeric: true });
      this.criteria = criteria;
      this.cases = data.cases.toSorted((a, b) => collator.compare(a.address ?? '\uffff', b.address ?? '\uffff'));
      this.state = 'ready';
    } catch (error) {
      if (this.state === 'ready') return this.app.announcer.show(says(error, this.app.language), 'warn');
      this.failure = error;
      this.state = 'failed';
    }
  }

  async remove({ criterion }: OwnWithValues): Promise<void> {
    if (!criterion.own) return;
    try {
      await this.client.remove(criterion.own);
      if (this.filling === criterion.own.key) this.filling = null;
      this.app.announcer.show(this.t.deleted(this.app.language.pick(criterion.title)));
    } catch (error) {
      this.app.announcer.show(says(error, this.app.language), 'warn');
    }
    await this.load();
  }
}
