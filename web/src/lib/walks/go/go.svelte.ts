import { createContext } from 'svelte';
import type { Json, Place, Sound, ThingFields, Uuid } from '@quartierblick/gis/walks/event.ts';
import { keyOf, type State, type Value } from '@quartierblick/gis/walks/fold.ts';
import type { PackMeasure, WalkPack } from '@quartierblick/gis/walks/pack.ts';
import { themeAt, type PlanCard, type PlanStop, type WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import { remove, seenOf, set, type Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { App } from '#lib/app/context.ts';
import { GO_WORDS } from '#lib/i18n/walks-go.ts';
import { encode } from '#lib/walks/photo/encode.ts';
import { NoRoom, type Joined, type Numbers, type Recording, type WalkLog } from '#lib/walks/store/types.ts';
import { findingsOf, type Finding } from './findings.ts';
import type { Sending } from './sending.svelte.ts';
import { arriving, leaving, visitOf } from './visits.ts';

export type Tab = 'stops' | 'map' | 'findings';
type FindingFields = ThingFields['finding'];
type TextField = 'note' | `answer/${Uuid}`;

/** Where a finding that is begun belongs: to a stop, or anywhere. */
interface Begin {
  stop: PlanStop | null;
  theme?: string | null;
}

/** The screen in the field: what is known of the walk on this device, and where its reader is. */
export class GoState {
  readonly app: App;
  readonly log: WalkLog;
  readonly sending: Sending;
  pack = $state.raw() as WalkPack;
  /** This device on the walk, as the server last knew it. */
  joined = $state.raw() as Joined;
  #state = $state.raw<State>(new Map());
  numbers = $state.raw() as Numbers;
  #sent = $state.raw<ReadonlySet<Uuid>>(new Set());
  tab = $state<Tab>('stops');
  /** Which stop is shown, from 0. */
  at = $state(0);
  /** The finding that is open over everything else. */
  open = $state.raw<{ id: Uuid; stop: PlanStop | null } | null>(null);
  child = $state(false);
  readonly t = $derived.by(() => GO_WORDS[this.app.language.code]);
  readonly findings = $derived.by(() => findingsOf(this.#state, this.joined.device));
  readonly plan: WalkPlan = $derived(this.pack.plan);
  readonly stop = $derived(this.plan.stops[this.at]);
  /** The card's finding of each stop, before a word of it is said: so that two touches in a row mean one finding. */
  #begun = new Map<Uuid, Uuid>();
  #opened = new Set<Uuid>();
  #removing = new Set<Uuid>();
  #end: () => void;

  constructor(app: App, log: WalkLog, pack: WalkPack, sending: Sending) {
    [this.app, this.log, this.pack, this.sending] = [app, log, pack, sending];
    this.child = pack.device.role === 'child';
    this.#read();
    this.#end = log.onChange(() => this.#read());
  }

  #read(): void {
    // Forgotten in another tab: what is shown here is not there any more.
    if (this.log.isForgotten) location.reload();
    this.joined = this.log.joined;
    this.#state = this.log.state;
    this.numbers = this.log.numbers;
    this.#sent = new Set(this.log.kept.flatMap(({ event, receivedAt }) => (receivedAt === null ? [] : event.id)));
  }

  end(): void {
    this.#end();
  }

  finding(id: Uuid): Finding | undefined {
    return this.findings.find((one) => one.id === id);
  }

  /** The finding that the card of a stop writes to: this device's first one there, or one that is yet to be begun. */
  cardFinding({ key }: PlanStop): Uuid {
    const there = this.findings.findLast((one) => one.mine && !one.removed && one.stop === key);
    if (there) return there.id;
    const known = this.#begun.get(key);
    if (known && !this.finding(known)) return known;
    const id = crypto.randomUUID();
    this.#begun.set(key, id);
    return id;
  }

  /** Opens a new finding; nothing of it is kept until something is said. */
  openNew(stop: PlanStop | null): void {
    this.open = { id: crypto.randomUUID(), stop };
  }

  /** Opens a finding that looks again at what was to be done: where it is, and with its photo from before. */
  async lookAgain(measure: PackMeasure, stop: PlanStop | null): Promise<void> {
    const id = crypto.randomUUID();
    const { lon, lat, theme } = measure;
    const place: Place = { lon, lat, accuracyM: null, by: 'map' };
    const sayings = [set('finding', id, 'measure', measure.key, []), set('finding', id, 'place', place, [])];
    if (stop) sayings.push(set('finding', id, 'stop', stop.key, []));
    if (theme) sayings.push(set('finding', id, 'theme', theme, []));
    if (await this.#told(this.log.say(...sayings))) this.open = { id, stop };
  }

  /** What is said of a finding before anything else: its stop and where that is. */
  #opening(id: Uuid, { stop, theme: own = null }: Begin): Saying[] {
    // Two touches in a row open it once.
    if (this.#opened.has(id) || this.log.state.has(keyOf('finding', id))) return [];
    this.#opened.add(id);
    const theme = own ?? (stop && this.presetAt(stop));
    const about = theme === null ? [] : [set('finding', id, 'theme', theme, [])];
    if (!stop) return about;
    const place: Place = { lon: stop.lon, lat: stop.lat, accuracyM: null, by: 'stop' };
    return [set('finding', id, 'stop', stop.key, []), set('finding', id, 'place', place, []), ...about];
  }

  async #begin(id: Uuid, begin: Begin): Promise<void> {
    const opening = this.#opening(id, begin);
    if (opening.length > 0) await this.#reopened(id, this.log.say(...opening));
  }

  /** What could not be said must be said again. */
  async #reopened<T>(id: Uuid, work: Promise<T>): Promise<T> {
    return work.catch((error: unknown) => {
      this.#opened.delete(id);
      throw error;
    });
  }

  /** Says a field of a finding. @returns whether it lies on the device now; what went wrong is shown */
  async say<F extends keyof FindingFields & string>(id: Uuid, field: F, value: FindingFields[F], begin: Begin) {
    const opening = this.#opening(id, begin).filter(({ say }) => say.do !== 'set' || say.field !== field);
    const over = seenOf(this.log.state, 'finding', id, field);
    return this.#told(this.#reopened(id, this.log.say(...opening, set('finding', id, field, value, over))));
  }

  /** Says aloud where something could not be kept. */
  async #told(work: Promise<unknown>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      this.app.announcer.show(error instanceof NoRoom ? this.t.fullDisk : this.t.notSaved, 'warn');
      return false;
    }
  }

  /** What a text field shows: what somebody was writing, else what was said. */
  text(id: Uuid, field: TextField): string {
    const draft = this.log.drafts.find((one) => one.thing === id && one.field === field);
    const value = draft ? draft.value : this.valuesOf(id, field)[0]?.value;
    return typeof value === 'string' ? value : '';
  }

  /** Keeps every keystroke. The draft comes first: what it belongs to can follow. @throws NoRoom */
  async type(id: Uuid, field: TextField, text: string, begin: Begin): Promise<void> {
    await this.log.draft({ kind: 'finding', thing: id, field }, text);
    await this.#begin(id, begin);
  }

  settle(id: Uuid, field: TextField): void {
    void this.#told(this.log.settle({ kind: 'finding', thing: id, field }));
  }

  /** All values of a field; more than one: several said different things. */
  valuesOf(id: Uuid, field: string): readonly Value[] {
    return this.#state.get(keyOf('finding', id))?.fields[field] ?? [];
  }

  /** One of the values of a field holds from now on. */
  async keep(id: Uuid, field: string, value: Json): Promise<boolean> {
    return this.say(id, field as keyof FindingFields & string, value as never, { stop: null });
  }

  /** Says where a new finding is, by a measurement that may come late: not where it is being removed or has a place by then. */
  async locate(id: Uuid, place: Place): Promise<void> {
    const there = this.finding(id);
    if (there && !there.removed && !there.place && !this.#removing.has(id))
      await this.say(id, 'place', place, { stop: null });
  }

  async remove(kind: 'finding' | 'photo' | 'voice', id: Uuid): Promise<boolean> {
    const work = async (): Promise<void> => {
      // What was just written belongs to what is removed; said afterwards, it would speak against it.
      await this.log.settle();
      await this.log.say(remove(this.log.state, kind, id));
    };
    this.#removing.add(id);
    return this.#told(work()).finally(() => this.#removing.delete(id));
  }

  /** Brings a finding back by saying its note again. */
  async bringBack(id: Uuid): Promise<boolean> {
    return this.say(id, 'note', this.text(id, 'note'), { stop: null });
  }

  /** Keeps a photo with everything that was covered and drawn baked in. @returns whether it lies on the device */
  async keepPhoto(id: Uuid, canvas: HTMLCanvasElement, facts: { covered: number; drawn: boolean }, begin: Begin) {
    const { width, height } = canvas;
    const keep = async (): Promise<void> => {
      const jpeg = await encode(canvas);
      await this.#begin(id, begin);
      await this.log.keepPhoto(id, jpeg, { width, height, ...facts });
    };
    return this.#told(keep());
  }

  /** Whether the server has said that it has everything this device said of a finding. */
  isSent({ own }: Finding): boolean {
    return own.every((id) => this.#sent.has(id));
  }

  /** Begins a voice note. @throws NoRoom */
  async voice(id: Uuid, type: Sound['type'], begin: Begin): Promise<Recording> {
    await this.#begin(id, begin);
    return this.log.startRecording(id, type);
  }

  /** What a new finding at a stop is about until somebody says otherwise. */
  presetAt(stop: PlanStop): string | null {
    return themeAt(this.plan, stop);
  }

  cardsOf(stop: PlanStop): PlanCard[] {
    return stop.cards.flatMap((key) => this.plan.cards.find((card) => card.key === key) ?? []);
  }

  /** Whoever keeps the minutes says when the walk comes to a stop. */
  readonly minutes = $derived(this.pack.device.may === 'edit' || ['lead', 'scribe'].includes(this.pack.device.role));
  readonly visit = $derived(this.stop && visitOf(this.#state, this.stop.key));

  arrive({ key }: PlanStop): Promise<boolean> {
    return this.#told(this.log.say(...arriving(key)));
  }

  /** Shows another stop; the one that is left, if one was there, is left now. */
  go(by: number): void {
    const left = this.stop && by > 0 && this.minutes ? leaving(this.log.state, this.stop.key) : [];
    if (left.length > 0) void this.#told(this.log.say(...left));
    this.at = Math.min(this.plan.stops.length - 1, Math.max(0, this.at + by));
  }
}

export const [useGo, provideGo] = createContext<GoState>();
