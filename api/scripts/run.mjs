import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Not SIGHUP: a handler would undo nohup. */
const SIGNALS = ['SIGINT', 'SIGTERM'];
/** How many lines of a failed program are shown. */
const LAST_WORDS = 25;

/** A step that failed; the message is one line for the terminal. */
export class StepFailed extends Error {}

/** The Node that the project brings along (npm package `node`), so that the machine's own may be older. */
export function nodeOf(root) {
  return join(root, 'node_modules/.bin/node');
}

/** The environment with the project's Node and programs first on the path; what Node has compiled is kept for its next start. */
export function environment(root) {
  return {
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
    ...process.env,
    PATH: join(root, 'node_modules/.bin') + delimiter + (process.env.PATH ?? ''),
  };
}

/**
 * Stops the program when npm is gone: npm hands a signal to the shell between it and us, and that shell dies of it
 * without passing it on.
 * @returns a function that ends the watch
 */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  return () => clearInterval(watch);
}

/**
 * Runs a program to its end and gives its exit code. Signals reach it: from a terminal by the process group,
 * from elsewhere (a service manager, npm) through this process.
 * @param options.quiet its standard output goes to standard error, so that ours stays clean
 */
export function run(root, program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...environment(root), ...options.env },
      stdio: ['inherit', options.quiet ? 2 : 'inherit', 'inherit'],
    });
    const pass = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    const endWatch = stopWithNpm(child);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      endWatch();
      for (const name of SIGNALS) process.off(name, pass);
      resolve(signal ? 130 : (code ?? 1));
    });
  });
}

/**
 * Runs a talkative program to its end without its talk: what it said is shown only where it failed.
 * @param options.onLine is told every line, e.g. to show progress
 * @throws StepFailed with `message`
 */
export async function silently(root, program, args, message, options = {}) {
  const said = [];
  const child = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: { ...environment(root), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      options.onLine?.(line);
    });
  }
  const pass = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  for (const signal of SIGNALS) process.off(signal, pass);
  if (code === 0) return;
  // The reason stands at the end; the beginning of a long list of packages helps nobody.
  for (const line of said.slice(-LAST_WORDS)) say(line);
  throw new StepFailed(message);
}

/** Like {@link run}, but a failure ends the whole command with `message`. */
export async function must(root, program, args, message, options) {
  const code = await run(root, program, args, options);
  if (code !== 0) throw new StepFailed(message);
}

/** A line about what is going on, on standard error: standard output belongs to the command itself. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
