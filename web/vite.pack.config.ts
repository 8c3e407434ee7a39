import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { leanBuildInOne } from './lean-build.ts';

/** What would end or change the element that the script is put into. */
function insideScript(): Plugin {
  return {
    name: 'inside-script',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        // Both stand in texts and patterns only, where the backslash changes nothing.
        if (file.type === 'chunk') file.code = file.code.replace(/<(\/script|!--)/gi, '<\\$1');
      }
    },
  };
}

/**
 * The player of packs (gis/stories/pack): one script and one style sheet with everything inside, which the api puts into the file
 * that it composes. Built after the application, into its folder, whose list of files for walks does not name it.
 */
export default defineConfig({
  publicDir: false,
  plugins: [leanBuildInOne(), svelte({ configFile: false, preprocess: vitePreprocess() }), insideScript()],
  build: {
    outDir: `${process.env['BUILD_DIR'] ?? 'build'}/pack`,
    emptyOutDir: true,
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: 'src/lib/stories/pack/player.ts',
      // A classic script has no address of its own; what asks for it has other ways.
      transform: { define: { 'import.meta': '{}' } },
      output: {
        format: 'iife',
        codeSplitting: false,
        entryFileNames: 'player.js',
        assetFileNames: 'player[extname]',
      },
    },
  },
});
