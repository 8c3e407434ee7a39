import type { Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import { remove, seenOf, set } from '@quartierblick/gis/walks/stamp.ts';
import { said } from '@quartierblick/gis/walks/test-log.ts';
import { forgetWalk } from '../../../web/src/lib/walks/store/forget.ts';
import { openLog, walkBase } from '../../../web/src/lib/walks/store/open.ts';
import type { StoredWalkLog } from '../../../web/src/lib/walks/store/walk-log.ts';
import { isPending, syncLock } from '../../../web/src/lib/walks/sync/background.ts';
import { synchronise } from '../../../web/src/lib/walks/sync/engine.ts';
import { joinAsAccount, joinByCode } from '../../../web/src/lib/walks/sync/join.ts';
import { httpTransport } from '../../../web/src/lib/walks/sync/transport.ts';

/** Runs in the browser: store and engine of the field as they are, without its screen. */

/** What somebody does. `n` is another one each time, so that every value is written once in the world. */
export type Op =
  | { do: 'note' | 'theme' | 'place' | 'photo' | 'draft'; thing: Uuid; n: number }
  | { do: 'settle' | 'visit' | 'remove'; thing: Uuid; n: number };

/** Of what the page may say "saved". */
export type Ack =
  { kind: 'events'; events: WalkEvent[] } | { kind: 'draft'; thing: Uuid; n: number } | { kind: 'photo'; photo: Uuid };

declare global {
  interface Window {
    acked(ack: Ack): Promise<void>;
  }
}

/** So small that a log takes several requests and a picture several pieces. */
const MOST = { events: 3, bytes: 400 };
const WIDTH = 24;

let log: StoredWalkLog;

/** A picture that nobody else has. */
async function picture(n: number): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(WIDTH, WIDTH);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  for (let i = 0; i < WIDTH; i += 1) {
    context.fillStyle = `hsl(${(n * 47 + i * i * 31) % 360} ${40 + ((n + i) % 60)}% ${20 + ((n * 7 + i) % 60)}%)`;
    context.fillRect(i, 0, 1, WIDTH);
  }
  return (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer();
}

async function does({ do: what, thing, n }: Op): Promise<Ack> {
  const over = (field: string) => seenOf(log.state, 'finding', thing, field);
  if (what === 'draft') {
    await log.draft({ kind: 'finding', thing, field: 'note' }, `Entwurf ${n}`);
    return { kind: 'draft', thing, n };
  }
  if (what === 'settle') {
    await log.settle();
    return { kind: 'events', events: [] };
  }
  if (what === 'photo') {
    const facts = { width: WIDTH, height: WIDTH, covered: 0, drawn: false };
    return { kind: 'photo', photo: await log.keepPhoto(thing, await picture(n), facts) };
  }
  if (what === 'remove') return { kind: 'events', events: await log.say(remove(log.state, 'finding', thing)) };
  if (what === 'visit') return { kind: 'events', events: await log.say(set('visit', thing, 'came', `${n}`, [])) };
  if (what === 'place') {
    const place = { lon: 7 + n / 1_000_000, lat: 51.5, accuracyM: 5, by: 'gps' } as const;
    return { kind: 'events', events: await log.say(set('finding', thing, 'place', place, over('place'))) };
  }
  return { kind: 'events', events: await log.say(set('finding', thing, what, `Wort ${n}`, over(what))) };
}

const walker = {
  /** Takes part, by a code or as the account of the browser. */
  async join(walk: Uuid, code: string | null): Promise<Uuid> {
    const transport = httpTransport('');
    const joined =
      code === null ? await joinAsAccount(walk, { role: 'lead' }, transport) : await joinByCode(code, {}, transport);
    await walker.open(walk);
    return joined.device;
  },

  async open(walk: Uuid): Promise<void> {
    const opened = await openLog(walk);
    if (!opened) throw new Error('does not take part');
    log = opened;
  },

  /** Forgets the walk, so that the next one begins with an empty browser. */
  async forget(): Promise<void> {
    log.close();
    await forgetWalk(walkBase, log.joined.walk);
  },

  /** One after the other, each told of as soon as the store has said that it is kept. */
  async write(ops: readonly Op[]): Promise<void> {
    for (const op of ops) await window.acked(await does(op));
  },

  /** What was being written is said, as after a moment of rest. */
  settle: () => log.settle(),

  /** @returns how it ended; `offline` where nothing is known */
  async sync(): Promise<string> {
    const { walk } = log.joined;
    const outcome = await navigator.locks
      .request(syncLock(walk), () => synchronise(walk, { base: walkBase, transport: httpTransport(''), most: MOST }))
      .catch(() => ({ kind: 'offline' }) as const);
    await log.reload();
    return outcome.kind === 'refused' ? `refused: ${outcome.refusal.type}` : outcome.kind;
  },

  /** What this browser knows, as the screen would show it, and whether something lies here only. */
  async knows() {
    await log.reload();
    const { state, kept, joined } = log;
    return {
      said: said(state),
      ids: kept.map(({ event }) => event.id),
      isPending: await isPending(walkBase, joined.walk),
      device: joined.device,
    };
  },
};

export type Walker = typeof walker;
Object.assign(window, { walker });
