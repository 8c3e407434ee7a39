import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, transformWithOxc, type Plugin } from 'vite';

const maplibre = join(dirname(createRequire(import.meta.url).resolve('maplibre-gl/package.json')), 'src');

/** What the page carries along but never runs, replaced for importers below that folder. */
const UNUSED: readonly { id: string | RegExp; importer: string; code: string }[] = [
  {
    // The layers' declarations also parse what is imported; that is the api's work. The page reads labels and codes.
    id: 'zod',
    importer: '/gis/layers/',
    code: `const nothing = new Proxy(() => nothing, {
        get(_, name) {
          if (/parse/i.test(String(name))) throw new Error('schemas are not part of the page');
          return nothing;
        },
        apply: () => nothing,
      });
      export const z = nothing;`,
  },
  {
    // The decoder of MapLibre's own tile format; our tiles are MVT.
    id: '@maplibre/mlt',
    importer: maplibre,
    code: `export const GEOMETRY_TYPE = {};
      export const decodeTile = () => { throw new Error('MLT tiles are not supported'); };`,
  },
  {
    // The globe, which only a style that names it uses; ours are flat. The names are those that the factory imports.
    id: /^\.\/(globe|vertical_perspective)_(projection|transform|camera_helper)\.ts$/,
    importer: '/geo/projection/projection_factory.ts',
    code: ['Projection', 'CameraHelper']
      .flatMap((part) => [`Globe${part}`, `VerticalPerspective${part}`])
      .concat('createGlobeTransform', 'createVerticalPerspectiveTransform')
      .map((name) => `export const ${name} = undefined;`)
      .join('\n'),
  },
];

/** Files of MapLibre's sources that are the entry of its worker. */
const WORKER = join(maplibre, 'source/worker.ts');
/** Sets the map's worker; the sources import it in place of the one that their package brings. */
const SET_WORKER = '\0map-worker-url';

/** The worker as one classic script that loads nothing. */
async function workerScript(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [leanSources()],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: WORKER,
        transform: { define: { 'import.meta': '{}' } },
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const [chunk] = (Array.isArray(made) ? made : [made]).flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error('the worker of the map was not built');
  return chunk.code;
}

/** MapLibre from the sources in its package, without what the page never runs. */
function leanSources(): Plugin {
  return {
    name: 'lean-sources',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId(id, importer = '') {
      if (id === 'maplibre-gl') return join(maplibre, 'index.ts');
      if (id === 'svelte-maplibre-gl/vite') return SET_WORKER;
      const unused = UNUSED.findIndex(
        (one) => (typeof one.id === 'string' ? one.id === id : one.id.test(id)) && importer.includes(one.importer),
      );
      return unused < 0 ? undefined : `\0unused-${unused}`;
    },
    load(id) {
      return id.startsWith('\0unused-') ? UNUSED[Number(id.slice('\0unused-'.length))]?.code : undefined;
    },
    async transform(code, id) {
      if (!id.startsWith(maplibre) || !id.endsWith('.ts')) return undefined;
      // MapLibre is written for `useDefineForClassFields: false`: a declared field must not reset what super() set.
      const { code: js, map } = await transformWithOxc(code, id, {
        assumptions: { setPublicClassFields: true },
        typescript: { removeClassFieldsWithoutInitializer: true },
      });
      return { code: js, map };
    },
  };
}

/**
 * Keeps the first load small. MapLibre is built from the sources in its package instead of its two ready-made bundles,
 * so that page and worker share what both need (style, tiles, geometry), which the bundles carry twice. While
 * developing, everything is taken as it comes.
 */
export function leanBuild(): Plugin[] {
  let worker: string | undefined;
  const file: Plugin = {
    name: 'lean-build',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart() {
      worker = this.emitFile({ type: 'chunk', id: WORKER, name: 'map-worker' });
    },
    load(id) {
      if (id !== SET_WORKER || !worker) return undefined;
      return `import { setWorkerUrl } from 'maplibre-gl';\nsetWorkerUrl(import.meta.ROLLUP_FILE_URL_${worker});`;
    },
  };
  return [leanSources(), file];
}

/**
 * The same for a script that has no files beside it, e.g. in a page that was opened from a disk: the worker lies inside. A classic
 * one (which MapLibre tells by the end of its address), because browsers start no module worker from a page without an origin.
 */
export function leanBuildInOne(): Plugin[] {
  const inside: Plugin = {
    name: 'lean-build-in-one',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (id !== SET_WORKER) return undefined;
      return `import { setWorkerUrl } from 'maplibre-gl';
        const code = ${JSON.stringify(await workerScript())};
        setWorkerUrl(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })) + '#worker.cjs');`;
    },
  };
  return [leanSources(), inside];
}
