import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A server started as a user would start it, in a process of its own. */
export interface ServerProcess {
  pid: number;
  /** All that it has written to standard output and error so far. */
  output(): string;
  /** Address that it printed; rejects where the process ended before it did. */
  ready: Promise<string>;
  /** Exit code once it has ended; null where a signal ended it. */
  ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** What every process needs to know of the machine; where Node keeps what it has compiled saves each start a second. */
export const ofTheMachine = (): NodeJS.ProcessEnv =>
  Object.fromEntries(['PATH', 'HOME', 'NODE_COMPILE_CACHE'].map((name) => [name, process.env[name]]));

/**
 * Starts `api/src/server.ts` on a free loopback port with these settings and nothing of this process's own.
 * @param root folder of the installation; this one unless told otherwise
 */
export function startServer(variables: Record<string, string>, root = ROOT): ServerProcess {
  const child = spawn(process.execPath, ['api/src/server.ts'], {
    cwd: root,
    env: { ...ofTheMachine(), PORT: '0', DEMO: 'off', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /Quartierblick: (\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`ended before it was ready: ${output}`)));
  });
  // Whoever waits for the end does not care that it was never ready.
  ready.catch(() => undefined);
  return { pid: child.pid ?? 0, output: () => output, ready, ended, kill: (signal) => void child.kill(signal) };
}
