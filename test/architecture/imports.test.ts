import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, sources } from './sources.ts';

/** `import`/`export … from`, and imports on demand, with whether only types are taken. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

const PACKAGES: Record<string, string> = {
  '@quartierblick/gis/': 'gis/',
  '@quartierblick/api/': 'api/src/',
  '#lib/': 'web/src/lib/',
};

function resolve(file: string, specifier: string): string {
  for (const [prefix, folder] of Object.entries(PACKAGES)) {
    if (specifier.startsWith(prefix)) return folder + specifier.slice(prefix.length);
  }
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
}

const imports: Import[] = sources.flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map((match) => ({
    file,
    target: resolve(file, match[2] ?? match[3] ?? ''),
    typeOnly: match[1] !== undefined,
  })),
);
const isTest = (file: string) => file.endsWith('.test.ts') || file.startsWith('test/');
const offences = (wrong: (entry: Import) => boolean) =>
  imports.filter(wrong).map(({ file, target }) => `${file} → ${target}`);

describe('data flows one way', () => {
  it('finds imports at all', () => expect(imports.length).toBeGreaterThan(100));

  it('gis imports neither api nor web', () => {
    expect(
      offences(({ file, target }) => file.startsWith('gis/') && !isTest(file) && /^(api|web)\//.test(target)),
    ).toEqual([]);
  });

  it('gis stays pure: no database, no server, no map', () => {
    const impure = /^(postgres|hono|@hono\/|maplibre-gl|svelte|@deck\.gl\/|@electric-sql\/)/;
    expect(offences(({ file, target }) => file.startsWith('gis/') && impure.test(target))).toEqual([]);
  });

  it('web takes only types from the api', () => {
    expect(
      offences(({ file, target, typeOnly }) => file.startsWith('web/') && target.startsWith('api/') && !typeOnly),
    ).toEqual([]);
  });

  it('api does not import web', () => {
    expect(offences(({ file, target }) => file.startsWith('api/') && target.startsWith('web/'))).toEqual([]);
  });

  it('the web bundles layer definitions, never the importers or the demo', () => {
    const heavy = /^gis\/(read|demo)\/|^gis\/layers\/(sources|.*\/source)/;
    expect(
      offences(
        ({ file, target, typeOnly }) => file.startsWith('web/') && heavy.test(target) && !typeOnly && !isTest(file),
      ),
    ).toEqual([]);
  });

  it('only one file imports deck.gl statically, so that it stays on demand', () => {
    const files = new Set(
      imports.filter(({ target, typeOnly }) => target.startsWith('@deck.gl/') && !typeOnly).map(({ file }) => file),
    );
    expect([...files].length).toBeLessThanOrEqual(1);
  });

  it('only the embedded database knows PGlite', () => {
    expect(
      offences(({ file, target }) => target.startsWith('@electric-sql/') && !file.startsWith('api/src/embedded/')),
    ).toEqual([]);
  });

  it('the tables of layers are read through their policy', () => {
    // Who writes needs the table itself; register and ranking are for planners, whose routes say so.
    const allowed =
      /^api\/src\/(policy|imports|demo|properties|ranking|register|audit|property-counts|hotspots)\/|^api\/src\/tiles\/(definitions|tile-source)\.ts$/;
    const raw = /(?:sql|tx)\([^)]*\.table\)|\b(?:from|join) (?:properties|property_\w+)\b/;
    const readers = sources.filter(
      (file) =>
        file.startsWith('api/src/') &&
        !isTest(file) &&
        !allowed.test(file) &&
        raw.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(readers).toEqual([]);
  });

  it('only server.ts listens', () => {
    const listening = sources.filter(
      (file) =>
        !isTest(file) && /\b(createAdaptorServer|createServer|serve)\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(listening).toEqual(['api/src/server.ts']);
  });
});

describe('no cycles', () => {
  it('no module imports itself through others', () => {
    const graph = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports) {
      if (!typeOnly && sources.includes(target)) graph.set(file, [...(graph.get(file) ?? []), target]);
    }
    const cycles: string[] = [];
    const state = new Map<string, 'open' | 'done'>();
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('names', () => {
  it('no drawer for everything: utils.ts, helpers/', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|helpers?)(\.ts|\/)/.test(relative('', file)))).toEqual([]);
  });
});
