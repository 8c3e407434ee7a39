import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { AXES } from '@quartierblick/gis/layers/properties/axes.ts';
import { BULK_FIELDS } from '@quartierblick/gis/layers/properties/list.ts';
import type { BulkOrder, BulkPreview } from './client.ts';
import { today } from './cell.ts';
import type { ListScreen } from './screen.svelte.ts';

const WAIT_MS = 250;

/** One change of the selected cases while it is being made up: field, value, and what it would do. */
export class BulkState {
  field = $state('');
  /** As typed; null: not chosen yet. Empty text empties the field. */
  typed = $state<string | null>(null);
  validFrom = $state(today());
  source = $state('');
  reason = $state('');
  preview = $state.raw<BulkPreview | null>(null);
  state = $state<'idle' | 'previewing' | 'applying'>('idle');
  /** What went wrong: said in the dialog, for a message would lie under it. */
  problem = $state.raw<unknown>(null);
  readonly declared: Field | undefined = $derived(BULK_FIELDS[this.field]);
  readonly isAxis = $derived(this.field in AXES);
  readonly complete = $derived(
    this.declared !== undefined &&
      this.typed !== null &&
      (!this.isAxis || (this.validFrom !== '' && this.source.trim() !== '')),
  );

  #screen: ListScreen;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #left = false;

  constructor(screen: ListScreen) {
    this.#screen = screen;
  }

  choose(field: string): void {
    this.field = field;
    this.typed = null;
    this.preview = null;
    this.problem = null;
    this.state = 'idle';
  }

  type(value: string | null): void {
    this.typed = value;
    this.look();
  }

  /** The value as the api takes it; undefined where what is typed is no number. */
  #value(): BulkOrder['value'] | undefined {
    const { declared, typed } = this;
    if (typed === null || !declared) return undefined;
    if (typed.trim() === '') return null;
    if (declared.kind === 'boolean') return typed === 'true';
    if (declared.kind === 'integer' || declared.kind === 'number' || declared.kind === 'year') {
      const number = Number(typed.trim().replace(',', '.'));
      return Number.isFinite(number) ? number : undefined;
    }
    return typed.trim();
  }

  #order(): BulkOrder | undefined {
    const value = this.#value();
    if (value === undefined) return undefined;
    const { field, isAxis, validFrom } = this;
    const [source, reason] = [this.source.trim(), this.reason.trim()];
    return {
      field,
      value,
      ...(isAxis && validFrom !== '' && { validFrom }),
      ...(isAxis && source !== '' && { source }),
      ...(reason !== '' && { reason }),
    };
  }

  /** Works the preview out again, after a pause. */
  look(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.problem = null;
    if (this.#order() === undefined) {
      this.preview = null;
      this.state = 'idle';
      return;
    }
    this.state = 'previewing';
    this.#timer = setTimeout(() => void this.#look(this.#asked), WAIT_MS);
  }

  async #look(asked: number): Promise<void> {
    const order = this.#order();
    if (!order) return;
    try {
      const preview = await this.#screen.client.preview(this.#screen.scope(), order);
      if (asked !== this.#asked) return;
      this.preview = preview;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.preview = null;
      this.problem = error;
    }
    this.state = 'idle';
  }

  /** Makes the change. @returns whether it was made and the dialog, still open, may close */
  async apply(): Promise<boolean> {
    const order = this.#order();
    const { preview } = this;
    if (!order || !preview || preview.changing === 0 || this.state !== 'idle') return false;
    this.state = 'applying';
    this.problem = null;
    try {
      const done = await this.#screen.client.change(this.#screen.scope(), order, preview.cases);
      this.#screen.done = done;
      const { app, t } = this.#screen;
      if (this.#left) app.announcer.show(t.bulk.done(app.language.format.number(done.changed, 0)));
      await this.#screen.refresh();
      return !this.#left;
    } catch (error) {
      if (this.#left) this.#screen.tell(error);
      else {
        this.state = 'idle';
        this.look();
        this.problem = error;
      }
      return false;
    }
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#left = true;
  }
}
