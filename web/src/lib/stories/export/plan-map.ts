import type { MapContent } from '@quartierblick/gis/stories/content.ts';
import type { RenderedSlide } from '@quartierblick/gis/stories/rendition.ts';
import { wordsIn } from '@quartierblick/gis/stories/words.ts';
import { lengthText, scaleBar } from '#lib/map/scale.ts';
import { MAP_BOX } from '../stage/frame.ts';
import { MAP_SCALE } from '../stage/map-frame.ts';
import type { Item } from './items.ts';
import type { PlanSurroundings } from './plan-text.ts';
import { fittedText, missingItems, missingLines, paragraphsOf, plain, textOf, titleItem } from './plan-text.ts';
import { FOOTER, heightOf, linesOf } from './pptx-layout.ts';

const PANEL = { x: 40, w: 332, top: 36, bottom: FOOTER.y - 12 } as const;
const SWATCH = { w: 20, h: 16, gap: 10 } as const;
const LONGEST_BAR_PX = 140;

/** Title, text and legend on the left, the map on the right. */
export function mapItems(rendered: RenderedSlide, about: PlanSurroundings): Item[] {
  const { language, words } = about;
  const title = titleItem(rendered, { x: PANEL.x, y: PANEL.top, w: PANEL.w, h: 170 }, 34, about);
  const items: Item[] = [];
  let y =
    PANEL.top +
    heightOf(
      title.paragraphs.map(({ runs }) => textOf(runs)),
      PANEL.w,
      title.size,
    ) +
    14;
  title.box.h = y - PANEL.top - 6;
  items.push(title);

  const body = paragraphsOf(wordsIn(rendered.slide.body, language.code), rendered.figures, language);
  if (body.length > 0) {
    const room = Math.min(
      heightOf(
        body.map(({ runs }) => textOf(runs)),
        PANEL.w - 12,
        20,
      ) + 6,
      230,
    );
    items.push(fittedText(body, { x: PANEL.x, y, w: PANEL.w, h: room }, 20, { valign: 'top' }));
    y += room + 12;
  }
  const lines = missingLines(rendered, about);
  const note = lines.length > 0 ? heightOf([lines.join(' ')], PANEL.w - 28, 15) + 16 : 0;
  items.push(...legendItems(about, y, PANEL.bottom - (note > 0 ? note + 10 : 0)));
  items.push(...missingItems(lines, { x: PANEL.x, y: PANEL.bottom - note, w: PANEL.w, h: note }));
  const { content } = rendered;
  if (content?.kind !== 'map') return items;
  const box = { x: MAP_BOX.left, y: MAP_BOX.top, w: MAP_BOX.width, h: MAP_BOX.height };
  const name = words.mapOf(wordsIn(rendered.slide.title, language.code));
  items.push({ kind: 'picture', box, source: { from: 'map' }, alt: mapAlt(name, about) });
  items.push(...stateItems(content, about), ...scaleItems(content, about));
  return items;
}

const LABEL = { inset: 20, w: 400, pad: 12, size: 20, lines: 3 } as const;

/** What each half shows, as text over it, where the stage has it. */
function stateItems({ compare }: MapContent, { states }: PlanSurroundings): Item[] {
  const { left, width } = MAP_BOX;
  const side = compare?.as === 'side';
  return states.flatMap((text, index): Item[] => {
    if (text === '') return [];
    const most = linesOf(text, LABEL.w - 2 * LABEL.pad, LABEL.size);
    // A short title needs no wide field; letters are estimated with a reserve (pptx-layout.ts).
    const w = most > 1 ? LABEL.w : Math.min(LABEL.w, text.length * LABEL.size * 0.62 + 2 * LABEL.pad);
    const h = Math.min(most, LABEL.lines) * LABEL.size * 1.25 + 12;
    const second = side ? left + width / 2 + LABEL.inset : left + width - LABEL.inset - w;
    const box = { x: index === 0 ? left + LABEL.inset : second, y: FOOTER.y - 16 - h, w, h };
    const within = { ...box, x: box.x + LABEL.pad, w: w - 2 * LABEL.pad };
    return [
      { kind: 'shape', box, fill: 'surface', round: true },
      fittedText(plain(text), within, LABEL.size, { bold: true, valign: 'middle' }),
    ];
  });
}

