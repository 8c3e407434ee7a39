import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BackupRefused } from '../backup/refused.ts';
import { CannotConnect } from '../db.ts';
import { FolderInUse } from '../embedded/lock.ts';
import { BadEnv, readEnv } from '../env.ts';
import type { Env } from '../env.ts';
import { MigrationRefused } from '../migrate.ts';
import { languageOf } from './words.ts';
import type { Language } from './words.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** A line about what is going on, so often. */
const EVERY_MS = 200;

interface Tool {
  env: Env;
  /** Absolute, from where the user stands. */
  file: string;
  language: Language;
  /** Shows what is going on, on a line that is written over; on a terminal only. */
  step(text: string): void;
  /** The work goes on and its outcome counts, but the exit code is 1: a nightly job must not call it well done. */
  warn(line: string): void;
}

function stepper(): { step: (text: string) => void; clear: () => void } {
  if (!process.stderr.isTTY) return { step: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    step(text) {
      if (performance.now() - last < EVERY_MS) return;
      last = performance.now();
      process.stderr.write(`\r\x1b[K${text.slice(0, 78)}`);
    },
    clear: () => void process.stderr.write('\r\x1b[K'),
  };
}

/**
 * Runs a command of the terminal that takes one file: what came out on standard output, what went wrong in one line on
 * standard error; exit code 0, 1 (refused) or 2 (misuse).
 */
export async function runTool(name: string, work: (tool: Tool) => Promise<string>): Promise<void> {
  const language = languageOf(process.env);
  const { step, clear } = stepper();
  const mention = (line: string) => void process.stderr.write(`${line}\n`);
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file.startsWith('-') || more.length > 0) {
    mention(`npm run ${name} -- ${language === 'de' ? 'DATEI' : 'FILE'}.tar`);
    process.exitCode = 2;
    return;
  }
  try {
    const path = resolve(process.env['QB_CWD'] || process.cwd(), file);
    const warn = (line: string) => {
      clear();
      mention(line);
      process.exitCode = 1;
    };
    const said = await work({ env: readEnv(process.env, ROOT), file: path, language, step, warn });
    clear();
    process.stdout.write(`${said}\n`);
  } catch (error) {
    clear();
    process.exitCode = 1;
    if (error instanceof BackupRefused) return mention(error.text[language]);
    const isExpected = [BadEnv, CannotConnect, FolderInUse, MigrationRefused].some((kind) => error instanceof kind);
    const { message, stack } = error as Error;
    mention(isExpected ? message : (stack ?? message));
  }
}
