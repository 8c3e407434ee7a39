import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf } from '@quartierblick/gis/walks/fold.ts';
import { set } from '@quartierblick/gis/walks/stamp.ts';
import { uuid } from '@quartierblick/gis/walks/test-log.ts';
import { WalkBase } from './db.ts';
import { newDevice } from './new-device.ts';
import { keepJoined, openLog } from './open.ts';
import { NoRoom } from './types.ts';

const WALK = uuid(8, 2);
const sizeOf = (value: unknown) =>
  value instanceof ArrayBuffer ? value.byteLength : new Blob([JSON.stringify(value)]).size;

/** A browser whose disk has only so much left: what does not fit is refused, as browsers refuse it. */
class Disk {
  free = Infinity;
  readonly #put = IDBObjectStore.prototype.put;
  readonly #clear = IDBObjectStore.prototype.clear;

  constructor() {
    const [put, clear] = [this.#put, this.#clear];
    const take = (value: unknown) => {
      const size = sizeOf(value);
      if (size > this.free) throw new DOMException('no room', 'QuotaExceededError');
      this.free -= size;
    };
    const give = () => (this.free += 2_000_000);
    IDBObjectStore.prototype.put = function (value, key) {
      take(value);
      return put.call(this, value, key);
    };
    IDBObjectStore.prototype.clear = function () {
      if (this.name === 'ballast') give();
      return clear.call(this);
    };
  }

  restore() {
    IDBObjectStore.prototype.put = this.#put;
    IDBObjectStore.prototype.clear = this.#clear;
  }
}

describe('a full disk', () => {
  let disk: Disk;
  beforeEach(() => (disk = new Disk()));
  afterEach(() => disk.restore());

  const opened = async () => {
    const base = new WalkBase(crypto.randomUUID());
    await keepJoined({ walk: WALK, ...newDevice(), may: 'add', role: 'child', name: null, code: null }, base);
    const log = await openLog(WALK, base);
    if (!log) throw new Error('does not take part');
    return log;
  };
  const picture = { width: 1, height: 1, covered: 0, drawn: false };

  it('refuses a photo in words and keeps nothing of it, while notes still fit', async () => {
    const log = await opened();
    disk.free = 50_000;
    await expect(log.keepPhoto(uuid(3, 0), new ArrayBuffer(600_000), picture)).rejects.toThrow(NoRoom);
    expect(log.kept).toEqual([]);
    expect(log.numbers.files).toEqual({ here: 0, underway: 0, sent: 0 });
    expect(await log.base.read((db) => db.count('parts'))).toBe(0);
    // What went into the transaction that was given up is free again.
    disk.free = 0;
    const ref = { kind: 'finding' as const, thing: uuid(3, 0), field: 'note' };
    await log.draft(ref, 'passt noch');
    await log.settle(ref);
    expect(log.state.get(keyOf('finding', uuid(3, 0)))?.fields['note']?.[0]?.value).toBe('passt noch');
    expect(await log.base.read((db) => db.count('ballast'))).toBe(0);
    log.close();
  });

  it('says so where not even a note fits, and loses nothing that was there', async () => {
    const log = await opened();
    await log.say(set('finding', uuid(3, 0), 'note', 'vorher', []));
    disk.free = -2_000_000;
    await expect(log.say(set('finding', uuid(3, 0), 'theme', 'danach', []))).rejects.toThrow(NoRoom);
    disk.free = Infinity;
    await log.reload();
    expect(log.kept.map(({ event: { say } }) => say)).toMatchObject([{ value: 'vorher' }]);
    expect((await log.say(set('finding', uuid(3, 0), 'theme', 'danach', [])))[0]?.seq).toBe(2);
    log.close();
  });
});
