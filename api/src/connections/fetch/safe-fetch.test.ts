import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDataServices } from '../../../../test/support/data-services.ts';
import type { DataServices } from '../../../../test/support/service-answers.ts';
import { FetchRefused } from './refused.ts';
import type { Pinned } from './resolve.ts';
import { SafeFetch } from './safe-fetch.ts';
import type { Fetched, Limits, Secret } from './safe-fetch.ts';
import { readAllowed } from './targets.ts';

let services: DataServices;
beforeAll(async () => {
  services = await startDataServices([{ id: 'p1', name: 'Platz A', lon: 7.472, lat: 51.523 }]);
});
afterAll(() => services.close());

const QUICK: Partial<Limits> = {
  connectMs: 500,
  idleMs: 150,
  totalMs: 2000,
  bytes: 100_000,
  attempts: 1,
  firstPauseMs: 1,
  longestPauseMs: 50,
};
const quick = (limits: Partial<Limits> = {}, allow = '127.0.0.1') =>
  new SafeFetch(readAllowed(allow), { limits: { ...QUICK, ...limits } });
const textOf = async ({ body }: Fetched) => {
  let text = '';
  for await (const chunk of body) text += chunk.toString();
  return text;
};
const get = (path: string, fetcher = quick(), secret: Secret | null = null, signal = new AbortController().signal) =>
  fetcher.fetch({ url: path.startsWith('http') ? path : `${services.url}${path}`, secret, signal }, textOf);
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error: unknown) => (error instanceof FetchRefused ? error.type : String(error)),
  );

describe('fetching from a service that cannot be trusted', () => {
  it.each([
    ['/bad/hang', 'too-slow'],
    ['/bad/hang-inside', 'too-slow'],
    ['/bad/short', 'wrong-length'],
    ['/bad/long', 'wrong-length'],
    ['/bad/cut-chunks', 'wrong-length'],
    ['/bad/html', 'html-instead'],
    ['/bad/html-as-json', 'html-instead'],
    ['/bad/bomb', 'too-large'],
    ['/bad/no-gzip', 'bad-encoding'],
    ['/bad/empty', 'empty-answer'],
    ['/bad/loopback', 'address-refused'],
    ['/bad/decimal', 'address-refused'],
    ['/bad/metadata', 'address-refused'],
    ['/bad/file', 'address-refused'],
    ['/bad/circle', 'too-many-redirects'],
    ['/nothing-here', 'bad-status'],
  ])('%s is refused: %s', async (path, type) => expect([path, await refusal(get(path))]).toEqual([path, type]));

  it('ends an answer that drips for ever, without trying it again', async () => {
    services.requests.length = 0;
    expect(await refusal(get('/bad/drip', quick({ totalMs: 200, attempts: 3 })))).toBe('too-slow');
    expect(services.requests).toHaveLength(1);
  });

  it('follows a redirect that may be followed', async () => {
    expect(JSON.parse(await get('/moved')).features).toHaveLength(1);
  });

  it('tries again after a 500, and not after a 404', async () => {
    services.requests.length = 0;
    expect(JSON.parse(await get('/flaky', quick({ attempts: 4 }))).features).toHaveLength(1);
    expect(services.requests).toHaveLength(3);
    expect(await refusal(get('/nothing-here', quick({ attempts: 4 })))).toBe('bad-status');
    expect(services.requests).toHaveLength(4);
  });

  it('leaves a service that asks for hours alone, and says until when', async () => {
    services.requests.length = 0;
    const error = await get('/busy', quick({ attempts: 4 })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FetchRefused);
    expect((error as FetchRefused).notBefore).toBeGreaterThan(Date.now() + 7_000_000);
    expect(services.requests).toHaveLength(1);
  });

  it('refuses this machine where nobody allowed it', async () => {
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
    ]) {
      const url = `http://${host}:${new URL(services.url).port}/file.geojson`;
      expect([host, await refusal(get(url, quick({}, '')))]).toEqual([host, 'address-refused']);
    }
  });

  it('connects to the address that was checked, though the name means another a moment later', async () => {
    let asked = 0;
    const rebinding = async (): Promise<Pinned[]> => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    const fetcher = new SafeFetch(readAllowed('127.0.0.1'), { limits: QUICK, resolve: rebinding });
    const url = `http://rebind.example:${new URL(services.url).port}/file.geojson`;
    expect(JSON.parse(await get(url, fetcher)).features).toHaveLength(1);
    expect(asked).toBe(1);
    expect(await refusal(get(url, fetcher))).toBe('address-refused');
  });

  it('sends a secret to its own host only', async () => {
    const secret = { host: '127.0.0.1', header: 'x-api-key', value: 'geheim' };
    await get('/file.geojson', quick(), secret);
    expect(services.headers['x-api-key']).toBe('geheim');
    await get('/file.geojson', quick(), { ...secret, host: 'data.example' });
    expect(services.headers['x-api-key']).toBeUndefined();
  });

  it('asks a mirror where one stands in for a host', async () => {
    const mirrors = new Map([['open-data.example', services.url]]);
    const fetcher = new SafeFetch(readAllowed('127.0.0.1'), { limits: QUICK, mirrors });
    expect(JSON.parse(await get('https://open-data.example/file.geojson', fetcher)).features).toHaveLength(1);
  });

  it('stops at once when it is cancelled', async () => {
    const cancel = new AbortController();
    const running = refusal(get('/bad/hang', quick({ idleMs: 5000, attempts: 3 }), null, cancel.signal));
    setTimeout(() => cancel.abort(new FetchRefused('cancelled', { de: 'x', en: 'x' })), 30);
    expect(await running).toBe('cancelled');
  });
});
