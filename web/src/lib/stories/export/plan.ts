import type { RenderedSlide } from '@quartierblick/gis/stories/rendition.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { wordsIn } from '@quartierblick/gis/stories/words.ts';
import { figureText } from '../stage/figure-text.ts';
import { SLIDE } from '../stage/frame.ts';
import type { Item, Paragraph } from './items.ts';
import { chartItems, photoItems, stripItems } from './plan-drawn.ts';
import { mapItems } from './plan-map.ts';
import { chainItems, coverageItems, rankingItems } from './plan-tables.ts';
import type { PlanSurroundings } from './plan-text.ts';
import {
  fittedText,
  footerItems,
  missingItems,
  missingLines,
  paragraphsOf,
  plain,
  textOf,
  titleItem,
} from './plan-text.ts';
import { contentBoxes, FOOTER, grid, heightOf, TITLE } from './pptx-layout.ts';
import type { Box } from './pptx-layout.ts';

/**
 * What is on a slide of a file, in the order in which it is drawn: text that can be edited, tables, charts and pictures. Says
 * nothing that the rendition does not hold, and never the notes.
 * @param number of the slide, from 1
 */
export function planSlide(rendered: RenderedSlide, number: number, of: number, about: PlanSurroundings): Item[] {
  return [...mainItems(rendered, about), ...footerItems(rendered, number, of, about)];
}

/** What the presenter says on a slide, as plain lines. */
export function notesText({ slide, figures }: RenderedSlide, { language }: PlanSurroundings): string {
  const paragraphs = paragraphsOf(wordsIn(slide.notes, language.code), figures, language);
  return paragraphs.map(({ runs, bullet }) => (bullet ? '– ' : '') + textOf(runs)).join('\n');
}

function mainItems(rendered: RenderedSlide, about: PlanSurroundings): Item[] {
  const { slide } = rendered;
  const lines = missingLines(rendered, about);
  if (rendered.withheld.some(({ part }) => part === 'slide')) {
    return missingItems(lines, { x: 340, y: 290, w: 600, h: 72 });
  }
  if (slide.kind === 'title') return coverItems(rendered, about);
  if (slide.kind === 'map') return mapItems(rendered, about);
  const body = paragraphsOf(wordsIn(slide.body, about.language.code), rendered.figures, about.language);
  const boxes = contentBoxes({ beside: rendered.content !== null && body.length > 0, note: lines.length > 0 });
  const keys = slide.kind === 'text' ? keyItems(slide, rendered, body, boxes.text, about) : { items: [], height: 0 };
  const text = { ...boxes.text, y: boxes.text.y + keys.height, h: boxes.text.h - keys.height };
  return [
    titleItem(rendered, TITLE, 40, about),
    ...keys.items,
    ...(body.length > 0 ? [fittedText(body, text, rendered.content ? 21 : 26, { valign: 'top' })] : []),
    ...drawnItems(rendered, boxes.drawn, about),
    ...missingItems(lines, boxes.note),
  ];
}

function coverItems(rendered: RenderedSlide, about: PlanSurroundings): Item[] {
  const { language, rendition } = about;
  const [x, w] = [96, 1080];
  const title = titleItem(rendered, { x, y: 0, w, h: 270 }, 68, about);
  const tall =
    heightOf(
      title.paragraphs.map(({ runs }) => textOf(runs)),
      w,
      title.size,
    ) + 8;
  const body = paragraphsOf(wordsIn(rendered.slide.body, language.code), rendered.figures, language);
  const under =
    body.length > 0
      ? Math.min(
          200,
          heightOf(
            body.map(({ runs }) => textOf(runs)),
            w - 120,
            28,
          ) + 8,
        )
      : 0;
  const top = Math.max(60, (FOOTER.y - (40 + 20 + tall + 24 + under)) / 2);
  title.box = { x, y: top + 60, w, h: tall };
  return [
    { kind: 'shape', box: { x: 0, y: 0, w: 20, h: SLIDE.height - FOOTER.h }, fill: 'accent' },
    fittedText(plain(language.pick(rendition.project)), { x, y: top, w, h: 40 }, 24, { tone: 'accent', bold: true }),
    title,
    ...(under > 0
      ? [fittedText(body, { x, y: top + 60 + tall + 24, w: w - 120, h: under }, 28, { tone: 'ink-2', valign: 'top' })]
      : []),
    ...missingItems(missingLines(rendered, about), { x, y: FOOTER.y - 60, w, h: 44 }),
  ];
}

const NUMBER = 64;

/** Large figures with what they say below them. */
function keyItems(
  slide: SlideOf<'text'>,
  { figures }: RenderedSlide,
  body: Paragraph[],
  box: Box,
  { language }: PlanSurroundings,
): { items: Item[]; height: number } {
  if (slide.keyFigures.length === 0) return { items: [], height: 0 };
  const below =
    body.length > 0
      ? heightOf(
          body.map(({ runs }) => textOf(runs)),
          box.w,
          26,
        ) + 24
      : 0;
  const rows = Math.ceil(slide.keyFigures.length / 3);
  const height = Math.max(rows * 130, Math.min(rows * 165 + (rows - 1) * 20, box.h - below));
  const places = grid({ ...box, h: height }, slide.keyFigures.length, 3);
  const items = slide.keyFigures.flatMap(({ figure: name, label }, index): Item[] => {
    const at = places[index] ?? box;
    const figure = figures[name];
    const said = wordsIn(label, language.code) || (figure ? language.pick(figure.title) : name);
    const denominator = figure?.denominator ? language.pick(figure.denominator) : '';
    const number = figure ? figureText(figure, language) : '–';
    const under = { x: at.x, y: at.y + 10 + NUMBER * 1.25, w: at.w, h: at.h - 10 - NUMBER * 1.25 };
    const split = denominator === '' ? under.h : Math.min(under.h * 0.55, heightOf([said], under.w, 21) + 4);
    return [
      { kind: 'shape', box: { ...at, h: 4 }, fill: 'accent' },
      fittedText(plain(number), { ...at, y: at.y + 8, h: NUMBER * 1.25 }, NUMBER, { bold: true, valign: 'middle' }),
      fittedText(plain(said), { ...under, h: split }, 21, { tone: 'ink-2', valign: 'top' }),
      ...(denominator === ''
        ? []
        : [
            fittedText(plain(denominator), { ...under, y: under.y + split, h: under.h - split }, 16, {
              tone: 'ink-3',
              valign: 'top',
            }),
          ]),
    ];
  });
  return { items, height: height + 20 };
}

function drawnItems({ content }: RenderedSlide, box: Box, about: PlanSurroundings): Item[] {
  switch (content?.kind) {
    case 'chart':
      return chartItems(content, box, about);
    case 'strip':
      return stripItems(content, box, about);
    case 'ranking':
      return rankingItems(content, box, about);
    case 'coverage':
      return coverageItems(content, box, about);
    case 'chain':
      return chainItems(content, box, about);
    case 'photos':
      return photoItems(content, box, about);
    default:
      return [];
  }
}
