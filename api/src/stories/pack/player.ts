import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../errors.ts';

const BUILT = fileURLToPath(new URL('../../../../web/build/pack/', import.meta.url));

/** The player as it stands in a pack. */
export interface PackPlayer {
  script: string;
  style: string;
  /** What the page may do: nothing that is not inside. */
  policy: string;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * A pack could not make a request even if something in it wanted to: scripts and styles are the ones inside by their checksums,
 * pictures and fonts are data, and what is connected to are blobs that the page itself has made (the map's worker).
 */
const policyOf = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    // Positions and sizes that components compute; no style sheet comes in that way.
    "style-src-attr 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    'worker-src blob:',
    'connect-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/**
 * Reads the player that the build has made.
 * @throws Problem 503 where there is none, e.g. while developing
 */
export async function readPlayer(folder = BUILT): Promise<PackPlayer> {
  const read = (name: string) => readFile(`${folder}/${name}`, 'utf8');
  const [script, style] = await Promise.all([read('player.js'), read('player.css')]).catch((): never => {
    throw new Problem({
      status: 503,
      type: 'no-player',
      title: { de: 'Der Player für Pakete ist nicht gebaut', en: 'The player of packs is not built' },
      detail: { de: '„npm start“ baut ihn.', en: '“npm start” builds it.' },
    });
  });
  return { script, style, policy: policyOf(script, style) };
}
