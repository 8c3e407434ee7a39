import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const device = new EventTarget();
const server = createServer();
let events: () => Promise<unknown>;
/** What of an answer has come to the device. */
let headCame = vi.fn();
beforeAll(async () => {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', device.addEventListener.bind(device));
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (...what: Parameters<typeof fetch>) => {
    const answer = await fetch(...what);
    headCame();
    return answer;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { fieldTransport } = await import('./field-transport.ts');
  const transport = fieldTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  events = () => transport.events({ walk: 'w', device: 'd', key: 'k' }, 0);
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

/** Asks the server. @returns what will be known of it, and the answer that the server is to give */
async function ask() {
  headCame = vi.fn();
  const request = once(server, 'request');
  const outcome = events().then(
    () => 'answered',
    (error: unknown) => (error as Error).name,
  );
  const [, answer] = (await request) as [unknown, ServerResponse];
  const begin = async () => {
    answer.writeHead(200, { 'content-type': 'application/json' }).write('{');
    await expect.poll(() => headCame.mock.calls.length).toBe(1);
  };
  return { outcome, begin, end: () => answer.end('}') };
}
const breaks = () => void device.dispatchEvent(new Event('offline'));

describe('what is asked over a line that breaks', () => {
  it('is given up while nothing of the answer has come', async () => {
    const { outcome } = await ask();
    breaks();
    expect(await outcome).toBe('AbortError');
  });

  it('is given up while the answer has begun to come', async () => {
    const { outcome, begin } = await ask();
    await begin();
    breaks();
    expect(await outcome).toBe('AbortError');
  });

  it('says nothing of what is asked when it is back', async () => {
    breaks();
    const { outcome, begin, end } = await ask();
    await begin();
    end();
    expect(await outcome).toBe('answered');
  });
});
