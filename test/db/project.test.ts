import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/databases.ts';

const PLACE = {
  name: { de: 'Südviertel', en: 'South quarter' },
  bounds: [9.66, 50.54, 9.7, 50.56],
  surroundings: [9.5, 50.4, 9.9, 50.7],
  land: 'HE',
  defaultView: { center: [9.68, 50.55], zoom: 14 },
};

describeOnEachDatabase('project area', (context) => {
  const put = (body: unknown, headers: Record<string, string> = {}) =>
    context().app.request('/api/project', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('another city is a row: set it, read it back, change it', async () => {
    expect((await context().app.request('/api/project')).status).toBe(404);
    expect((await put(PLACE)).status).toBe(204);
    expect((await put({ ...PLACE, land: 'BW' })).status).toBe(204);
    expect(await (await context().app.request('/api/project')).json()).toMatchObject({
      ...PLACE,
      land: 'BW',
      demo: false,
    });
  });

  it.each([
    ['land', { ...PLACE, land: 'Hessen' }],
    ['bounds', { ...PLACE, bounds: [9.7, 50.54, 9.66, 50.56] }],
    ['surroundings', { ...PLACE, surroundings: [9.67, 50.4, 9.9, 50.7] }],
    ['name', { ...PLACE, name: 'Südviertel' }],
  ])('a bad %s is a 400 that names it, and changes nothing', async (path, body) => {
    await put(PLACE);
    const answer = await put(body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(`"path":"${path}`);
    expect(await (await context().app.request('/api/project')).json()).toMatchObject(PLACE);
  });

  it('thresholds for sections of streets are set apart from the rest, which stays as it is', async () => {
    const set = (hotspots: unknown) =>
      context().app.request('/api/project/hotspots', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ hotspots }),
      });
    await context().db.sql`delete from project`;
    expect((await set({ preset: 'he' })).status).toBe(404);
    await put(PLACE);
    await context().db.sql`update project set demo = true`;
    const criteria = [{ id: '3y-injury', years: 3, least: 6, counted: 'injury', same: null }];
    const own = { preset: 'own', sectionM: 150, junctionM: 30, criteria };
    expect((await set(own)).status).toBe(204);
    const now = async () => (await context().app.request('/api/project')).json();
    expect(await now()).toMatchObject({ ...PLACE, hotspots: own, demo: true });
    expect((await set({ preset: 'own', sectionM: 150, junctionM: 30, criteria: [] })).status).toBe(400);
    expect(await now()).toMatchObject({ hotspots: own });
    expect((await set(null)).status).toBe(204);
    expect(await now()).toMatchObject({ hotspots: null });
  });

  it('the public cannot move the project', async () => {
    const answer = await context()
      .appAs('public')
      .request('/api/project', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(PLACE),
      });
    expect(answer.status).toBe(401);
  });
});
