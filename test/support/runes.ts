import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

interface Compiler {
  compileModule(code: string, options: { filename: string; generate: 'server' }): { js: { code: string; map: object } };
}

/** Classes of state (`*.svelte.ts`) without a browser: what they hold can be read at any time, but no effect runs. */
export function runes(): Plugin {
  // The web has the compiler; the tests beside it know of no Svelte.
  const ofWeb = createRequire(fileURLToPath(new URL('../../web/package.json', import.meta.url)));
  const { compileModule } = ofWeb('svelte/compiler') as Compiler;
  return {
    name: 'runes',
    transform(code, id) {
      const [filename = id] = id.split('?');
      if (!filename.endsWith('.svelte.ts')) return undefined;
      return compileModule(code, { filename, generate: 'server' }).js as { code: string };
    },
  };
}
