import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { TargetList } from '@quartierblick/gis/register/target-list.ts';
import type { Identity } from '../auth/identity.ts';
import type { Database, Sql, SqlLike } from '../db.ts';
import type { Applied, KeptThing, Plan } from './planned.ts';
import type { ReadRegister } from './read-register.ts';

/** What is imported, by whom, and what the dry run has shown. */
export interface ImportOrder {
  mapping: Mapping;
  /** `version` of each line at the dry run. Lines that are missing are left alone. */
  seen: Readonly<Record<number, number>>;
  who: Pick<Identity, 'userId' | 'name'>;
  requestId: string;
  fileName: string;
  sha256: string;
  onProgress: (done: number, total: number) => void;
  /** Throws where the reader has cancelled. */
  check: () => void;
}

/** What is written to a file. */
export interface FileOrder {
  format: 'xlsx' | 'csv';
  language: keyof Text;
  /** In this order; null: everything. */
  keys: readonly string[] | null;
}

/** What a register does with files, once they are read and their columns are mapped. */
export interface RegisterEngine {
  targets: TargetList;
  /** What each row would do to the register of now. Changes nothing. */
  plan(sql: Sql, file: ReadRegister, mapping: Mapping): Promise<Plan>;
  /** Does what the plan says, in one transaction; what differs from the dry run is kept as it is and named. */
  take(db: Database, file: ReadRegister, order: ImportOrder): Promise<Applied>;
  write(sql: SqlLike, order: FileOrder): Promise<Uint8Array>;
  /** @throws Problem 404 where there is no such import, 409 where it has been undone */
  undo(
    db: Database,
    id: string,
    who: Pick<Identity, 'userId' | 'name'>,
    requestId: string,
  ): Promise<{ restored: number; kept: KeptThing[] }>;
}
