import { createHash } from 'node:crypto';
import { MANIFEST_ELEMENT, ROOT_ELEMENT, sealOf } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackManifest } from '@quartierblick/gis/stories/pack/format.ts';
import type { PackPlayer } from './player.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

/** The file up to its first part. What it says at first is all that a file whose end is missing says. */
export function beginning(player: PackPlayer, title: string, version: string): string {
  return `<!doctype html>
<html lang="de" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(player.policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Quartierblick ${escaped(version)}">
<title>${escaped(title)}</title>
<style>${player.style}</style>
</head>
<body>
<noscript>Dieses Paket braucht JavaScript. · This pack needs JavaScript.</noscript>
<div class="root" id="${ROOT_ELEMENT}">Das Paket wird geöffnet. Bleibt es dabei, ist die Datei unvollständig: bitte neu herunterladen. ·
<span lang="en">The pack is being opened. If nothing else comes, the file is not whole: please download it again.</span></div>
`;
}

/** The file from behind its last part on. */
export function ending({ script }: PackPlayer, manifest: PackManifest): string {
  // Inside an element of script nothing may look like its end.
  const told = JSON.stringify(manifest).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${MANIFEST_ELEMENT}">${told}</script>\n<script>${script}</script>\n</body>\n</html>\n`;
}

/** Puts behind the pieces a last line with the checksum of all of them. */
export async function* sealed(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    hash.update(bytes);
    yield bytes;
  }
  yield Buffer.from(sealOf(hash.digest('hex')));
}
