import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import packed from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const DEBIAN = '/usr/bin/chromium';

/** Software rendering of WebGL, and no calls home. */
const ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts Debian's Chromium where it is installed, else the one that comes inside an npm package. */
export async function launchBrowser(preferred: 'debian' | 'packed' = 'debian'): Promise<Browser> {
  if (preferred === 'debian' && existsSync(DEBIAN)) return chromium.launch({ executablePath: DEBIAN, args: ARGUMENTS });
  // The package's own arguments fit its build; those about the sandbox and graphics are the same as ours.
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...packed.args, ...ARGUMENTS],
    headless: true,
  });
}

/** A browser with a profile that stays, in a process that can be killed as a flat battery kills it. */
export interface MortalBrowser {
  browser: Browser;
  /** Ends all of it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

/**
 * Starts a browser on a profile. Playwright's own ways of closing one let it write what it has to write.
 * @param profile folder, made where there is none; what the browser keeps is found there again
 */
export async function launchMortal(profile: string): Promise<MortalBrowser> {
  const executable = existsSync(DEBIAN) ? DEBIAN : await packed.executablePath();
  const options = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  // A process group of its own: the browser's helpers die with it.
  const child = spawn(executable, [...ARGUMENTS, ...options, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = once(child, 'close');
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const at = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (at) found(at);
    });
    void ended.then(() => failed(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  return {
    browser,
    async kill() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}
