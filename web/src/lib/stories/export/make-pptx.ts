import type { Rendition, RenderedSlide } from '@quartierblick/gis/stories/rendition.ts';
import type { Surroundings } from '../stage/surroundings.ts';
import { mapLegends } from '../stage/map-legend.ts';
import { titlesOfStates } from '../stage/map-state.svelte.ts';
import type { ExportWords } from '#lib/i18n/story-export.ts';
import type { PictureItem } from './items.ts';
import { notesText, planSlide } from './plan.ts';
import type { PlanSurroundings } from './plan-text.ts';
import { Deck } from './pptx-file.ts';
import { drawingOf, leanRaster, rasterOf } from './raster.ts';
import type { Raster } from './raster.ts';
import { openSheet } from './sheet.ts';
import type { Sheet } from './sheet.ts';
import type { Steps } from './steps.ts';

/** Pixels of a whole slide: what its pictures are drawn for. */
const WIDTH = 3840;
const PHOTO_PX = 2400;
/** Pixels of small drawings for each pixel of the slide. */
const FINE = 3;

/** The story as a file for PowerPoint. @param notes whether the presenter's notes are in it; never in a public one */
export async function makePptx(
  rendition: Rendition,
  surroundings: Surroundings,
  { own, notes, steps }: { own: ExportWords; notes: boolean; steps: Steps },
): Promise<Blob> {
  const { language, words } = surroundings;
  const deck = new Deck({
    title: language.pick(rendition.title) || rendition.title.de,
    project: language.pick(rendition.project),
    edition: words.editions[rendition.edition],
    language: language.code === 'de' ? 'de-DE' : 'en-GB',
  });
  const speaks = notes && rendition.edition !== 'public';
  await steps.each(rendition.slides, async (rendered, index) => {
    const [number, of] = [index + 1, rendition.slides.length];
    const sheet = await openSheet(rendered, { number, of, width: WIDTH }, surroundings);
    try {
      const about = planAbout(rendered, rendition, surroundings, own);
      const items = planSlide(rendered, number, of, about);
      const said = speaks ? notesText(rendered, about) : null;
      await deck.add(items, sheet.tones, (item) => pictureOf(item, sheet, surroundings), said);
    } finally {
      sheet.close();
    }
  });
  return steps.last(() => deck.file());
}

function planAbout(
  { content }: RenderedSlide,
  rendition: Rendition,
  { language, words, palette }: Surroundings,
  own: ExportWords,
): PlanSurroundings {
  const map = content?.kind === 'map' ? content : null;
  const legends = map ? mapLegends(map, palette, language) : [];
  const states = map ? titlesOfStates(map, language) : [];
  return { language, words, own, rendition, legends, states };
}

async function pictureOf(
  { source }: PictureItem,
  { slide, map }: Sheet,
  { photo }: Pick<Surroundings, 'photo'>,
): Promise<Raster> {
  if (source.from === 'map' && map !== null) return leanRaster(await (await fetch(map)).blob());
  if (source.from === 'photo') {
    const answer = await fetch(photo(source.path));
    if (!answer.ok) throw new Error(`a photo is not there: ${answer.status}`);
    return leanRaster(await answer.blob(), PHOTO_PX);
  }
  const drawn =
    source.from === 'drawing'
      ? slide.querySelector<SVGElement>('figure > svg')
      : // What stands before the text of a legend's line.
        [
          ...slide.querySelectorAll<SVGElement | HTMLElement>(
            'ul[role=list] > li > :is(svg, span:empty, div:has(> svg))',
          ),
        ][source.from === 'swatch' ? source.index : -1];
  if (!drawn) throw new Error('a picture of the slide is not there');
  return drawn instanceof SVGElement ? drawingOf(drawn, FINE) : rasterOf(drawn, FINE);
}
