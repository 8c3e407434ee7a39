import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Faces by script, so that a browser loads those that a page has letters of. */
const FACES = [
  ['source-sans-3', 'latin', 'Source Sans'],
  ['source-sans-3', 'latin-ext', 'Source Sans'],
  ['source-sans-3', 'cyrillic', 'Source Sans'],
  ['source-sans-3', 'cyrillic-ext', 'Source Sans'],
  ['noto-sans-arabic', 'arabic', 'Noto Arabic'],
] as const;

const fileOf = (name: string) => fileURLToPath(import.meta.resolve(`@fontsource-variable/${name}`));

/** Fonts of print: a machine that has none for Cyrillic or Arabic shall print them as well as any. */
export class Fonts {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** `@font-face` rules, with addresses relative to the page. */
  readonly css: string;

  constructor(folder: string) {
    const rules = FACES.map(([font, subset, family]) => {
      const bytes = new Uint8Array(readFileSync(fileOf(`${font}/files/${font}-${subset}-wght-normal.woff2`)));
      const ranges = JSON.parse(readFileSync(fileOf(`${font}/unicode.json`), 'utf8')) as Record<string, string>;
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
      const file = `${font}-${subset}.${hash}.woff2`;
      this.#files.set(file, bytes);
      return `@font-face { font-family: '${family}'; font-weight: 200 900; font-display: swap;
  src: url('${folder}/${file}') format('woff2'); unicode-range: ${ranges[subset]}; }`;
    });
    this.css = rules.join('\n');
  }

  /** Bytes of a file that the rules name; its name changes with them. */
  file(name: string): Uint8Array<ArrayBuffer> | undefined {
    return this.#files.get(name);
  }
}
