import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { walk } from './walk.ts';

interface ApiDocument {
  openapi: string;
  tags: { name: string }[];
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, unknown> }>; tags?: string[] }>
  >;
  components: { schemas: Record<string, unknown> };
}

describeOnEachDatabase('api description', (context) => {
  const read = async () => (await (await context().app.request('/api/openapi.json')).json()) as ApiDocument;

  it('describes every path of the contract in OpenAPI 3.1', async () => {
    const document = await read();
    expect(document.openapi).toBe('3.1.0');
    for (const path of [
      '/api/health',
      '/api/project',
      '/api/layers',
      '/api/layers/{layer}/features',
      '/api/layers/{layer}/features/{id}',
      '/api/layers/{layer}/measures',
      '/api/layers/{layer}/measures/{measure}',
      '/api/search',
      '/api/events',
    ]) {
      expect(Object.keys(document.paths)).toContain(path);
    }
  });

  it('says where its paths begin when the dashboard lies below a path', async () => {
    const below = context().appWith({ BASE_URL: 'https://stadt.example/quartierblick' });
    const document = (await (await below.request('/api/openapi.json')).json()) as { servers?: unknown };
    expect(document.servers).toEqual([{ url: 'https://stadt.example/quartierblick' }]);
    expect(await read()).not.toHaveProperty('servers');
  });

  it('names the problems of every reading route as problem+json', async () => {
    const { paths } = await read();
    const reading = Object.entries(paths).filter(([path, { get }]) => get && /layers|search|project|events/.test(path));
    for (const [path, { get }] of reading) {
      const content = get?.responses['503']?.content ?? {};
      expect([path, Object.keys(content)]).toEqual([path, ['application/problem+json']]);
    }
  });

  it('files every operation under headings that are explained', async () => {
    const { paths, tags } = await read();
    const explained = new Set(tags.map(({ name }) => name));
    const used = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((one) => one.tags ?? []));
    expect(used.filter((tag) => !explained.has(tag))).toEqual([]);
    expect([...explained].filter((tag) => !used.includes(tag))).toEqual([]);
  });

  it('has a target for every reference', async () => {
    const document = await read();
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    for (const { $ref } of walk(document)) if (typeof $ref === 'string') expect(known).toContain($ref);
  });

  it('is readable as a page in both languages, without loading or running anything', async () => {
    const page = async (query: string) => (await context().app.request(`/api/docs${query}`)).text();
    const [german, english] = [await page(''), await page('?lang=en')];
    expect(german).toContain('<html lang="de">');
    expect(german).toContain('Objekte einer Ebene als GeoJSON');
    expect(german).toMatch(/<h2[^>]*>Kennzahlen<\/h2>/);
    expect(english).toContain('Features of a layer as GeoJSON');
    for (const text of [german, english]) {
      expect(text).toContain('/api/layers/{layer}/features');
      expect(text).not.toMatch(/<script|<link (?!rel="icon" href="\/favicon)|<img|@import|url\(/);
    }
  });
});
