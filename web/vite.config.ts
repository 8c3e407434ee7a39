import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { faceFiles } from './face-files.ts';
import { leanBuild } from './lean-build.ts';
import { withOfflineList } from './offline-list.ts';

// The api that `vite dev` talks to; `npm run dev` starts both and sets it.
const api = process.env['API_URL'] ?? 'http://127.0.0.1:3000';
const build = process.env['BUILD_DIR'] ?? 'build';

export default defineConfig({
  plugins: [
    leanBuild(),
    faceFiles(),
    sveltekit({
      preprocess: vitePreprocess(),
      adapter: withOfflineList(adapter({ pages: build, fallback: 'index.html', strict: true }), build),
      // Only walks need it: lib/walks/offline/register.ts registers it there.
      serviceWorker: { register: false },
      // An installation below a path (https://stadt.example/quartierblick) builds with BASE_PATH=/quartierblick.
      paths: { base: (process.env['BASE_PATH'] ?? '') as '' | `/${string}`, relative: true },
    }),
  ],
  // The api says its own limit for chunks; deck.gl and MapLibre are large and loaded apart.
  build: {
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        // What every screen needs comes in one file: dozens of chunks of half a kilobyte pack worse, and cost a request each.
        codeSplitting: {
          groups: [
            {
              // What the page says of itself (its base and version) must be set before the rest is run, which reads it.
              name: 'start',
              test: /kit\/src\/runtime\/client\/payload\.js|vite\/preload-helper/,
              priority: 1,
            },
            {
              name: 'shell',
              test: /web\/src\/lib\/(app|shell|ui\/(Button|IconButton|EmptyState|Flyout|Spinner|Switch|Later|Guarded|Notice|Disclosure))\b/,
            },
            {
              // The map's layers, without what only other screens read of them.
              name: 'map',
              test: /web\/src\/lib\/(map\/(style|images|style-images|hits|describe|sources|scale|view|years|screen|address|by-address)|layers\/(layer-state|layer-stack|catalogue|Swatch|range-text|as-of))\b|gis\/(symbology|views\/(map|base-maps|second-state)|layers\/(?!free\b|freshness\b|promises\b|.*\/(parts|part-codes|indicators|spec|register)\b))/,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  // While developing, its import of MapLibre's worker is a matter for Vite, not for the bundler of dependencies.
  optimizeDeps: { exclude: ['svelte-maplibre-gl'] },
  server: { proxy: { '/api': api, '/tiles': api, '/ogc': api, '/find': api, '/brochure': api, '/confirm': api } },
});
