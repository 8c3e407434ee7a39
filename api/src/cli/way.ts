import type { ImportProgress, ImportReport } from '../imports/report.ts';
import type { Choice } from './orders.ts';

/** A failure that the server or the importer explained; the message is one line in the user's language. */
export class Refused extends Error {
  override name = 'Refused';
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** A way to the imports: through the running server, or with the database opened by this process. */
export interface Way {
  /** Imports a file and waits for its end. @throws Refused where it is not even taken */
  run(file: string, choice: Choice, onProgress: (progress: ImportProgress) => void): Promise<ImportReport>;
  /** Asks the api, which runs in a server or in this process. @throws Refused where it refuses */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Follows an import that has begun to its end. */
  follow(id: string, onProgress: (progress: ImportProgress) => void): Promise<ImportReport>;
  /** @throws Refused */
  undo(id: string): Promise<ImportReport>;
  /** @returns ids of the layers from which demo data was taken */
  removeDemo(): Promise<string[]>;
  /** Cancels what is running. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}
