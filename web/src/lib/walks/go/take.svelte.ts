import type { WalkPack } from '@quartierblick/gis/walks/pack.ts';
import {
  missingTiles,
  PackTrouble,
  takeAlong,
  takenAlong,
  type Progress,
  type TakenAlong,
} from '#lib/walks/offline/pack.ts';
import { keepApplication, type AppKept } from '#lib/walks/offline/register.ts';
import { keepForGood, roomLeft, type Room } from '#lib/walks/offline/room.ts';

/** Taking a walk along: the application and the walk, in one touch. */
export class Take {
  taken = $state.raw<TakenAlong | null>(null);
  app = $state.raw<AppKept | null>(null);
  progress = $state.raw<Progress | null>(null);
  trouble = $state<'network' | 'room' | null>(null);
  missing = $state(0);
  /** It is known what lies here: before that, nothing is said of it. */
  looked = $state(false);
  room = $state.raw<Room | null>(null);
  #root: string;

  /** @param root base of the application, without a slash at its end */
  constructor(root: string, taken: TakenAlong | null) {
    this.#root = root;
    this.taken = taken;
    void this.look();
  }

  get running(): boolean {
    return this.progress !== null;
  }

  /** The device has the walk and can open it without a network. */
  get ready(): boolean {
    return this.taken !== null && this.missing === 0 && this.app?.state === 'kept';
  }

  /** Bytes of application, plan and map. */
  get bytes(): number {
    return (this.taken?.bytes ?? 0) + (this.app?.state === 'kept' ? this.app.bytes : 0);
  }

  /** Looks what is there, without fetching anything that was not asked for. */
  async look(): Promise<void> {
    this.looked = this.taken === null;
    this.room = await roomLeft();
    if (!this.taken) return;
    this.missing = (await missingTiles(this.taken.pack, this.#root)).length;
    // What was taken along stays complete: a newer build of the application is kept in its place.
    await keepApplication((now) => (this.app = now));
    this.looked = true;
  }

  async run(pack: WalkPack): Promise<void> {
    if (this.running) return;
    this.trouble = null;
    this.progress = { done: 0, total: 1, bytes: 0 };
    this.app = null;
    await keepForGood();
    const giveUp = new AbortController();
    try {
      const application = keepApplication((now) => {
        this.app = now;
        // Without the application the map is of no use: better to say so now than when all of it has come.
        if (now.state === 'impossible') giveUp.abort();
      });
      const taken = await takeAlong(pack, this.#root, (now) => (this.progress = now), giveUp.signal);
      await application;
      this.taken = taken;
      this.missing = (await missingTiles(pack, this.#root)).length;
    } catch (error) {
      // What became of the application is said in its own words.
      if (!giveUp.signal.aborted) this.trouble = error instanceof PackTrouble ? error.why : 'room';
    }
    this.progress = null;
    this.room = await roomLeft();
  }

  /** What was taken along before, e.g. in another tab. */
  async again(walk: string): Promise<void> {
    this.taken = await takenAlong(walk);
    await this.look();
  }
}
