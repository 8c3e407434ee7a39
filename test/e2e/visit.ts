import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { demoDatabase } from '../support/databases.ts';
import { startServer } from '../support/server-process.ts';
import type { DatabaseKind } from '@quartierblick/api/db';

/** A running dashboard with the demo quarter, as a user would have it. */
export interface Dashboard {
  url: string;
  /** The link that a first start without accounts prints for its administrator; undefined where there are demo accounts. */
  firstLink: string | undefined;
  stop(): Promise<void>;
}

/**
 * Starts one with these settings beside those of its database, e.g. `{ BASE_URL: … }`.
 * @param root folder of the installation; this one unless told otherwise
 */
export async function startDashboard(
  kind: DatabaseKind = 'embedded',
  variables: Record<string, string> = {},
  root?: string,
): Promise<Dashboard> {
  const fresh = await demoDatabase(kind);
  const server = startServer({ ...fresh.variables, DEMO: 'auto', ...variables }, root);
  const url = await server.ready;
  return {
    url: url.replace('localhost', '127.0.0.1'),
    firstLink: /\S+\/invitation\?token=\S+/.exec(server.output())?.[0],
    async stop() {
      server.kill('SIGTERM');
      await server.ended;
      await fresh.remove();
    },
  };
}

/** A page that keeps account of everything that went wrong on it. */
export interface Visit {
  page: Page;
  /** Errors of the page, failed requests, answers from 400 on, requests that left the dashboard. */
  complaints: string[];
  /** Resolves when nothing has been under way for a moment; streams of events do not count. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const isStream = (url: string) => /\/events(\?|$)/.test(url);
const QUIET_MS = 700;
/**
 * What a map's worker had under way when it ended with its map is reported by nobody: tiles, and the worker's own script. After so
 * long a silence there is no end of them to wait for; an answer of the api is always waited for.
 */
const LOST_MS = 10_000;
const mayBeLost = (request: Request) => /\/(tiles|_app\/immutable)\//.test(request.url());
/** Two browsers that draw maps in software share two cores: what takes a second alone has taken half a minute there. */
export const PATIENCE_MS = 60_000;

/** Who visits: nobody known, or one of the demo accounts. */
export interface Visitor extends BrowserContextOptions {
  as?: keyof typeof ACCOUNTS | 'public';
}

const ACCOUNTS = {
  steering: 'steuerung@demo.example',
  planner: 'planung@demo.example',
  admin: 'admin@demo.example',
} as const;

interface Cookie {
  name: string;
  value: string;
}

/** Sessions by dashboard and account: a hundred visits are one sign-in. */
const sessions = new Map<string, Promise<Cookie>>();

function sessionOf({ url, firstLink }: Dashboard, who: keyof typeof ACCOUNTS): Promise<Cookie> {
  // On PostgreSQL there are no demo accounts: everyone who signs in is the administrator of the first start.
  const key = firstLink ?? `${url} ${who}`;
  const known = sessions.get(key) ?? (firstLink ? becomeAdmin(url, firstLink) : signIn(url, who));
  sessions.set(key, known);
  return known;
}

const post = (url: string, body: Record<string, string>) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Signs in with a demo account over HTTP. */
async function signIn(url: string, who: keyof typeof ACCOUNTS): Promise<Cookie> {
  const account = { email: ACCOUNTS[who], password: 'quartierblick-demo' };
  return cookieOf(await post(`${url}/api/auth/sign-in/email`, account));
}

/** Uses the printed link, as whoever started the server would. */
async function becomeAdmin(url: string, link: string): Promise<Cookie> {
  const token = new URL(link).searchParams.get('token') ?? '';
  const person = { email: 'erste@stadt.example', name: 'Erste Person', password: 'ein langes Passwort' };
  return cookieOf(await post(`${url}/api/invitations/accept`, { token, ...person }));
}

/** Name and value of the session's cookie. */
function cookieOf(answer: Response): Cookie {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(answer.headers.getSetCookie()[0] ?? '') ?? [];
  if (!answer.ok || name === undefined || value === undefined) throw new Error(`sign-in failed: ${answer.status}`);
  return { name, value };
}

/** The session of somebody, for a browser that is not opened by {@link visit}. */
export async function cookieFor(dashboard: Dashboard, who: keyof typeof ACCOUNTS): Promise<Cookie & { url: string }> {
  return { ...(await sessionOf(dashboard, who)), url: dashboard.url };
}

/**
 * Flights are drawn picture by picture, and a processor draws them: who wants to see one asks for `no-preference`. A quarter of the
 * points does where no picture is compared with one from elsewhere; sizes and places are the same.
 */
const USUAL: BrowserContextOptions = {
  locale: 'de-DE',
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
  deviceScaleFactor: 0.5,
};

/** Runs in the page, before it: maps are drawn with edges as they come, which is half the work where no graphics card does it. */
function withoutAntialiasing(): void {
  const canvas = HTMLCanvasElement.prototype;
  const { getContext } = canvas;
  canvas.getContext = function (this: HTMLCanvasElement, kind: string, options?: object) {
    return getContext.call(this, kind, /webgl/.test(kind) ? { ...options, antialias: false } : options);
  } as typeof getContext;
}

/** Opens a page of a context of its own, signed in as a planner unless told otherwise. */
export async function visit(
  browser: Browser,
  dashboard: Dashboard,
  { as = 'planner', ...options }: Visitor = {},
): Promise<Visit> {
  const context = await browser.newContext({ ...USUAL, ...options });
  await context.addInitScript(withoutAntialiasing);
  if (as !== 'public') await context.addCookies([{ ...(await sessionOf(dashboard, as)), url: dashboard.url }]);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  const open = new Set<Request>();
  let last = Date.now();
  // With its stack, which names the place in a build with source maps.
  page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(dashboard.url)) complaints.push(`left the dashboard: ${url}`);
    if (!isStream(url)) open.add(request);
    last = Date.now();
  });
  const done = (request: Request) => {
    open.delete(request);
    last = Date.now();
  };
  page.on('requestfinished', done);
  page.on('requestfailed', (request) => {
    done(request);
    const reason = request.failure()?.errorText ?? '';
    // A request that the page itself gave up, e.g. a tile that went out of sight.
    if (!/ERR_ABORTED/.test(reason)) complaints.push(`failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return {
    page,
    complaints,
    async settled() {
      const end = Date.now() + PATIENCE_MS;
      while (Date.now() < end) {
        await page.waitForTimeout(100);
        const quiet = Date.now() - last;
        if (quiet > (open.size === 0 ? QUIET_MS : LOST_MS) && [...open].every(mayBeLost)) return;
      }
      throw new Error(
        `the page never came to rest, under way: ${[...open].map((request) => request.url()).join(', ')}`,
      );
    },
    close: () => context.close(),
  };
}

/** How many different colours the page shows now, to tell a picture from a blank. */
export async function coloursOf(page: Page, picture?: Buffer): Promise<number> {
  const png = (picture ?? (await page.screenshot())).toString('base64');
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) return 0;
    context.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    return new Set(pixels).size;
  }, png);
}
