import type { Box } from './pptx-layout.ts';

/** Colours by their role (web/src/lib/styles/tokens.css), so that a file has those of its theme. */
export const TONES = [
  'paper',
  'surface',
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'line-strong',
  'accent',
  'danger',
  'danger-soft',
  'good',
  'good-soft',
  'warn',
  'warn-soft',
] as const;
export type Tone = (typeof TONES)[number];

export interface Run {
  text: string;
  bold?: boolean;
}

export interface Paragraph {
  runs: Run[];
  bullet?: boolean;
}

export interface TextItem {
  kind: 'text';
  box: Box;
  paragraphs: Paragraph[];
  /** Height of letters, pixels. */
  size: number;
  tone: Tone;
  bold?: boolean;
  align?: 'left' | 'center' | 'right';
  valign?: 'top' | 'middle' | 'bottom';
  /** The slide's title: what an outline shows, and a reader who hears the slide hears first. */
  title?: boolean;
}

export interface ShapeItem {
  kind: 'shape';
  box: Box;
  fill: Tone | null;
  edge?: Tone;
  dashed?: boolean;
  round?: boolean;
}

export interface TableCell {
  text: string;
  tone?: Tone;
  fill?: Tone;
  bold?: boolean;
  align?: 'left' | 'center' | 'right';
  /** Framed by dots: nothing is meant to be there. */
  dotted?: boolean;
}

export interface TableItem {
  kind: 'table';
  box: Box;
  /** Widths, pixels; together those of the box. */
  columns: number[];
  /** Height of the first row and of each other one, pixels; together that of the box. */
  headHeight: number;
  rowHeight: number;
  size: number;
  rows: TableCell[][];
  /** Lines between rows; a matrix has white between its cells instead. */
  ruled: boolean;
}

export interface ChartItem {
  kind: 'chart';
  box: Box;
  form: 'columns' | 'bars';
  name: string;
  /** null: no value is drawn, and the label says why. */
  bars: { label: string; value: number | null; tone: Tone }[];
  /** How PowerPoint writes the values. */
  format: string;
  alt: string;
}

/** What of a slide is a picture: taken from the slide as it is drawn on screen. */
export type PictureSource =
  { from: 'map' } | { from: 'drawing' } | { from: 'swatch'; index: number } | { from: 'photo'; path: string };

export interface PictureItem {
  kind: 'picture';
  box: Box;
  source: PictureSource;
  /** For whoever cannot see it. */
  alt: string;
}

/** One thing on a slide of a file. */
export type Item = TextItem | ShapeItem | TableItem | ChartItem | PictureItem;
