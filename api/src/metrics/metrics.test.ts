import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { createApp } from '../app.ts';
import { Histogram } from './exposition.ts';

const TOKEN = 'nur-fuer-prometheus';

it('a histogram counts into every bound that is large enough, and escapes what would end a label', () => {
  const times = new Histogram([0.1, 1]);
  for (const seconds of [0.05, 0.5, 5]) times.observe({ route: 'a"\n\\b' }, seconds);
  expect(times.text('t', 'help').split('\n').slice(2, -1)).toEqual([
    't_bucket{route="a\\"\\n\\\\b",le="0.1"} 1',
    't_bucket{route="a\\"\\n\\\\b",le="1"} 2',
    't_bucket{route="a\\"\\n\\\\b",le="+Inf"} 3',
    't_sum{route="a\\"\\n\\\\b"} 5.55',
    't_count{route="a\\"\\n\\\\b"} 3',
  ]);
});

describeOnEachDatabase('metrics', (context) => {
  const valueOf = (text: string, line: string) =>
    Number(
      text
        .split('\n')
        .find((one) => one.startsWith(`${line} `))
        ?.slice(line.length + 1),
    );

  it('tell requests, tiles, imports, connections, lag and memory, each sample on a line that can be read', async () => {
    const app = context().appWith({});
    const { tiles } = ((await (await app.request('/api/layers')).json()) as { tiles: string }[])[0] ?? { tiles: '' };
    const path = new URL(tiles, 'http://localhost').pathname.replace('%7Bz%7D/%7Bx%7D/%7By%7D', '14/8500/5400');
    for (let n = 0; n < 3; n += 1) expect((await app.request(path)).status).toBeLessThan(300);
    await app.request('/api/nothing/of/the/kind');
    const answer = await app.request('/metrics');
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    const text = await answer.text();
    const sample = /^[a-z_]+(\{([a-z]+="[^"\n]*",?)+\})? [-+\d.e]+$/;
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('# ') && !sample.test(line)),
    ).toEqual([]);

    const count = 'quartierblick_http_request_duration_seconds_count';
    expect(valueOf(text, `${count}{method="GET",route="/api/layers",status="200"}`)).toBe(1);
    expect(valueOf(text, `${count}{method="GET",route="none",status="404"}`)).toBe(1);
    const again = await (await app.request('/metrics')).text();
    expect(valueOf(again, `${count}{method="GET",route="/metrics",status="200"}`)).toBe(1);
    expect(text).not.toContain('/nothing/of');
    expect(valueOf(text, 'quartierblick_tiles_total{from="cache"}')).toBe(2);
    expect(valueOf(text, 'quartierblick_tiles_total{from="database"}')).toBe(1);
    expect(valueOf(text, 'quartierblick_database_up')).toBe(1);
    // The embedded one has a single session and tells of none.
    if (context().kind === 'postgres') expect(text).toMatch(/quartierblick_database_connections\{state="\w+"\} [1-9]/);
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(valueOf(text, 'nodejs_eventloop_lag_seconds{quantile="0.99"}')).toBeLessThan(30);
  });

  it('are for who asks at the machine itself, or bears the token', async () => {
    const status = async (variables: Record<string, string>, headers: Record<string, string> = {}) =>
      (
        await context()
          .appWith(variables, 'admin')
          .request('/metrics', { headers: { host: 'localhost', ...headers } })
      ).status;
    const bearer = { authorization: `Bearer ${TOKEN}` };
    expect(await status({})).toBe(200);
    // Through a proxy on the same machine, by another name, and where a public address says that there is a proxy.
    expect(await status({}, { 'x-forwarded-for': '192.0.2.1' })).toBe(403);
    expect(await status({}, { host: 'stadt.example' })).toBe(403);
    expect(await status({ BASE_URL: 'https://stadt.example' })).toBe(403);
    expect(await status({ HOST: '0.0.0.0' })).toBe(403);
    const open = { BASE_URL: 'https://stadt.example', METRICS_TOKEN: TOKEN };
    expect(await status(open)).toBe(403);
    expect(await status(open, bearer)).toBe(200);
    expect(await status(open, { authorization: `Bearer ${TOKEN}x` })).toBe(403);
    // The token opens nothing else.
    expect((await context().appWith(open, 'public').request('/api/people', { headers: bearer })).status).toBe(403);
  });

  it('a log line says route, status, time and edition, and nothing of people', async () => {
    const { deps } = context();
    const stream = new PassThrough();
    let text = '';
    stream.on('data', (chunk) => (text += String(chunk)));
    const log = pino({ level: 'info', base: null }, stream);
    const identify = () => ({
      edition: 'planner' as const,
      userId: 'u-4711',
      name: 'Erika Beispiel',
      via: 'session' as const,
    });
    const app = createApp({ ...deps, log, identify });
    const headers = {
      'x-request-id': 'abcdefgh-1',
      'x-forwarded-for': '192.0.2.77',
      'user-agent': 'Handy 12',
      cookie: 'a=b',
    };
    await app.request('/api/properties/Bornstrasse%2052?owner=Beispiel', { headers });
    await app.request('/api/addresses?q=Bornstrasse%2052', { headers });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual([
        'edition',
        'level',
        'method',
        'ms',
        'msg',
        'requestId',
        'route',
        'status',
        'time',
      ]);
    }
    expect(lines[0]).toMatchObject({
      route: '/api/properties/:key',
      status: 400,
      edition: 'planner',
      requestId: 'abcdefgh-1',
    });
    expect(text).not.toMatch(/Bornstr|Beispiel|4711|192\.0\.2|Handy/);
  });
});
