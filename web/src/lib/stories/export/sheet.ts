import { mount, tick, unmount } from 'svelte';
import type { RenderedSlide } from '@quartierblick/gis/stories/rendition.ts';
import type { Surroundings } from '../stage/surroundings.ts';
import { SLIDE } from '../stage/frame.ts';
import { MAP_SCALE } from '../stage/map-frame.ts';
import { picturesOf } from '../stage/pictures.ts';
import StillSlide from '../stage/StillSlide.svelte';
import { TONES } from './items.ts';
import type { Tone } from './items.ts';

/** A slide that is drawn out of sight, to be taken as a picture. */
export interface Sheet {
  /** The slide, {@link SLIDE} in size. */
  slide: HTMLElement;
  /** Address of its map's picture. */
  map: string | null;
  /** Colours of its theme, `rrggbb`. */
  tones: Readonly<Record<Tone, string>>;
  close(): void;
}

/**
 * Draws a slide out of sight; resolves when its map, photos and letters are there.
 * @param width of the whole slide in pixels of the file: a map is drawn as finely as its part of them
 */
export async function openSheet(
  rendered: RenderedSlide,
  { number, of, width }: { number: number; of: number; width: number },
  surroundings: Surroundings,
): Promise<Sheet> {
  const { content } = rendered;
  const ratio = (width / SLIDE.width) * MAP_SCALE;
  const map =
    content?.kind === 'map'
      ? await picturesOf(surroundings.root).picture(content, surroundings.palette, ratio, true)
      : null;
  const place = document.createElement('div');
  Object.assign(place.style, { position: 'fixed', left: '-20000px', top: '0', width: `${SLIDE.width}px` });
  place.setAttribute('aria-hidden', 'true');
  place.inert = true;
  document.body.append(place);
  const props = {
    rendered,
    number,
    of,
    surroundings,
    picture: map === null ? null : Promise.resolve(map),
    fixed: true,
  };
  const drawn = mount(StillSlide, { target: place, props });
  const close = (): void => {
    void unmount(drawn);
    place.remove();
  };
  try {
    await tick();
    const slide = place.querySelector<HTMLElement>('section');
    if (!slide) throw new Error('the slide is not there');
    await settled(slide);
    return { slide, map, tones: tonesOf(slide), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function settled(slide: HTMLElement): Promise<void> {
  // Asking for its size lays it out, which begins the loading of its letters.
  slide.getBoundingClientRect();
  await document.fonts.ready;
  await Promise.all([...slide.querySelectorAll('img')].map((image) => image.decode()));
}

function tonesOf(slide: HTMLElement): Record<Tone, string> {
  const style = getComputedStyle(slide);
  const entries = TONES.map((tone) => [tone, sixDigits(style.getPropertyValue(`--${tone}`).trim().replace('#', ''))]);
  return Object.fromEntries(entries) as Record<Tone, string>;
}

/** The build writes `#fff` where it can; files want six digits. */
const sixDigits = (hex: string): string => (hex.length === 3 ? hex.replace(/./g, '$&$&') : hex);
