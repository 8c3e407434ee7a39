import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TabStopPosition,
  TabStopType,
  TextRun,
} from 'docx';
import type { FileChild } from 'docx';
import type { Protocol } from './content.ts';
import { finding } from './docx-finding.ts';
import { heading, paragraph, picture, table } from './docx-parts.ts';
import type { Picture } from './map.ts';
import type { MeasureRow, MeasureTable } from './measure-rows.ts';

/** A4 in twentieths of a point, with the margins of the page. */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_000, bottom: 1_100, left: 1_134, right: 1_000 },
} as const;

/** Of every paragraph. Without its rule LibreOffice takes the height for fixed, and cuts pictures to a line. */
const LINES = { after: 80, line: 264, lineRule: LineRuleType.AUTO } as const;

function measures({ rows, more }: MeasureTable, { words }: Protocol, none: string): FileChild[] {
  if (rows.length === 0) return [paragraph(none)];
  const cells = (row: MeasureRow) => [row.number, row.title, row.place, row.responsible, row.due, row.state];
  const head = ['Nr.', words.measure, words.place, words.responsible, words.due, words.state];
  return [
    table(head, rows.map(cells), [6, 28, 19, 18, 14, 15]),
    ...(more > 0 ? [paragraph(words.moreOpen(more), { muted: true })] : []),
  ];
}

function participants({ participants: those, words }: Protocol): FileChild[] {
  if (those.length === 0) return [paragraph(words.nobody)];
  const rows = those.map(({ role, count, names }) => [role, String(count), names || '–']);
  return [
    table([words.role, words.number, words.names], rows, [25, 12, 63]),
    paragraph(words.perDevice, { muted: true }),
  ];
}

const foot = ({ words, title, today }: Protocol) =>
  new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: TabStopPosition.MAX }],
        children: [
          new TextRun({
            text: `${words.protocol} – ${title.slice(0, 60).toWellFormed()} – ${words.made(today)}`,
            size: 16,
            color: '4B5866',
          }),
          new TextRun({
            children: ['\t', `${words.page} `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
            size: 16,
            color: '4B5866',
          }),
        ],
      }),
    ],
  });

/**
 * The protocol as a Word document (ECMA-376), saying what the page says.
 * @param map null: nothing has a place @param photoOf the bytes of a photo by the checksum under which it is kept; null where they are gone
 */
export async function protocolDocx(
  protocol: Protocol,
  map: Picture | null,
  photoOf: (kept: string) => Promise<Picture | null>,
): Promise<Buffer> {
  const { words, title, facts, notes, stops, language } = protocol;
  const children: FileChild[] = [
    paragraph(`${words.protocol} · ${words.of}`, { colour: '0B6B74', bold: true }),
    heading(title, 'title'),
    table(
      null,
      facts.map(({ name, text }) => [name, text]),
      [25, 75],
    ),
    ...notes.map((note) => paragraph(note, { bold: true, before: 120 })),
    heading(words.participants, 1),
    ...participants(protocol),
    ...(map === null
      ? []
      : [heading(words.map, 1), picture(map, 'png', words.mapText), paragraph(words.mapText, { muted: true })]),
  ];
  for (const stop of stops) {
    children.push(heading(stop.title, 1));
    if (stop.themes.length === 0) children.push(paragraph(words.nothingHere, { muted: true }));
    for (const theme of stop.themes) {
      children.push(heading(theme.title, 2));
      for (const one of theme.findings) children.push(...(await finding(one, words, photoOf)));
    }
  }
  children.push(heading(words.measures, 1), ...measures(protocol.measures, protocol, words.noMeasures));
  children.push(heading(words.open, 1), ...measures(protocol.open, protocol, words.noneOpen));
  const font = {
    font: 'Calibri',
    size: 21,
    color: '1B2530',
    language: { value: language === 'de' ? 'de-DE' : 'en-GB' },
  };
  const document = new Document({
    title: `${words.protocol} – ${title}`,
    creator: 'Quartierblick',
    description: words.of,
    styles: {
      default: {
        document: { run: font, paragraph: { spacing: LINES, alignment: AlignmentType.START } },
        title: { run: { size: 44, bold: true, color: '1B2530' }, paragraph: { spacing: { after: 160 } } },
        heading1: {
          run: { size: 28, bold: true, color: '0B6B74' },
          paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
        },
        heading2: {
          run: { size: 21, bold: true, color: '4B5866' },
          paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
        },
        heading3: {
          run: { size: 23, bold: true, color: '1B2530' },
          paragraph: { spacing: { before: 200, after: 20 }, keepNext: true },
        },
      },
    },
    sections: [{ properties: { page: PAGE }, footers: { default: foot(protocol) }, children }],
  });
  return Packer.toBuffer(document);
}
