import { fileURLToPath } from 'node:url';
import { readEnv } from '../env.ts';
import { checkAddresses } from '../operations/check-addresses.ts';
import { checkDatabase } from '../operations/check-database.ts';
import { checkFolder } from '../operations/check-folder.ts';
import { hint, wrong } from '../operations/findings.ts';
import type { Finding } from '../operations/findings.ts';
import { misspeltSettings, readSettings, SETTING_NAMES, settingsTable } from '../settings.ts';
import { languageOf } from './words.ts';

/** `npm run check-config`: what holds and what is wrong, a line each; exit code 1 where something is wrong. */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MARK = { holds: '✓', hint: '!', wrong: '✗' } as const;

/** Nothing reads such a variable: a city would start on the embedded database and not notice. */
const misspelt = (): Finding[] =>
  misspeltSettings(process.env).map(({ name, meant }) =>
    hint(name, `kennt das Programm nicht; gemeint ist vielleicht ${meant}`, `is not known; perhaps ${meant} is meant`),
  );

async function check(): Promise<Finding[]> {
  const { bad } = readSettings(process.env);
  if (bad.length > 0) return bad.map(({ name, line }) => wrong(name, line.de, line.en));
  try {
    const env = readEnv(process.env, ROOT);
    return [...checkAddresses(env), ...checkFolder(env.dataDir), ...(await checkDatabase(env))];
  } catch (error) {
    // What settings must fulfil together.
    const { message } = error as Error;
    return [wrong('', message, message)];
  }
}

if (process.argv.includes('--table')) process.stdout.write(`${settingsTable()}\n`);
else {
  const language = languageOf(process.env);
  const set = SETTING_NAMES.filter((name) => process.env[name] !== undefined && process.env[name] !== '');
  const found = [...misspelt(), ...(await check())];
  const named = { de: 'gesetzt', en: 'set' }[language];
  process.stdout.write(`${named}: ${set.join(', ') || '–'}\n`);
  for (const { about, kind, text } of found) {
    const line = text[language];
    process.stdout.write(`${MARK[kind]} ${about === '' || line.startsWith(about) ? line : `${about}: ${line}`}\n`);
  }
  process.exitCode = found.some(({ kind }) => kind === 'wrong') ? 1 : 0;
}
