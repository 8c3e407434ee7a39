import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchMortal } from '../support/browser.ts';
import type { MortalBrowser } from '../support/browser.ts';
import { cookieFor, PATIENCE_MS, startDashboard } from './visit.ts';
import type { Dashboard } from './visit.ts';

/** The demo's walk to come (gis/demo/walks.ts). */
const WALK = 'd3a00000-0000-4000-8003-000000000001';
const WHO = ['steering', 'planner', 'admin'] as const;
/** Killed this often each. */
const ROUNDS = 3;

let dashboard: Dashboard;
const folder = mkdtempSync(join(tmpdir(), 'qb-walkers-'));
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterAll(async () => {
  await dashboard?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A random number that a failing run can be repeated with: `WALK_SEED=… npm test`. */
const seed = Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);
let state = seed;
const random = (below: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return Math.floor((state / 0x80000000) * below);
};

/** Somebody on the walk with a phone of their own, which dies and comes back with what it had kept. */
class Walker {
  readonly who: (typeof WHO)[number];
  /** Everything of which the screen said that it is saved. */
  readonly shownAsSaved: string[] = [];
  #mortal: MortalBrowser | undefined;

  constructor(who: (typeof WHO)[number]) {
    this.who = who;
  }

  async open(offline: boolean): Promise<Page> {
    this.#mortal = await launchMortal(join(folder, this.who));
    const [context] = this.#mortal.browser.contexts();
    if (!context) throw new Error('the browser has no context');
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addCookies([await cookieFor(dashboard, this.who)]);
    const page = await context.newPage();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${dashboard.url}/walks/${WALK}/go`);
    await page.getByRole('navigation').waitFor();
    await context.setOffline(offline);
    return page;
  }

  /** Writes findings until the battery is flat, perhaps in the middle of a word. */
  async writeAndDie(round: number): Promise<void> {
    const page = await this.open(random(2) === 0);
    for (let n = 0; n <= random(3); n++) {
      const text = `${this.who} ${round}.${n} `;
      await page.getByRole('button', { name: /^Fund(?!e)/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Notiz').pressSequentially(text + 'x'.repeat(random(12)));
      if (random(3) === 0) await dialog.getByRole('button', { name: 'Müll' }).click();
      await dialog.getByText('gespeichert', { exact: true }).waitFor();
      this.shownAsSaved.push(text);
      if (random(2) === 0) await dialog.getByRole('button', { name: 'Fertig' }).click();
      else break;
    }
    await page.waitForTimeout(random(1500));
    await this.die();
  }

  async die(): Promise<void> {
    await this.#mortal?.kill();
  }
}

/** Notes on the screen of somebody, as a list in no order. */
async function notesOf(page: Page): Promise<string[]> {
  await page.getByRole('navigation').getByRole('button', { name: 'Funde' }).click();
  const notes = await page.locator('.row .note').allTextContents();
  return notes.map((note) => note.trim()).sort();
}

describe('several phones that write without a network and die at random', () => {
  it(`all show the same in the end; nothing that was shown as saved is lost, and nothing is there twice (seed ${seed})`, async () => {
    const walkers = WHO.map((who) => new Walker(who));
    for (let round = 0; round < ROUNDS; round++) {
      for (const walker of walkers) await walker.writeAndDie(round);
    }
    const written = walkers.flatMap(({ shownAsSaved }) => shownAsSaved);
    expect(written.length).toBeGreaterThanOrEqual(WHO.length * ROUNDS);
    try {
      const pages: Page[] = [];
      for (const walker of walkers) pages.push(await walker.open(false));
      await expect
        .poll(
          async () => {
            const [first, ...others] = await Promise.all(pages.map(notesOf));
            const all = first ?? [];
            const same = others.every((other) => JSON.stringify(other) === JSON.stringify(all));
            const lost = written.filter((text) => !all.some((note) => note.startsWith(text.trim())));
            return { same, lost };
          },
          { timeout: 90_000, interval: 1000 },
        )
        .toEqual({ same: true, lost: [] });
      const notes = await notesOf(pages[0] as Page);
      const mine = notes.filter((note) => /^(steering|planner|admin) \d+\.\d+/.test(note));
      const begins = mine.map((note) => /^\S+ \d+\.\d+/.exec(note)?.[0]);
      expect(new Set(begins).size).toBe(begins.length);
    } finally {
      await Promise.all(walkers.map((walker) => walker.die()));
    }
  }, 600_000);
});
