import type { Uuid } from '@quartierblick/gis/walks/event.ts';
import type { PlanStop } from '@quartierblick/gis/walks/plan.ts';
import { NoRoom, type Recording as Kept } from '#lib/walks/store/types.ts';
import { record, voiceType, type Recording, type VoiceTrouble } from '#lib/walks/voice/recorder.ts';
import type { GoState } from './go.svelte.ts';

/** A voice note while it is spoken. Each second of it lies on the device before the next one is over. */
export class VoiceNote {
  recording = $state.raw<Recording | null>(null);
  seconds = $state(0);
  readonly #go: Pick<GoState, 'app' | 't' | 'voice'>;
  readonly #record: typeof record;
  /** The microphone is being asked for; that takes as long as its owner thinks about it. */
  #asked = false;
  /** Whoever asked for the microphone was gone before it was there. */
  #left = false;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(go: Pick<GoState, 'app' | 't' | 'voice'>, microphone = record) {
    [this.#go, this.#record] = [go, microphone];
  }

  async start(finding: Uuid, stop: PlanStop | null): Promise<void> {
    const type = voiceType();
    if (!type) return this.#warn(this.#go.t.voiceTrouble.none);
    if (this.#asked || this.recording) return;
    this.#asked = true;
    try {
      const note = await this.#go.voice(finding, type, { stop });
      this.recording = await this.#listen(note);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asked = false;
    }
    if (!this.recording) return;
    this.#go.app.announcer.show(this.#go.t.voiceHint);
    this.#ticking = setInterval(() => this.seconds++, 1000);
  }

  /** Ends what is recorded and keeps it. What is still to begin will not: nothing would show that the microphone is on. */
  leave(): void {
    if (this.recording) this.recording.stop();
    else this.#left = true;
  }

  async #listen(note: Kept): Promise<Recording | null> {
    if (this.#left) {
      await note.drop();
      return null;
    }
    try {
      const recording = await this.#record({
        piece: (bytes) => note.add(bytes).catch((error: unknown) => this.#failed(error)),
        done: async (length) => {
          this.#over();
          await (this.#left ? note.drop() : note.finish(length)).catch((error: unknown) => this.#failed(error));
        },
      });
      if (!this.#left) return recording;
      recording.stop();
    } catch (trouble) {
      await note.drop();
      this.#warn(this.#go.t.voiceTrouble[trouble as VoiceTrouble]);
    }
    return null;
  }

  #failed(error: unknown): void {
    this.recording?.stop();
    this.#warn(error instanceof NoRoom ? this.#go.t.fullDisk : this.#go.t.notSaved);
  }
  #warn(text: string): void {
    this.#go.app.announcer.show(text, 'warn');
  }
  #over(): void {
    clearInterval(this.#ticking);
    this.recording = null;
    this.seconds = 0;
  }
}
