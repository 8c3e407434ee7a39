import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const human = join(dirname(require.resolve('@vladmandic/human')), '..');
const { version } = JSON.parse(readFileSync(join(human, 'package.json'), 'utf8')) as { version: string };

/** The finder of faces asks for these by their own names below one address, so the build must not rename them. */
const FILES = [
  join(human, 'models/blazeface.json'),
  join(human, 'models/blazeface.bin'),
  require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
];
/** Files of one version never change, as everything below `immutable`. */
const FOLDER = `_app/immutable/faces/human-${version}`;

/**
 * Serves what finds faces in photos (web/src/lib/walks/photo/faces) from our own build: the model out of its package and
 * the machine code that runs it. Both packages would else fetch them from servers of others. The page reads the folder,
 * from the base, as `import.meta.env.FACE_FILES`.
 */
export function faceFiles(): Plugin {
  return {
    name: 'face-files',
    applyToEnvironment: ({ name }) => name === 'client',
    config: () => ({ define: { 'import.meta.env.FACE_FILES': JSON.stringify(FOLDER) } }),
    generateBundle() {
      for (const file of FILES) {
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${basename(file)}`, source: readFileSync(file) });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${FOLDER}`, ({ url }, answer, next) => {
        const file = FILES.find((one) => `/${basename(one)}` === url);
        if (!file) return next();
        answer.setHeader('Content-Type', file.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream');
        answer.end(readFileSync(file));
      });
    },
  };
}
