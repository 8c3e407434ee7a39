import { createContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import type { Cell } from '@quartierblick/gis/analysis/chain/chain.ts';
import { COVERAGE_DEFAULTS } from '@quartierblick/gis/analysis/coverage/settings.ts';
import type { ListedOffer, OffersAnswer } from '@quartierblick/gis/offers/answer.ts';
import type { Api } from '#lib/api.ts';
import type { Project } from '@quartierblick/gis/layers/answers.ts';
import type { App } from '#lib/app/context.ts';
import type { AppEvent } from '#lib/app/events.svelte.ts';
import { problemText } from '#lib/app/problem-text.ts';
import { COMPARE_WORDS } from '#lib/i18n/offers-compare.ts';
import { OFFERS_WORDS } from '#lib/i18n/offers.ts';
import { MapView } from '#lib/map/view.svelte.ts';
import { readNetwork } from '#lib/network/client.ts';
import type { ChainAnswer, Loaded } from '#lib/network/messages.ts';
import type { Area, ChainState } from '@quartierblick/gis/network/questions.ts';
import { NetworkWorker, Overtaken } from '#lib/network/worker-client.ts';
import { readAddress, START, wishOf, writeAddress } from '@quartierblick/gis/views/offers.ts';
import type { AreaChoice, OffersAddress } from '@quartierblick/gis/views/offers.ts';
import { compareStates, isAt, nameOf, otherState } from './comparison.ts';
import type { AskedState, Comparison } from './comparison.ts';
import { stateWords } from './texts.ts';

type Navigate = (query: string, replace: boolean) => void;

/** Layers on whose change the chain is reckoned anew. */
const BEHIND = ['offers', 'streets', 'crossings', 'buildings', 'population-grid', 'statistical-units'];
const GATHER_MS = 600;
/** Parts of an address on which nothing depends that has to be reckoned. */
const LOOKS = ['cell', 'measure'];

/** Made once: a comparison that makes its own for thousands of titles is slow. */
const BY_TITLE = new Intl.Collator('de');

/** All offers with their sites. @throws what the api answers */
const readOffers = async ({ root, send }: Api): Promise<OffersAnswer> =>
  (await (await send(`${root}/api/offers`)).json()) as OffersAnswer;

/** Offers for families as a chain from pregnancy on: what there is for which age, and who is left without. */
export class OffersScreen {
  readonly app: App;
  readonly view = new MapView();
  /** A calendar day of the reader. */
  readonly today = new Date().toLocaleDateString('sv');
  readonly phone = new MediaQuery('max-width: 860px');
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  address = $state.raw<OffersAddress>(START);
  answer = $state.raw<OffersAnswer | null>(null);
  loaded = $state.raw<Loaded | null>(null);
  project = $state.raw<Project | null>(null);
  chain = $state.raw<ChainAnswer | null>(null);
  /** Something is being reckoned; what is on screen is of before. */
  busy = $state(false);

  readonly t = $derived.by(() => OFFERS_WORDS[this.app.language.code]);
  /** Words for areas and comparing. */
  readonly w = $derived.by(() => COMPARE_WORDS[this.app.language.code]);
  readonly day = $derived(this.address.day ?? this.today);
  readonly demo = $derived(
    (this.answer?.demo ?? false) || Object.values(this.loaded?.provenance ?? {}).some(({ demo }) => demo),
  );
  /** By title: put in order once, not for every list of some of them. */
  readonly offers = $derived.by(() => {
    const sorted = [...(this.answer?.offers ?? [])].sort((a, b) => BY_TITLE.compare(a.title, b.title));
    return new Map(sorted.map((offer) => [offer.key, offer]));
  });
  readonly sites = $derived(new Map((this.answer?.sites ?? []).map((site) => [site.key, site])));
  /** Languages in which any offer is held, by name. */
  readonly languages = $derived.by(() => {
    const codes = new Set((this.answer?.offers ?? []).flatMap(({ languages }) => languages ?? []));
    const { format, code } = this.app.language;
    const named = [...codes].map((value) => ({ value, label: format.language(value) }));
    return named.sort((a, b) => a.label.localeCompare(b.label, code));
  });
  readonly cell: Cell | null = $derived.by(() => {
    const { cell } = this.address;
    return (this.chain?.cells ?? []).find((one) => isAt(one, cell)) ?? null;
  });
  readonly here: AskedState = $derived({ area: this.address.area, day: this.day, year: null });
  /** Years of other numbers of children than the newest: only statistical units may have some. */
  readonly otherYears = $derived((this.loaded?.provenance.demand.years ?? []).map(({ year }) => year));
  readonly there: AskedState | null = $derived.by(() => {
    const { other } = this.address;
    if (!other) return null;
    const year = this.otherYears.find((one) => one === other.year) ?? null;
    return { ...otherState(other, this.here), year };
  });
  /** The two states in their order; null where nothing is compared, or not reckoned yet. */
  readonly comparison: Comparison | null = $derived.by(() => {
    const { here, there, chain } = this;
    if (!there || !chain?.other) return null;
    const words = stateWords(this);
    return compareStates(
      { ...here, name: nameOf(here, there, words), chain },
      { ...there, name: nameOf(there, here, words), chain: chain.other },
    );
  });
  /** Offers of the cell that is looked at; without one all that hold and fit. */
  readonly shown: readonly ListedOffer[] = $derived.by(() => {
    const all = (this.chain?.cells ?? []).filter(({ column }) => column === 'any');
    const keys = new Set(this.cell ? this.cell.offers : all.flatMap(({ offers }) => offers));
    return [...this.offers.values()].filter(({ key }) => keys.has(key));
  });

  readonly #worker = new NetworkWorker();
  #navigate: Navigate;
  #gather: ReturnType<typeof setTimeout> | undefined;
  /** Where the people come from that the worker has. */
  #zones: OffersAddress['zones'] | null = null;

  constructor(app: App, navigate: Navigate) {
    this.app = app;
    this.#navigate = navigate;
  }

  /** Sets everything as an address says. */
  apply(search: URLSearchParams): void {
    const { address, broken } = readAddress(search);
    if (broken) this.#broken();
    this.address = address;
    if (this.state === 'ready') void this.#reckon();
  }

  async load(): Promise<void> {
    const { api } = this.app;
    const { zones } = this.address;
    try {
      const [bodies, answer, project] = await Promise.all([
        readNetwork(api, zones),
        readOffers(api),
        api.projectIfAny(),
      ]);
      const give = [bodies.streets, bodies.places, bodies.demand];
      this.loaded = await this.#worker.ask({ kind: 'load', ...bodies }, 'loaded', undefined, give);
      const { offers: offerings, sites } = answer;
      await this.#worker.ask({ kind: 'offers', offerings, sites }, 'offers');
      this.#zones = zones;
      this.answer = answer;
      this.project = project;
      this.error = null;
      this.state = 'ready';
      if (this.address.other?.year && !this.there?.year) this.#broken();
      await this.#reckon();
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (this.state === 'ready') return this.#tell(error);
      this.error = error;
      this.state = 'failed';
    }
  }

  /** Data behind the chain changed at the server. */
  heard(event: AppEvent): void {
    if (event.type !== 'layer-changed' || !BEHIND.includes(event.layer)) return;
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => void this.load(), GATHER_MS);
  }

  /** Changes the address, and reckons anew what depends on it. */
  change(part: Partial<OffersAddress>, replace = true): void {
    this.address = { ...this.address, ...part };
    this.#navigate(writeAddress(this.address, new URLSearchParams(location.search)), replace);
    if (!Object.keys(part).every((name) => LOOKS.includes(name))) void this.#reckon();
  }

  #broken(): void {
    this.app.announcer.show(this.t.brokenLink, 'warn');
  }

  #areaOf(area: AreaChoice): Area {
    if (area === 'all') return null;
    return area === 'project' ? (this.project?.bounds ?? null) : { units: area };
  }

  async #reckon(): Promise<void> {
    const { address, here, there } = this;
    if (this.#zones !== address.zones) return void (await this.load());
    this.busy = true;
    const state = ({ area, ...rest }: AskedState): ChainState => ({ area: this.#areaOf(area), ...rest });
    const question = {
      ...{ settings: COVERAGE_DEFAULTS, wish: wishOf(address), reachM: Number(address.reach) },
      ...{ here: state(here), other: there && state(there) },
    };
    try {
      this.chain = await this.#worker.ask({ kind: 'chain', ...question }, 'chain');
      this.busy = false;
    } catch (error) {
      if (error instanceof Overtaken) return;
      this.busy = false;
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    this.app.announcer.show(problemText(error, this.app.language), 'warn');
  }

  leave(): void {
    clearTimeout(this.#gather);
    this.#worker.leave();
  }
}

export const [useOffers, provideOffers] = createContext<OffersScreen>();
