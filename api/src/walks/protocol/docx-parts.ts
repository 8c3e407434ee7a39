import {
  BorderStyle,
  HeadingLevel,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Picture } from './map.ts';

interface Look {
  bold?: boolean;
  /** Small and grey. */
  muted?: boolean;
  /** Hexadecimal. */
  colour?: string;
  /** Twentieths of a point above, and to the left. */
  before?: number;
  indent?: number;
  /** A line at the left, in this colour. */
  bar?: string;
  keepNext?: boolean;
}

const MUTED = '4B5866';

/** A text with its line breaks. */
export function runs(text: string, look: Pick<Look, 'bold' | 'muted' | 'colour'> = {}): TextRun[] {
  const colour = look.colour ?? (look.muted ? MUTED : undefined);
  return text.split('\n').map(
    (line, i) =>
      new TextRun({
        text: line,
        ...(i > 0 && { break: 1 }),
        ...(look.bold && { bold: true }),
        ...(look.muted && { size: 18 }),
        ...(colour !== undefined && { color: colour }),
      }),
  );
}

/** A paragraph of one text, or of several that look apart. */
export function paragraph(text: string | readonly TextRun[], look: Look = {}): Paragraph {
  const { before, indent, bar, keepNext } = look;
  return new Paragraph({
    children: typeof text === 'string' ? runs(text, look) : [...text],
    ...(before !== undefined && { spacing: { before } }),
    ...(indent !== undefined && { indent: { left: indent } }),
    ...(bar !== undefined && { border: { left: { style: BorderStyle.SINGLE, size: 18, color: bar, space: 8 } } }),
    ...(keepNext && { keepNext: true }),
  });
}

const LEVELS = {
  title: HeadingLevel.TITLE,
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
};

export const heading = (text: string, level: keyof typeof LEVELS): Paragraph =>
  new Paragraph({ heading: LEVELS[level], children: runs(text) });

/** Room between the margins in pixels of 1/96 inch, and how high a picture may be. */
const ROOM = { width: 640, height: 480 };

/** A picture in the room that there is, or in a part of it. */
export function picture({ bytes, width, height }: Picture, type: 'png' | 'jpg', alt: string, part = 1): Paragraph {
  const scale = Math.min((ROOM.width * part) / width, (ROOM.height * part) / height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return new Paragraph({
    keepNext: true,
    children: [
      new ImageRun({ type, data: bytes, transformation: size, altText: { name: alt, title: alt, description: alt } }),
    ],
  });
}

const line = { style: BorderStyle.SINGLE, size: 4, color: 'C9CED3' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/**
 * A table with lines between its rows; its head comes again on every page.
 * @param head null: the first cell of each row is its name @param widths of the columns in per cent
 */
export function table(
  head: readonly string[] | null,
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): Table {
  const cell = (text: string, i: number, look: Look) =>
    new TableCell({
      width: { size: widths[i] ?? 10, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlign.TOP,
      margins: { top: 50, bottom: 50, left: 80, right: 80 },
      children: [new Paragraph({ spacing: { after: 0 }, children: runs(text, look) })],
    });
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((text, i) =>
        cell(text, i, isHead ? { bold: true } : head === null && i === 0 ? { colour: MUTED } : {}),
      ),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: none, bottom: line, left: none, right: none, insideVertical: none, insideHorizontal: line },
    rows: [...(head === null ? [] : [row(head, true)]), ...rows.map((cells) => row(cells, false))],
  });
}
