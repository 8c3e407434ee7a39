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
