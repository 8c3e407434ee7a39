import { piecesOf } from '@quartierblick/gis/stories/claims.ts';
import type { Figure, RenderedSlide, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import { wordsIn } from '@quartierblick/gis/stories/words.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import type { ExportWords } from '#lib/i18n/story-export.ts';
import type { StoryWords } from '#lib/i18n/stories.ts';
import { blocksOf } from '../stage/blocks.ts';
import { figureText } from '../stage/figure-text.ts';
import { isModelled, sourceTexts } from '../stage/source-text.ts';
import { withheldText } from '../stage/withheld-text.ts';
import type { MapLegend } from '../stage/map-legend.ts';
import type { Item, Paragraph, Run, TextItem } from './items.ts';
import type { Box } from './pptx-layout.ts';
import { fittedSize, FOOTER, FOOTER_PLACE, FOOTER_TEXT } from './pptx-layout.ts';

/** What the plan of a slide is made from. */
export interface PlanSurroundings {
  language: Language;
  words: StoryWords;
  own: ExportWords;
  rendition: Rendition;
  /** Of a map slide; empty on others. */
  legends: readonly MapLegend[][];
  /** Titles of the two states that a map slide compares; empty on others. */
  states: readonly string[];
}

type Figures = Readonly<Record<string, Figure>>;

/** A line with its figures in their places. */
function runsOf(line: string, figures: Figures, language: Language): Run[] {
  return piecesOf(line).map((piece) => {
    if ('words' in piece) return { text: piece.words };
    const figure = figures[piece.figure];
    return { text: figure ? figureText(figure, language) : '–', bold: figure !== undefined };
  });
}

export const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/** Paragraphs and items of a text of several lines. */
export function paragraphsOf(text: string, figures: Figures, language: Language): Paragraph[] {
  return blocksOf(text).flatMap((block): Paragraph[] =>
    block.kind === 'list'
      ? block.items.map((item) => ({ runs: runsOf(item, figures, language), bullet: true }))
      : [{ runs: runsOf(block.text, figures, language) }],
  );
}

/** A text that fits its box. @param size of letters where there is room enough, pixels */
export function fittedText(
  paragraphs: Paragraph[],
  box: Box,
  size: number,
  more: Partial<Omit<TextItem, 'kind' | 'box' | 'paragraphs' | 'size'>> = {},
): TextItem {
  const texts = paragraphs.map(({ runs, bullet }) => (bullet ? `–  ${textOf(runs)}` : textOf(runs)));
  return { kind: 'text', box, paragraphs, size: fittedSize(texts, box, size), tone: 'ink', ...more };
}

export const plain = (...lines: string[]): Paragraph[] => lines.map((text) => ({ runs: [{ text }] }));

/** The title of a slide. */
export function titleItem(rendered: RenderedSlide, box: Box, size: number, { language }: PlanSurroundings): TextItem {
  const line = wordsIn(rendered.slide.title, language.code);
  const paragraphs = [{ runs: runsOf(line, rendered.figures, language).map(({ text }) => ({ text })) }];
  return fittedText(paragraphs, box, size, { title: true, bold: true, valign: 'top' });
}

/** Lines that say what the edition does not get. */
export const missingLines = ({ withheld }: RenderedSlide, { language, words }: PlanSurroundings): string[] =>
  withheldText(withheld, language, words);

/** The same lines in their frame. */
export function missingItems(lines: readonly string[], box: Box): Item[] {
  if (lines.length === 0) return [];
  const within = { x: box.x + 14, y: box.y, w: box.w - 28, h: box.h };
  return [
    { kind: 'shape', box, fill: null, edge: 'line-strong', dashed: true },
    fittedText(plain(lines.join(' ')), within, 17, { tone: 'ink-2', valign: 'middle' }),
  ];
}

/** Sources with their dates, edition, and number of a slide. */
export function footerItems(
  rendered: RenderedSlide,
  number: number,
  of: number,
  { language, words, rendition }: PlanSurroundings,
): Item[] {
  const sources = sourceTexts(rendered.sources, language, words).join(' · ');
  const runs: Run[] = [
    ...(isModelled(rendered) ? [{ text: `${words.modelled} `, bold: true }] : []),
    { text: sources },
  ];
  const place = `${words.editions[rendition.edition]}   ${number}/${of}`;
  return [
    { kind: 'shape', box: FOOTER, fill: 'surface' },
    { kind: 'shape', box: { ...FOOTER, h: 1 }, fill: 'line' },
    ...(textOf(runs) === '' ? [] : [fittedText([{ runs }], FOOTER_TEXT, 15, { tone: 'ink-2', valign: 'middle' })]),
    fittedText(plain(place), FOOTER_PLACE, 15, { tone: 'ink-2', valign: 'middle', align: 'right' }),
  ];
}
