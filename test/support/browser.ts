import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import packed from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Debian's whole browser: what works behind a page that was closed is left out of the others. */
const WHOLE = '/usr/bin/chromium';
/** Debian's: the one without a window of its own starts a page with half the work, the other one is what more machines have. */
const DEBIAN = ['/usr/bin/chromium-headless-shell', WHOLE];

/** Whether there is a browser here that can do all that a user's can. */
export const hasWholeBrowser = existsSync(WHOLE);

/** Software rendering of WebGL alone, a compiler that keeps its optimizing for what really runs often, and no calls home. */
const ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader-webgl',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--js-flags=--interrupt-budget=1500000,--invocation-count-for-maglev=5000',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** `whole` only where {@link hasWholeBrowser}. */
type Preferred = 'debian' | 'packed' | 'whole';

/** Debian's Chromium where it is installed, else the one that comes inside an npm package. */
async function executable(preferred: Preferred): Promise<string> {
  if (preferred === 'whole') return WHOLE;
  return (preferred === 'debian' && DEBIAN.find((path) => existsSync(path))) || packed.executablePath();
}

/**
 * Starts a browser. The arguments that the package recommends are left out: its single process ends with the first page that is
 * closed, and its web security is off.
 */
export async function launchBrowser(preferred: Preferred = 'debian'): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(preferred), args: ARGUMENTS });
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
  const options = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  // A process group of its own: the browser's helpers die with it.
  const child = spawn(await executable('debian'), [...ARGUMENTS, ...options, 'about:blank'], {
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
