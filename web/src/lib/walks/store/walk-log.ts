import type { Json, May, Picture, Sound, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { fold, keyOf } from '@quartierblick/gis/walks/fold.ts';
import type { State } from '@quartierblick/gis/walks/fold.ts';
import type { WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import { seenOf, set } from '@quartierblick/gis/walks/stamp.ts';
import type { Saying } from '@quartierblick/gis/walks/stamp.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';
import { hashOf, keepIn, readBlobs, readBytes } from './blobs.ts';
import type { BlobRecord, Tx, WalkBase, WalkRecord } from './db.ts';
import { keepDraft, nameOf, readDrafts, settleDrafts } from './drafts.ts';
import { asFile } from './export.ts';
import { appendIn, changeRecord, readKept, withIds } from './log.ts';
import {
  addPiece,
  beginRecording,
  dropRecording,
  finishLeftovers,
  finishRecording,
  holdRecording,
} from './recordings.ts';
import { takeBallast, writeFile, writeNote } from './room.ts';
import type { Participant } from '@quartierblick/gis/walks/people.ts';
import type { Draft, FieldRef, Joined, Numbers, Recording, WalkLog } from './types.ts';

/** {@link WalkLog} on the database of this browser. Everything that writes goes one after the other, in the order of the calls. */
export class StoredWalkLog implements WalkLog {
  readonly base: WalkBase;
  #record: WalkRecord;
  #isForgotten = false;
  #kept: readonly Kept[] = [];
  #drafts = new Map<string, Draft>();
  #blobs: readonly BlobRecord[] = [];
  #state: State | null = null;
  #underway = { events: 0, files: 0 };
  #turn: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<() => void>();
  readonly #tabs: BroadcastChannel;

  private constructor(base: WalkBase, record: WalkRecord) {
    this.base = base;
    this.#record = record;
    this.#tabs = new BroadcastChannel(`walk-${record.walk}`);
    this.#tabs.addEventListener('message', () => void this.reload(false));
  }

  /** Reads what is here, and says what killed pages left unsaid. @returns null where this browser does not take part */
  static async open(base: WalkBase, walk: Uuid): Promise<StoredWalkLog | null> {
    const record = await base.read((db) => db.get('walks', walk));
    if (!record) return null;
    const log = new StoredWalkLog(base, record);
    await log.#read();
    await takeBallast(base);
    // Where there is no room, all stays as it was: a draft is safe, too.
    await finishLeftovers(base, walk).catch(() => undefined);
    await log.settle().catch(() => undefined);
    await log.reload(false);
    return log;
  }

  get joined(): Joined {
    return this.#record;
  }

  get isForgotten(): boolean {
    return this.#isForgotten;
  }

  get record(): WalkRecord {
    return this.#record;
  }

  get kept(): readonly Kept[] {
    return this.#kept;
  }

  get people(): readonly Participant[] {
    return this.#record.people;
  }

  get drafts(): readonly Draft[] {
    return [...this.#drafts.values()];
  }

  get state(): State {
    const { device, may, people } = this.#record;
    const rights = new Map<Uuid, May>([...people.map((one) => [one.device, one.may] as const), [device, may]]);
    this.#state ??= fold(
      this.#kept.map(({ event }) => event),
      rights,
    );
    return this.#state;
  }

  get numbers(): Numbers {
    const { seq, have } = this.#record;
    const { events, files } = this.#underway;
    const open = this.#blobs.filter(({ state }) => state !== 'sent');
    return {
      events: { here: Math.max(0, seq - have - events), underway: events, sent: have },
      files: { here: Math.max(0, open.length - files), underway: files, sent: this.#blobs.length - open.length },
      bytes: open.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is being sent now; for the numbers. */
  underway(events: number, files: number): void {
    this.#underway = { events, files };
    this.#tell();
  }

  /** Reads everything anew: another tab or the synchronisation changed it. */
  async reload(tellTabs = true): Promise<void> {
    await this.#inTurn(() => this.#read());
    if (tellTabs) this.#tabs.postMessage(null);
    this.#tell();
  }

  draft(ref: FieldRef, value: Json): Promise<void> {
    return this.#inTurn(async () => {
      const { walk } = this.#record;
      const over = seenOf(this.state, ref.kind, ref.thing, ref.field);
      const draft = await writeNote(this.base, () => keepDraft(this.base, walk, ref, value, over));
      this.#drafts.set(nameOf(ref), draft);
      this.#tell();
    });
  }

  settle(ref?: FieldRef): Promise<void> {
    return this.#change(async () => {
      const refs = ref ? [ref] : await readDrafts(this.base, this.#record.walk);
      if (refs.length === 0) return;
      await writeNote(this.base, () =>
        settleDrafts(this.base, this.#record.walk, refs, (draft) => this.#isNews(draft)),
      );
    });
  }

  #isNews({ kind, thing, field, value }: Draft): boolean {
    const known = this.state.get(keyOf(kind, thing));
    const [only, ...others] = known?.fields[field] ?? [];
    return known?.removed === true || others.length > 0 || only === undefined || only.value !== value;
  }

  say(...sayings: readonly Saying[]): Promise<WalkEvent[]> {
    const said = withIds(sayings);
    return this.#change(() =>
      writeNote(this.base, () =>
        this.base.write(['walks', 'log'], 'strict', (tx) => appendIn(tx, this.#record.walk, said)),
      ),
    );
  }

  async keepPhoto(finding: Uuid, jpeg: ArrayBuffer, facts: Omit<Picture, 'sha256' | 'bytes'>): Promise<Uuid> {
    const id = crypto.randomUUID();
    const sha256 = await hashOf(jpeg);
    const picture: Picture = { ...facts, sha256, bytes: jpeg.byteLength };
    const said = withIds([set('photo', id, 'picture', picture, []), set('photo', id, 'finding', finding, [])]);
    const { walk } = this.#record;
    await this.#change(() =>
      writeFile(() =>
        this.base.write(['walks', 'log', 'blobs', 'parts'], 'strict', async (tx) => {
          await keepIn(tx as unknown as Tx<'blobs' | 'parts'>, walk, { sha256, type: 'image/jpeg' }, jpeg);
          await appendIn(tx as unknown as Tx<'walks' | 'log'>, walk, said);
        }),
      ),
    );
    return id;
  }

  async startRecording(finding: Uuid, type: Sound['type']): Promise<Recording> {
    const { walk } = this.#record;
    const id = await writeFile(() => beginRecording(this.base, walk, finding, type));
    const release = holdRecording(id);
    return {
      add: (piece) => this.#inTurn(() => writeFile(() => addPiece(this.base, walk, id, piece))),
      finish: (seconds) =>
        this.#change(() => writeFile(() => finishRecording(this.base, walk, id, seconds))).finally(release),
      drop: () => this.#inTurn(() => dropRecording(this.base, walk, id)).finally(release),
    };
  }

  file(sha256: string): Promise<ArrayBuffer | null> {
    return readBytes(this.base, this.#record.walk, sha256);
  }

  keepPlan(plan: WalkPlan): Promise<void> {
    return this.#change(async () => {
      await changeRecord(this.base, this.#record.walk, () => ({ plan }));
    });
  }

  asFile(): Promise<Blob> {
    return asFile(this.base, this.#record.walk);
  }

  close(): void {
    this.#tabs.close();
    this.#listeners.clear();
  }

  async #read(): Promise<void> {
    const { walk } = this.#record;
    const record = await this.base.read((db) => db.get('walks', walk));
    this.#isForgotten = record === undefined;
    this.#record = record ?? this.#record;
    const [kept, drafts, blobs] = await Promise.all([
      readKept(this.base, this.#record),
      readDrafts(this.base, walk),
      readBlobs(this.base, walk),
    ]);
    this.#kept = kept;
    this.#blobs = blobs;
    this.#drafts = new Map(drafts.map((draft) => [nameOf(draft), draft]));
    this.#state = null;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Writes, and knows afterwards what was written. */
  async #change<T>(work: () => Promise<T>): Promise<T> {
    const result = await this.#inTurn(async () => {
      const done = await work();
      await this.#read();
      return done;
    });
    this.#tabs.postMessage(null);
    this.#tell();
    return result;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
