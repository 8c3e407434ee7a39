import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** A step that failed; the message is one line for the terminal. */
export class StepFailed extends Error {}

/** The Node that the project brings along (npm package `node`), so that the machine's own may be older. */
export function nodeOf(root) {
  return join(root, 'node_modules/.bin/node');
}

/** The environment with the project's Node and programs first on the path. */
export function environment(root) {
  return { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + (process.env.PATH ?? '') };
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
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(signal ? 130 : (code ?? 1));
    });
  });
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
