import { createContext } from 'svelte';
import type { Place, ThingFields, Uuid } from '@quartierblick/gis/walks/event.ts';
import { keyOf, type State } from '@quartierblick/gis/walks/fold.ts';
import type { WalkPack } from '@quartierblick/gis/walks/pack.ts';
import type { PlanCard, PlanStop, WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import { remove, seenOf, set, type Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { App } from '#lib/app/context.ts';
import { GO_WORDS } from '#lib/i18n/walks-go.ts';
import type { VoiceSink } from '#lib/walks/voice/recorder.ts';
import { encode } from '#lib/walks/photo/encode.ts';
import { findingsOf, type Finding } from './findings.ts';
import type { FieldStore, SendState } from './store.ts';

export type Tab = 'stops' | 'map' | 'findings';
type FindingFields = ThingFields['finding'];

/** Where a new finding belongs: to a stop, or anywhere. */
interface Begin {
  stop: PlanStop | null;
  theme?: string | null;
}

/** The screen in the field: what is known of the walk on this device, and where its reader is. */
export class GoState {
  readonly app: App;
  readonly store: FieldStore;
  pack = $state.raw<WalkPack>() as WalkPack;
  #state = $state.raw<State>(new Map());
  sending = $state.raw<SendState>() as SendState;
  tab = $state<Tab>('stops');
  /** Which stop is shown, from 0. */
  at = $state(0);
  /** The finding that is open over everything else. */
  open = $state<Uuid | null>(null);
  child = $state(false);
  readonly t = $derived.by(() => GO_WORDS[this.app.language.code]);
  readonly findings = $derived.by(() => findingsOf(this.#state, this.store.device));
  readonly plan: WalkPlan = $derived(this.pack.plan);
  readonly stop = $derived(this.plan.stops[this.at] ?? this.plan.stops[0]);
  /** New findings by stop (or `''`), before a word of them is said: so two touches in a row mean one finding. */
  #begun = new Map<string, Uuid>();
  #end: () => void;

  constructor(app: App, store: FieldStore, pack: WalkPack) {
    [this.app, this.store, this.pack] = [app, store, pack];
    this.child = pack.device.role === 'child';
    this.#read();
    this.#end = store.onChange(() => this.#read());
  }

  #read(): void {
    this.#state = this.store.state();
    this.sending = this.store.send();
  }

  end(): void {
    this.#end();
  }

  finding(id: Uuid): Finding | undefined {
    return this.findings.find((one) => one.id === id);
  }

  /** The finding that the card of a stop writes to: this device's first one there, or one that is yet to be begun. */
  cardFinding(stop: PlanStop): Uuid {
    const there = this.findings.findLast((one) => one.mine && !one.removed && one.stop === stop.key);
    return there?.id ?? this.#fresh(stop.key);
  }

  /** A finding that is yet to be begun. */
  #fresh(stop: string): Uuid {
    const known = this.#begun.get(stop);
    if (known && !this.finding(known)?.removed) return known;
    const id = crypto.randomUUID();
    this.#begun.set(stop, id);
    return id;
  }

  /** Opens a new finding; nothing of it is kept until something is said. */
  openNew({ stop }: Begin): void {
    const id = crypto.randomUUID();
    this.#begun.set(`new ${id}`, id);
    if (stop) this.#stopOf.set(id, stop);
    this.open = id;
  }

  #stopOf = new Map<Uuid, PlanStop>();

  /** What must be said of a finding before anything else: its stop and where that is. */
  #opening(id: Uuid, { stop, theme }: Begin): Saying[] {
    if (this.finding(id)) return [];
    const at = stop ?? this.#stopOf.get(id);
    if (!at) return theme ? [set('finding', id, 'theme', theme, [])] : [];
    const place: Place = { lon: at.lon, lat: at.lat, accuracyM: null, by: 'stop' };
    return [
      set('finding', id, 'stop', at.key, []),
      set('finding', id, 'place', place, []),
      ...(theme ? [set('finding', id, 'theme', theme, [])] : []),
    ];
  }

  /** Says a field of a finding; resolves when it lies on the device. */
  async say<F extends keyof FindingFields & string>(
    id: Uuid,
    field: F,
    value: FindingFields[F],
    begin: Begin = { stop: null },
  ): Promise<void> {
    const opening = this.#opening(id, begin).filter(({ say }) => say.do !== 'set' || say.field !== field);
    const over = seenOf(this.#state, 'finding', id, field);
    await this.store.say([...opening, set('finding', id, field, value, over)]);
  }

  /** What a text field shows: what somebody was writing, else what was said. */
  text(id: Uuid, field: 'note' | `answer/${Uuid}`): string {
    const draft = this.store.draft('finding', id, field);
    if (draft !== null) return draft;
    const value = this.#state.get(keyOf('finding', id))?.fields[field]?.[0]?.value;
    return typeof value === 'string' ? value : '';
  }

  /** Keeps every keystroke. The draft comes first: what it belongs to can follow. */
  async type(id: Uuid, field: 'note' | `answer/${Uuid}`, text: string, begin: Begin): Promise<void> {
    await this.store.type('finding', id, field, text);
    const opening = this.#opening(id, begin);
    if (opening.length > 0) await this.store.say(opening);
  }

  /** Several said different things of a field; one of them, or none, is chosen. */
  valuesOf(id: Uuid, field: string) {
    return this.#state.get(keyOf('finding', id))?.fields[field] ?? [];
  }

  async remove(kind: 'finding' | 'photo' | 'voice', id: Uuid): Promise<void> {
    await this.store.say([remove(this.#state, kind, id)]);
  }

  /** Brings a finding back by saying its note again. */
  async bringBack(id: Uuid): Promise<void> {
    await this.say(id, 'note', this.text(id, 'note'));
  }

  /** Keeps a photo with everything that was covered and drawn baked in. @throws DiskFull */
  async keepPhoto(id: Uuid, canvas: HTMLCanvasElement, covered: number, drawn: boolean, begin: Begin): Promise<void> {
    const photo = await encode(canvas);
    const opening = this.#opening(id, begin);
    if (opening.length > 0) await this.store.say(opening);
    await this.store.keepPhoto(id, photo, { covered, drawn });
  }

  voice(id: Uuid, begin: Begin): VoiceSink {
    const sink = this.store.voice(id);
    const opening = this.#opening(id, begin);
    return {
      piece: async (bytes) => {
        const first = opening.splice(0);
        if (first.length > 0) await this.store.say(first);
        await sink.piece(bytes);
      },
      done: (seconds) => sink.done(seconds),
    };
  }

  isSent({ own }: Finding): boolean {
    return own.every((seq) => this.store.isSent(seq));
  }

  cardsOf(stop: PlanStop): PlanCard[] {
    return stop.cards.flatMap((key) => this.plan.cards.find((card) => card.key === key) ?? []);
  }

  go(by: number): void {
    void this.store.settle();
    this.at = Math.min(this.plan.stops.length - 1, Math.max(0, this.at + by));
  }
}

export const [useGo, provideGo] = createContext<GoState>();
