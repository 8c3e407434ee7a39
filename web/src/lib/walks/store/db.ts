import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Sound, Uuid, WalkEvent } from '@quartierblick/gis/walks/event.ts';
import type { Kept } from '@quartierblick/gis/walks/timeline.ts';
import type { Participant } from '@quartierblick/gis/walks/people.ts';
import type { Draft, Joined } from './types.ts';

/** This browser on a walk, and how far it got with the server. */
export interface WalkRecord extends Joined {
  /** How a new device joins in place of this one, should its log have been forked; null: by the account. */
  code: string | null;
  /** Last place of the own log that is taken, and up to where the server has it. */
  seq: number;
  have: number;
  /** Where to read on what others said. */
  cursor: number;
  showsOthers: boolean;
  people: readonly Participant[];
  /** By how much this clock is behind the server's, as far as that is known. */
  clockOffMs: number | null;
}

/** A photo or voice. Its bytes lie in `parts`. */
export interface BlobRecord {
  sha256: string;
  type: 'image/jpeg' | Sound['type'];
  bytes: number;
  parts: number;
  /** `refused`: the server can never take it; the bytes stay here. */
  state: 'here' | 'sent' | 'refused';
}

/** A recording that is not finished: of a page that runs, or of one that was killed. */
export interface RecordingRecord {
  finding: Uuid;
  type: Sound['type'];
  pieces: number;
}

/** Versions only ever add stores: an old page may still be open beside a new one. Keys are given beside the values. */
export interface WalkSchema extends DBSchema {
  walks: { key: Uuid; value: WalkRecord };
  /** What was said here, by walk, device and place in its log. Never changed. */
  log: { key: [walk: Uuid, device: Uuid, seq: number]; value: WalkEvent };
  /** What the server told, by walk and id. */
  heard: { key: [walk: Uuid, id: Uuid]; value: Kept };
  drafts: { key: [walk: Uuid, kind: string, thing: Uuid, field: string]; value: Draft };
  blobs: { key: [walk: Uuid, sha256: string]; value: BlobRecord };
  /** By walk, SHA-256 (of a recording: its id) and number. Not `Blob`: Safari has given damaged ones back. */
  parts: { key: [walk: Uuid, of: string, n: number]; value: ArrayBuffer };
  recordings: { key: [walk: Uuid, id: Uuid]; value: RecordingRecord };
  /** Room that is given up for notes when the disk is full. */
  ballast: { key: 'ballast'; value: ArrayBuffer };
}

type Store = StoreNames<WalkSchema>;
export type WalkDb = IDBPDatabase<WalkSchema>;
export type Tx<S extends Store> = IDBPTransaction<WalkSchema, S[], 'readwrite'>;

const NAME = 'quartierblick-walks';
const VERSION = 1;
const STORES = ['walks', 'log', 'heard', 'drafts', 'blobs', 'parts', 'recordings', 'ballast'] as const;

/** All keys that begin with these members: arrays sort after everything else. */
export const below = (...start: readonly string[]): IDBKeyRange => IDBKeyRange.bound([...start], [...start, []]);

/** What a browser says when its own connection broke, as Safari does after the page slept: opening anew helps. */
const isBroken = (error: unknown): boolean =>
  error instanceof DOMException &&
  (error.name === 'InvalidStateError' || error.name === 'UnknownError' || /connection/i.test(error.message));

/** The database of walks in this browser; opened when it is first needed and once more after its connection broke. */
export class WalkBase {
  readonly #name: string;
  #opening: Promise<WalkDb> | undefined;

  constructor(name = NAME) {
    this.#name = name;
  }

  #open(): Promise<WalkDb> {
    this.#opening ??= openDB<WalkSchema>(this.#name, VERSION, {
      upgrade(db) {
        for (const store of STORES) if (!db.objectStoreNames.contains(store)) db.createObjectStore(store);
      },
      // A newer page waits: whatever was promised here is in finished transactions, so it may have the database.
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
      terminated: () => (this.#opening = undefined),
    }).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #once<T>(work: (db: WalkDb) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      if (!isBroken(error)) throw error;
      this.close();
      return work(await this.#open());
    }
  }

  read<T>(work: (db: WalkDb) => Promise<T>): Promise<T> {
    return this.#once(work);
  }

  /**
   * A transaction, fulfilled when it is complete.
   * @param durability `strict`: on the disk, not only with the system
   */
  write<S extends Store, T>(
    stores: readonly S[],
    durability: 'strict' | 'relaxed',
    work: (tx: Tx<S>) => Promise<T>,
  ): Promise<T> {
    return this.#once(async (db) => {
      const tx = db.transaction([...stores], 'readwrite', { durability });
      // Whoever awaits `work` hears of it; an abort must not be unhandled beside it.
      tx.done.catch(() => undefined);
      try {
        const result = await work(tx);
        await tx.done;
        return result;
      } catch (error) {
        abort(tx);
        throw tx.error ?? error;
      }
    });
  }

  close(): void {
    void this.#opening?.then((db) => db.close()).catch(() => undefined);
    this.#opening = undefined;
  }
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch {
    // It has ended by itself already.
  }
}