/** A map in words: its title and what is on it. */
function mapAlt(name: string, { legends }: PlanSurroundings): string {
  const layers = legends.flat().flatMap(({ lines }) => lines.slice(0, 1).map(({ text }) => text));
  return layers.length > 0 ? `${name}. ${[...new Set(layers)].join(', ')}.` : name;
}

/** A line for each class, its sign as a picture before it; as small as it takes to have them all. */
function legendItems({ legends, words }: PlanSurroundings, top: number, bottom: number): Item[] {
  const rows = legends.flatMap((legend, side) => [
    ...(legends.length > 1 ? [{ text: words.sides[side] ?? '', heading: true, swatch: false }] : []),
    ...legend.flatMap(({ lines }) =>
      lines.map(({ text, heading, swatch }) => ({ text, heading: heading === true, swatch: swatch !== undefined })),
    ),
  ]);
  const inset = (swatch: boolean): number => (swatch ? SWATCH.w + SWATCH.gap : 0);
  const tall = (size: number): number =>
    rows.reduce((sum, { text, heading, swatch }) => {
      return sum + linesOf(text, PANEL.w - inset(swatch) - 8, size) * size * 1.25 + 4 + (heading ? 4 : 0);
    }, 0);
  let size = 16;
  while (size > 9 && top + tall(size) > bottom) size -= 0.5;
  const items: Item[] = [];
  let y = top;
  let index = 0;
  for (const { text, heading, swatch } of rows) {
    const h = linesOf(text, PANEL.w - inset(swatch) - 8, size) * size * 1.25 + 4;
    if (heading) y += 4;
    // What has no room even at the smallest size would lie on the footer.
    if (y + h > bottom) break;
    if (swatch) {
      const box = { x: PANEL.x, y: y + (h - SWATCH.h) / 2, w: SWATCH.w, h: SWATCH.h };
      items.push({ kind: 'picture', box, source: { from: 'swatch', index }, alt: text });
      index += 1;
    }
    const box = { x: PANEL.x + inset(swatch), y, w: PANEL.w - inset(swatch), h };
    items.push({ kind: 'text', box, paragraphs: plain(text), size, tone: 'ink', bold: heading, valign: 'middle' });
    y += h;
  }
  return items;
}

/** The scale of a map that is not tilted: on a tilted one no length holds all over. */
function scaleItems({ states: [{ view }], compare }: MapContent, { language }: PlanSurroundings): Item[] {
  if (view.pitch > 0) return [];
  const { metres, pixels } = scaleBar(view.lat, view.zoom, LONGEST_BAR_PX);
  const text = lengthText(metres, (value) => language.format.number(value));
  const w = pixels * MAP_SCALE;
  const label = 74;
  // Titles of two states have the lower rim, as on the stage.
  const y = compare ? MAP_BOX.top + 18 : FOOTER.y - 54;
  const box = { x: MAP_BOX.left + MAP_BOX.width - 20 - w - label - 34, y, w: w + label + 34, h: 36 };
  const bar = { x: box.x + 14, y: box.y + 21, w, h: 3 };
  return [
    { kind: 'shape', box, fill: 'surface', round: true },
    { kind: 'shape', box: bar, fill: 'ink' },
    { kind: 'shape', box: { ...bar, y: bar.y - 7, w: 2, h: 9 }, fill: 'ink' },
    { kind: 'shape', box: { ...bar, x: bar.x + w - 2, y: bar.y - 7, w: 2, h: 9 }, fill: 'ink' },
    {
      kind: 'text',
      box: { x: bar.x + w + 8, y: box.y, w: label + 6, h: box.h },
      paragraphs: plain(text),
      size: 17,
      tone: 'ink',
      valign: 'middle',
    },
  ];
}
