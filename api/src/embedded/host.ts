import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { lockFolder } from './lock.ts';

/** A Unix socket's path may have about 107 bytes; a deep data folder would not fit. */
const LONGEST_SOCKET_PATH = 100;
const SOCKET_NAME = '.s.PGSQL.5432';

export interface EmbeddedServer {
  /** Folder of the socket, mode 700: it asks for no password, so only this user may reach it. */
  socketDir: string;
  close(): Promise<void>;
}

function socketFolder(dataDir: string): { path: string; temporary: boolean } {
  const path = join(dataDir, 'socket');
  if (Buffer.byteLength(join(path, SOCKET_NAME)) <= LONGEST_SOCKET_PATH) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return { path, temporary: false };
  }
  return { path: mkdtempSync(join(tmpdir(), 'qb-')), temporary: true };
}

/**
 * Starts the embedded database of a data folder in a thread of its own.
 * @throws FolderInUse where another process has it
 */
export async function startEmbedded(dataDir: string, onProgress: (step: string) => void): Promise<EmbeddedServer> {
  const unlock = lockFolder(dataDir);
  const socket = socketFolder(dataDir);
  const cleanUp = () => {
    rmSync(join(socket.path, SOCKET_NAME), { force: true });
    if (socket.temporary) rmSync(socket.path, { recursive: true, force: true });
    unlock();
  };
  try {
    chmodSync(dataDir, 0o700);
    rmSync(join(socket.path, SOCKET_NAME), { force: true });
    const folder = join(dataDir, 'database');
    // A database whose making was interrupted cannot be opened; nobody has put anything in it, so it is made anew.
    const unfinished = join(dataDir, 'database-unfinished');
    if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true });
    const isNew = !existsSync(folder);
    if (isNew) writeFileSync(unfinished, '');
    onProgress(isNew ? 'Datenbank wird angelegt (einmalig)' : 'Datenbank wird geöffnet');
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { folder, socket: join(socket.path, SOCKET_NAME) },
    });
    // Rejects where the thread fails first. Under `--watch`, Node itself sends messages about what the thread imports.
    let message: unknown;
    do [message] = await once(worker, 'message');
    while (message !== 'ready');
    rmSync(unfinished, { force: true });
    // Without its database the process is of no use, and what it goes on to answer would be wrong.
    worker.once('error', (error) => {
      throw error;
    });
    return {
      socketDir: socket.path,
      async close() {
        const closed = once(worker, 'exit');
        worker.postMessage('close');
        await closed;
        cleanUp();
      },
    };
  } catch (error) {
    cleanUp();
    throw error;
  }
}
