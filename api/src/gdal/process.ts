import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UnreadableFile } from '@quartierblick/gis/layers/source-types.ts';
import { GDAL_PROBLEMS } from './messages.ts';
import type { Conversion, GdalAnswer, GdalInspection, GdalOrder, GdalProblem } from './messages.ts';
import { GDAL_LIMITS } from './limits.ts';
import type { GdalLimits } from './limits.ts';
import { MEMORY_WORD } from './memory-word.ts';

export interface GdalOptions {
  limits?: GdalLimits;
  /** Ends the process; the call then throws the signal's reason. */
  signal?: AbortSignal;
}

/** GDAL could not do what was asked. `text` is for people, `said` what GDAL itself said, for the log. */
export class GdalFailed extends UnreadableFile {
  readonly type: GdalProblem;
  readonly said: string;

  constructor(type: GdalProblem, said: string) {
    super(GDAL_PROBLEMS[type]);
    this.name = 'GdalFailed';
    this.type = type;
    this.said = said;
  }
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** Characters kept of the last words of a process. */
const LAST_WORDS = 4000;

function reasonOfDeath(words: string): GdalProblem {
  return words.includes(MEMORY_WORD) || /heap out of memory|Cannot enlarge memory|OOM/.test(words)
    ? 'gdal-memory'
    : 'gdal-crashed';
}

/** Runs one order in a process of its own and waits for its end. */
async function run(order: GdalOrder, { limits = GDAL_LIMITS, signal }: GdalOptions): Promise<GdalAnswer> {
  signal?.throwIfAborted();
  const child: ChildProcess = fork(WORKER, [JSON.stringify({ limitBytes: limits.memoryMb * 1024 * 1024 })], {
    execArgv: [`--max-old-space-size=${Math.max(64, Math.floor(limits.memoryMb / 2))}`, '--no-warnings'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Nothing of the server's environment, e.g. the address of the database, is its business.
    env: {},
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-LAST_WORDS);
  });
  let late = false;
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limits.timeoutS * 1000);
  signal?.addEventListener('abort', kill, { once: true });
  try {
    const answer = await new Promise<GdalAnswer | undefined>((resolve) => {
      let said: GdalAnswer | undefined;
      child.on('message', (message) => (said = message as GdalAnswer));
      // `close` comes after the last words on standard error; a process that could not even start only has an error.
      child.on('close', () => resolve(said));
      child.on('error', (error) => {
        words += error.message;
        if (child.pid === undefined) resolve(undefined);
      });
      child.send(order, (error) => {
        if (error) words += error.message;
      });
    });
    signal?.throwIfAborted();
    if (answer) return answer;
    throw new GdalFailed(late ? 'gdal-timeout' : reasonOfDeath(words), words);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
}

function failed(answer: GdalAnswer): GdalFailed {
  const { log } = answer;
  const message = answer.type === 'failed' ? answer.message : '';
  const memory = /out of memory|Cannot enlarge memory|allocation failed/i.test(message);
  return new GdalFailed(memory ? 'gdal-memory' : 'gdal-refused', [message, ...log].join('\n'));
}

/**
 * Layers of a file, with fields and the coordinate system that it declares.
 * @param input absolute path; the name's extension tells GDAL the format, files beside it belong to it (.dbf, .prj)
 * @throws GdalFailed where it cannot be read, takes too much memory or too long; the reason of an aborted signal
 */
export async function gdalInspect(
  input: string,
  options: GdalOptions & { openOptions?: Record<string, string> } = {},
): Promise<GdalInspection> {
  const { openOptions } = options;
  const answer = await run({ what: 'inspect', input, ...(openOptions ? { openOptions } : {}) }, options);
  if (answer.type !== 'inspected') throw failed(answer);
  return answer.inspection;
}

/**
 * Converts files by `ogr2ogr`, one conversion after the other in one process.
 * @param folder absolute path of an existing folder that the files are written to; inputs lie in one other folder
 * @param options config: configuration options of GDAL, e.g. `{ DXF_INLINE_BLOCKS: 'FALSE' }`
 * @returns absolute paths of everything that was written, e.g. .shp, .shx, .dbf, .prj, .cpg
 * @throws GdalFailed where one of them fails, takes too much memory or too long; the reason of an aborted signal
 */
export async function gdalConvert(
  folder: string,
  conversions: Conversion[],
  options: GdalOptions & { config?: Record<string, string> } = {},
): Promise<string[]> {
  const { config = {} } = options;
  const answer = await run({ what: 'convert', folder, conversions, config }, options);
  if (answer.type !== 'converted') throw failed(answer);
  return answer.files;
}
