import './player/fonts.css';
import '#lib/styles/tokens.css';
import '#lib/styles/base.css';
import { mount } from 'svelte';
import { ROOT_ELEMENT } from '@quartierblick/gis/stories/pack/format.ts';
import { Language } from '#lib/app/language.svelte.ts';
import { PACK_PLAYER_WORDS } from '#lib/i18n/pack-player.ts';
import { PackArchive } from './player/archive.ts';
import PackApp from './player/PackApp.svelte';
import { servePackTiles } from './player/tiles.ts';

/*
 * The entry of the player: all that runs in a pack (vite.pack.config.ts). It reads the file that it stands in and nothing else.
 */
async function open(target: HTMLElement): Promise<void> {
  const language = await Language.open(new URLSearchParams(location.search));
  try {
    const archive = new PackArchive();
    const [rendition, photos] = await Promise.all([archive.rendition(), archive.photos()]);
    servePackTiles(archive);
    // Labels of the map are drawn as pictures: with the font that is there when the first one is.
    await document.fonts.load("16px 'Source Sans 3 Variable'");
    target.replaceChildren();
    mount(PackApp, { target, props: { archive, rendition, photos, language } });
  } catch (reason) {
    target.textContent = `${PACK_PLAYER_WORDS[language.code].broken} (${String(reason)})`;
  }
}

const root = document.getElementById(ROOT_ELEMENT);
if (root) void open(root);
