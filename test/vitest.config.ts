import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { runes } from './support/runes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const needsDatabase = ['api/src/**/*.test.ts', 'test/db/**/*.test.ts'];
const globalSetup = ['test/support/global-setup.ts'];
/** What files import is loaded once for each worker, not for each file: a third of the time of the unit tests. */
const isolate = false;

/** Three kinds of tests, by what they need: nothing, a database, a browser. */
export default defineConfig({
  root,
  test: {
    // Two workers: each may hold an embedded database of a gigabyte.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        root,
        plugins: [runes()],
        test: {
          name: 'unit',
          isolate,
          include: [
            'gis/**/*.test.ts',
            'web/src/**/*.test.ts',
            'test/architecture/**/*.test.ts',
            'test/support/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**'],
        },
      },
      {
        root,
        test: {
          name: 'db',
          isolate,
          include: needsDatabase,
          exclude: ['**/node_modules/**'],
          globalSetup,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // A second is too little for what another process has to notice while both cores are busy.
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: [...globalSetup, 'test/support/demo-setup.ts'],
          // Each file has a server and a browser of its own; one alone leaves half of two cores idle.
          maxWorkers: 2,
          // Of all steps together, each of which has its own patience (a minute at most) and names what it waited for: with a load on
          // both cores, a test of half a minute has taken over two.
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // Two browsers share two cores. Still shorter than the half minute after which a walk is synchronised anyway: what should
          // have been told is not to pass for being looked up.
          expect: { poll: { timeout: 25_000 } },
        },
      },
    ],
  },
});
