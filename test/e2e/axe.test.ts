import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { findings } from './axe.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** A page that has nothing to be found but what is put into its body. */
const page = (body: string) =>
  `<!doctype html><html lang="de"><title>Probe</title><body style="background: #fff; color: #000"><main><h1>Probe</h1>${body}</main></body></html>`;

describe('what axe finds', () => {
  it('is nothing on a page that is well, and is named with its element on one that is not', async () => {
    const tab = await browser.newPage();
    await tab.setContent(page('<button>Speichern</button>'));
    expect(await findings(tab)).toEqual([]);
    await tab.setContent(page('<p style="color: #bbb">blass</p><button></button>'));
    const found = await findings(tab);
    expect(found.map((line) => line.split(':')[0])).toEqual(['button-name', 'color-contrast']);
    expect(found[1]).toContain('blass');
    await tab.close();
  });
});
