import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import { ApiProblem } from '#lib/api.ts';
import type { App } from '#lib/app/context.ts';
import { DECISION_WORDS } from '#lib/i18n/ranking-decisions.ts';
import { DecisionClient, type Scenario } from './client.ts';
import { says } from './says.ts';

/** The form of a scenario, from when its dialog is opened until it is left. */
export class ScenarioForm {
  readonly #app: App;
  readonly #client: DecisionClient;
  readonly #opened: Scenario | undefined;
  name = $state('');
  note = $state('');
  shared = $state(false);
  error = $state('');
  /** Somebody changed the scenario meanwhile. */
  stale = $state(false);
  busy = $state(false);
  /** The dialog is no longer open. */
  left = false;
  #version: number;

  /** @param opened the scenario to change; undefined saves a new one */
  constructor(app: App, opened: Scenario | undefined) {
    this.#app = app;
    this.#client = new DecisionClient(app.api);
    this.#opened = opened;
    this.name = opened?.name ?? '';
    this.note = opened?.note ?? '';
    this.shared = opened?.shared ?? false;
    this.#version = opened?.version ?? 0;
  }

  leave(): void {
    this.left = true;
  }

  /** @returns the scenario as it is saved; null where it is not */
  save(settings: RankingSettings): Promise<Scenario | null> {
    return this.#attempt(() => this.#send(settings));
  }

  /** Somebody changed it meanwhile: what is typed here stays and replaces that, once the person has said so. */
  overwrite(settings: RankingSettings): Promise<Scenario | null> {
    return this.#attempt(async () => {
      const current = (await this.#client.scenarios()).find(({ id }) => id === this.#opened?.id);
      // Whoever has left the dialog no longer wants it.
      if (this.left) return null;
      if (current) this.#version = current.version;
      this.stale = false;
      return this.#send(settings);
    });
  }

  async #attempt(action: () => Promise<Scenario | null>): Promise<Scenario | null> {
    if (this.name.trim() === '' || this.busy) return null;
    this.busy = true;
    this.error = '';
    try {
      return await action();
    } catch (problem) {
      const text = says(problem, this.#app.language);
      if (this.left) this.#app.announcer.show(text, 'warn');
      else this.error = text;
      if (problem instanceof ApiProblem && problem.status === 412) this.stale = true;
      return null;
    } finally {
      this.busy = false;
    }
  }

  async #send(settings: RankingSettings): Promise<Scenario> {
    const entry = { name: this.name.trim(), note: this.note.trim() || null, shared: this.shared, settings };
    const saved = this.#opened
      ? await this.#client.changeScenario({ id: this.#opened.id, version: this.#version }, entry)
      : await this.#client.addScenario(entry);
    this.#app.announcer.show(DECISION_WORDS[this.#app.language.code].saved(saved.name));
    return saved;
  }
}
