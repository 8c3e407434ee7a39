import { createContext, tick } from 'svelte';
import { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import type { Cell } from '@quartierblick/gis/analysis/chain/chain.ts';
import { OFFER_FORM_WORDS } from '#lib/i18n/offer-form.ts';
import { whole } from '#lib/network/children.ts';
import { without } from '@quartierblick/gis/analysis/chain/gaps.ts';
import type { OffersScreen } from '../screen.svelte.ts';
import { RegisterClient } from './client.ts';
import type { EnteredOffer, RegisteredOffer } from './types.ts';

/** What the form is open for. */
export interface Target {
  /** The offer that is changed; null: a new one. */
  key: string | null;
  /** What a new one is for; names its draft. */
  id: string;
  proposed: EnteredOffer;
  /** The field of the chain that shall have an offer. */
  cell: Cell | null;
}

/** Nothing but a place to be named: most offers run somewhere. */
const EMPTY: EnteredOffer = { offer: {}, runs: [{}], texts: [] };

/** Entering offers beside the chain: what is open, and what the chain made of what was saved. */
export class OfferDesk {
  readonly screen: OffersScreen;
  readonly client: RegisterClient;
  target = $state.raw<Target | null>(null);
  /** Key of the offer that was saved last. */
  saved = $state<string | null>(null);
  readonly t = $derived.by(() => OFFER_FORM_WORDS[this.screen.app.language.code]);
  readonly may = $derived.by(() => this.screen.app.session.may('steering'));

  #opener: HTMLElement | null = null;
  /** Children without an offer in the open field, as they were when the chain was last reckoned before saving. */
  #before: { chain: unknown; missing: number | null; title: string } | null = null;

  constructor(screen: OffersScreen) {
    this.screen = screen;
    this.client = new RegisterClient(screen.app.api);
  }

  #open(target: Target): void {
    this.#opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.target = target;
  }

  /** Opens the form for a new offer; for a field of the chain with its kind, its ages, and the language and days looked for. */
  add(cell: Cell | null = null): void {
    const { language, days } = this.screen.address;
    if (!cell) return this.#open({ key: null, id: 'new', proposed: EMPTY, cell });
    const { column, band } = cell;
    const ages = AGE_BANDS[band];
    const offer = {
      ...(column !== 'any' && { kind: column }),
      ...(ages && { age_from: ages.from, age_to: ages.to }),
      ...(language && { languages: [language] }),
    };
    const proposed = { ...EMPTY, offer, runs: [days.length > 0 ? { weekdays: [...days] } : {}] };
    this.#open({ key: null, id: ['new', column, band, language ?? '', ...days].join('-'), proposed, cell });
  }

  change(key: string): void {
    this.#open({ key, id: key, proposed: EMPTY, cell: null });
  }

  /** Closes the form, but not one that was opened since; the focus goes back to where it was opened. */
  async close(target = this.target): Promise<void> {
    if (!target || this.target !== target) return;
    this.target = null;
    await tick();
    if (this.#opener?.isConnected) this.#opener.focus();
    else document.querySelector<HTMLElement>('#offers-title')?.focus();
  }

  /** The offer is kept; the news of its layer lets the chain be reckoned again, and {@link reckoned} says what came of it. */
  async done({ key, fields }: RegisteredOffer, target: Target | null): Promise<void> {
    const { chain, cell } = this.screen;
    const title = String(fields['title'] ?? '');
    this.saved = key;
    this.#before = { chain, missing: cell && without(cell), title };
    await this.close(target);
    this.screen.app.announcer.show(this.t.saved(title));
  }

  async removed(title: string, target: Target | null): Promise<void> {
    this.saved = null;
    await this.close(target);
    this.screen.app.announcer.show(this.t.removed(title));
  }

  /** The chain was reckoned: says what became of the gap, and shows the offer. */
  async reckoned(): Promise<void> {
    const { screen, t, saved } = this;
    const before = this.#before;
    // A chain without the offer is of before its news; the offer itself may not fit, and then only its answer tells.
    if (!before || !saved || screen.chain === before.chain || !screen.offers.has(saved)) return;
    this.#before = null;
    await tick();
    const item = document.querySelector<HTMLElement>(`[data-offer="${CSS.escape(saved)}"]`);
    item?.scrollIntoView({ block: 'nearest' });
    const missing = screen.cell && without(screen.cell);
    screen.app.announcer.show([t.saved(before.title), this.#told(before.missing, missing, item !== null)].join(' '));
  }

  #told(before: number | null, now: number | null, isShown: boolean): string {
    const { format } = this.screen.app.language;
    if (before === null || now === null || Math.round(before) === Math.round(now))
      return isShown ? '' : this.t.notShown;
    if (Math.round(now) <= 0) return this.t.gapClosed;
    return this.t.gapFell(whole(format, before), whole(format, now));
  }
}

export const [useOfferDesk, provideOfferDesk] = createContext<OfferDesk>();
