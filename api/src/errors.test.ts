import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { AppDeps } from './deps.ts';
import { isDatabaseAway, Problem, renderError, ruleProblem, validationProblem } from './errors.ts';
import { healthRoutes } from './health/route.ts';
import { createLog } from './log.ts';

const log = createLog('silent');

function appThatThrows(error: unknown) {
  const app = new Hono();
  app.onError(renderError(log));
  app.use(async (c, next) => {
    c.set('requestId', 'request-1');
    await next();
  });
  app.get('/api/thing', () => {
    throw error;
  });
  return (language?: string) =>
    app.request('/api/thing', language === undefined ? {} : { headers: { 'accept-language': language } });
}

describe('problems', () => {
  const expected = new Problem({
    status: 404,
    type: 'no-such-layer',
    title: { de: 'Diese Ebene gibt es nicht', en: 'There is no such layer' },
    extra: { layer: 'x' },
  });

  it.each([
    [undefined, 'de', 'Diese Ebene gibt es nicht'],
    ['de-DE,de;q=0.9,en;q=0.8', 'de', 'Diese Ebene gibt es nicht'],
    ['en-GB,en;q=0.9,de;q=0.5', 'en', 'There is no such layer'],
    ['fr-FR,en;q=0.5', 'en', 'There is no such layer'],
    ['tr', 'de', 'Diese Ebene gibt es nicht'],
  ])('who asks for %s is answered in %s', async (asked, language, title) => {
    const answer = await appThatThrows(expected)(asked);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(await answer.json()).toEqual({
      type: 'urn:quartierblick:no-such-layer',
      title,
      status: 404,
      instance: '/api/thing',
      requestId: 'request-1',
      layer: 'x',
    });
  });

  it('the unexpected is a 500 that says nothing of its inner life', async () => {
    const answer = await appThatThrows(new Error('relation "secret" does not exist'))();
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(text).not.toMatch(/secret|errors\.test|stack/);
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:quartierblick:internal', requestId: 'request-1' });
  });

  it('a failed validation names every path', () => {
    const problem = validationProblem([
      { path: ['bbox', 1], message: 'too large' },
      { path: ['limit'], message: 'not a number' },
    ]);
    expect(problem.details).toMatchObject({
      status: 400,
      extra: {
        errors: [
          { path: 'bbox.1', message: 'too large' },
          { path: 'limit', message: 'not a number' },
        ],
      },
    });
  });

  it.each([
    ['de', 'ist nicht angegeben'],
    ['en', 'is missing'],
  ])('a broken rule names its field and speaks to the reader (%s)', async (language, message) => {
    const broken = ruleProblem([
      { path: ['runs', 0, 'site'], message: { de: 'ist nicht angegeben', en: 'is missing' } },
    ]);
    const answer = await appThatThrows(broken)(language);
    expect(await answer.json()).toMatchObject({
      status: 400,
      detail: `runs.0.site: ${message}`,
      errors: [{ path: 'runs.0.site', message }],
    });
  });

  it.each(['ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT', '57P01', '08006'])(
    '%s: the database is away',
    (code) => expect(isDatabaseAway(Object.assign(new Error('x'), { code }))).toBe(true),
  );

  it.each(['42601', '23505', '22P02', ''])('%s: a query failed, the database is there', (code) =>
    expect(isDatabaseAway(Object.assign(new Error('x'), { code }))).toBe(false),
  );
});

describe('health', () => {
  it('does not wait for a database that hangs', async () => {
    const sql = () => new Promise<never>(() => undefined);
    const deps = { db: { kind: 'postgres', postgis: '3.3.2', sql }, version: 'test' } as unknown as AppDeps;
    const app = new Hono().route('/api', healthRoutes(deps));
    app.onError(renderError(log));
    const started = performance.now();
    expect((await app.request('/api/health')).status).toBe(503);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
