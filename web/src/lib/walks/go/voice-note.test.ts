import { beforeEach, expect, it, vi } from 'vitest';
import { uuid } from '@quartierblick/gis/walks/test-log.ts';
import { GO_WORDS } from '#lib/i18n/walks-go.ts';
import type { VoiceSink } from '#lib/walks/voice/recorder.ts';
import type { GoState } from './go.svelte.ts';
import { VoiceNote } from './voice-note.svelte.ts';

/** What happened to microphones and to what was kept of them, in its order. */
let happened: string[];
/** Lets the microphone be had. */
let allow: () => void;
let note: VoiceNote;

beforeEach(() => {
  happened = [];
  const { promise: allowed, resolve } = Promise.withResolvers<void>();
  allow = resolve;
  vi.stubGlobal('MediaRecorder', { isTypeSupported: () => true });
  const told = (what: string) => () => Promise.resolve(void happened.push(what));
  const go = {
    t: GO_WORDS.de,
    app: { announcer: { show() {} } },
    voice: () => Promise.resolve({ add: told('add'), finish: told('finish'), drop: told('drop') }),
  };
  note = new VoiceNote(go as unknown as GoState, async (sink: VoiceSink) => {
    happened.push('record');
    await allowed;
    return {
      stop() {
        happened.push('stop');
        void sink.done(1);
      },
    };
  });
  return () => vi.unstubAllGlobals();
});

const pause = () => new Promise((resolve) => setTimeout(resolve));
const start = () => note.start(uuid(1, 1), null);

it('who turns to the next stop before the microphone is there is not recorded, and nothing of it is kept', async () => {
  const starting = start();
  await pause();
  note.leave();
  allow();
  await starting;
  await pause();
  expect(happened).toEqual(['record', 'stop', 'drop']);
  expect(note.recording).toBeNull();
});

it('who has left before a note could be begun is not asked for the microphone any more', async () => {
  const starting = start();
  note.leave();
  await starting;
  expect(happened).toEqual(['drop']);
});

it('two taps are one recording, which its button can end', async () => {
  const starting = [start(), start()];
  allow();
  await Promise.all(starting);
  await start();
  expect(happened).toEqual(['record']);
  note.recording?.stop();
  await pause();
  expect(happened).toEqual(['record', 'stop', 'finish']);
});

it('what is being recorded is kept when its button goes', async () => {
  allow();
  await start();
  note.leave();
  await pause();
  expect(happened).toEqual(['record', 'stop', 'finish']);
});
