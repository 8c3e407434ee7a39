import type { PathEntry } from '@quartierblick/gis/legal-path/path.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import type { App } from '#lib/app/context.ts';
import { readRanking, type ReadRanking } from '../client.ts';
import { rankInBackground } from '../decisions/background.ts';
import { settingsOf } from '@quartierblick/gis/views/ranking-start.ts';
import { reasonOf, type Reason } from './reason.ts';

/** The sheet that says why a case has its rank. */
export class ReasonScreen {
  readonly app: App;
  state = $state<'loading' | 'ready' | 'failed' | 'gone' | 'no-weights'>('loading');
  failure = $state.raw<unknown>(null);
  reason = $state.raw<Reason | null>(null);
  read = $state.raw<ReadRanking | null>(null);
  settings = $state.raw<RankingSettings | null>(null);
  /** Null where it could not be read: the rest of the sheet holds without it. */
  path = $state.raw<readonly PathEntry[] | null>(null);

  constructor(app: App) {
    this.app = app;
  }

  async load(key: string, search: URLSearchParams): Promise<void> {
    const { api } = this.app;
    this.state = 'loading';
    try {
      const path = api
        .send(`${api.root}/api/properties/${encodeURIComponent(key)}/path`)
        .then(async (response) => (await response.json()) as PathEntry[])
        .catch(() => null);
      this.read = await readRanking(api);
      const { data } = this.read;
      const asked = data.cases.find((one) => one.key === key);
      if (!asked) return void (this.state = 'gone');
      const settings = settingsOf(search, data);
      // Whoever asks of a case that is dealt with wants its place among all.
      this.settings = asked.open ? settings : { ...settings, scope: 'all' };
      const rows = await rankInBackground(data, this.settings);
      if (!rows) return void (this.state = 'no-weights');
      this.reason = reasonOf(data, this.settings, rows, key);
      this.path = await path;
      this.state = this.reason ? 'ready' : 'gone';
    } catch (error) {
      this.failure = error;
      this.state = 'failed';
    }
  }
}
