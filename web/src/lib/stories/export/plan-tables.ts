import { AGE_BANDS } from '@quartierblick/gis/analysis/chain/ages.ts';
import { COLUMNS } from '@quartierblick/gis/analysis/chain/chain.ts';
import type { ChainContent, CoverageContent, RankingContent } from '@quartierblick/gis/stories/content.ts';
import { lookOf, type CellLook } from '#lib/offers/look.ts';
import { chainAge, chainColumn, CHAIN_LOOKS, childrenWithout } from '../stage/chain-text.ts';
import { rankingName, rankingPlace, weightsText } from '../stage/ranking-text.ts';
import type { Item, TableCell, Tone } from './items.ts';
import { fittedText, plain } from './plan-text.ts';
import type { PlanSurroundings } from './plan-text.ts';
import { heightOf } from './pptx-layout.ts';
import type { Box } from './pptx-layout.ts';

/** Parts of a row that letters may take. */
const LETTERS = 0.56;

/** What the first row of a table needs so that none of its cells makes it taller: what is drawn over a table would be off. */
const headHeightOf = (texts: readonly string[], columns: readonly number[], size: number): number =>
  Math.max(...texts.map((text, index) => heightOf([text], (columns[index] ?? 0) - 12, size))) + 8;

/** The ranking as a table; the ranges of ranks also drawn, over its last column. */
export function rankingItems(content: RankingContent, box: Box, { language, words }: PlanSurroundings): Item[] {
  const note = weightsText(content, language, words);
  const below = heightOf([note], box.w, 16) + 12;
  const columns = [92, box.w * 0.58 - 92, box.w * 0.42];
  const titles = [words.place, words.property, words.rankSpan(content.of)];
  const size = Math.min(20, ((box.h - below) / (content.rows.length + 2.5)) * LETTERS);
  const headHeight = headHeightOf(titles, columns, size);
  const rowHeight = Math.min(40, (box.h - below - headHeight) / Math.max(1, content.rows.length));
  const head = titles.map((text): TableCell => ({ text, tone: 'ink-2' }));
  const rows = content.rows.map((row): TableCell[] => [
    { text: rankingPlace(row), bold: true },
    { text: rankingName(row) + (row.vetoes.length > 0 ? `  (${words.danger})` : '') },
    { text: '' },
  ]);
  const last = Math.max(...content.rows.map(({ rank }) => rank[1]), content.rows.length);
  const x = box.x + box.w * 0.58 + 8;
  const w = box.w * 0.42 - 16;
  const at = (place: number): number => ((place - 1) / Math.max(1, last - 1)) * w;
  const ranges = content.rows.flatMap(({ rank: [from, to] }, index): Item[] => {
    const y = box.y + headHeight + (index + 0.5) * rowHeight - 5;
    const start = Math.min(at(from), w - 8);
    return [
      { kind: 'shape', box: { x, y, w, h: 10 }, fill: 'line', round: true },
      {
        kind: 'shape',
        box: { x: x + start, y, w: Math.max(8, at(to) - at(from)), h: 10 },
        fill: 'accent',
        round: true,
      },
    ];
  });
  const height = headHeight + rowHeight * rows.length;
  const table = { columns, headHeight, rowHeight, size, rows: [head, ...rows], ruled: true };
  return [
    { kind: 'table', box: { ...box, h: height }, ...table },
    ...ranges,
    fittedText(plain(note), { ...box, y: box.y + height + 8, h: below - 8 }, 16, { tone: 'ink-2', valign: 'top' }),
  ];
}

/** Children by age group in figures, and where they live as a picture. */
export function coverageItems(content: CoverageContent, box: Box, { language, words, own }: PlanSurroundings): Item[] {
  const whole = (value: number): string => language.format.number(value, 0);
  const homes = content.homes.length > 0;
  const w = homes ? box.w - 300 : box.w;
  const rows = content.groups.flatMap(({ group, reachM, all, today, then }) =>
    [{ name: words.today, reached: today }, ...(then ? [{ name: words.scenario, reached: then }] : [])].map(
      ({ name, reached }): TableCell[] => [
        { text: `${words.ages[group]}, ${name}`, bold: group === content.age },
        { text: `${language.format.number(reachM, 0)} m`, align: 'right' },
        { text: whole(all.expected), align: 'right' },
        { text: whole(all.expected - reached.expected), align: 'right', bold: true, tone: 'danger' },
      ],
    ),
  );
  const titles = [own.ageGroup, own.walk, own.children, own.without];
  const head = titles.map((text, index): TableCell => ({ text, tone: 'ink-2', align: index === 0 ? 'left' : 'right' }));
  const { area } = content;
  const missing = [
    words.areaMissing(whole(area.missingToday), whole(area.needed), language.format.number(area.targetM2, 2)),
    ...(area.missingThen === null ? [] : [words.areaThen(whole(area.missingThen))]),
  ].join(' ');
  const columns = [w * 0.46, w * 0.16, w * 0.17, w * 0.21];
  const size = Math.min(19, w / 29);
  const headHeight = headHeightOf(titles, columns, size);
  const rowHeight = Math.min(52, (box.h - 120 - headHeight) / Math.max(1, rows.length));
  const height = headHeight + rowHeight * rows.length;
  const table = { columns, headHeight, rowHeight, size, rows: [head, ...rows], ruled: true };
  return [
    { kind: 'table', box: { ...box, w, h: height }, ...table },
    fittedText(plain(missing), { x: box.x, y: box.y + height + 16, w, h: 96 }, 19, { tone: 'ink-2', valign: 'top' }),
    ...(homes ? homesItems(content, { x: box.x + box.w - 276, y: box.y, w: 276, h: box.h }, words) : []),
  ];
}

function homesItems(content: CoverageContent, box: Box, words: PlanSurroundings['words']): Item[] {
  const changed = content.groups.some(({ then }) => then !== null);
  const title = `${words.ages[content.age]}, ${changed ? words.scenario : words.today}`;
  const keys = [words.homes.reached, words.homes.without, words.homes.playground];
  const alt = `${title}: ${keys.join(', ')}`;
  const below = box.y + 284;
  return [
    { kind: 'picture', box: { ...box, h: 276 }, source: { from: 'drawing' }, alt },
    fittedText(plain(title), { ...box, y: below, h: 28 }, 18, { bold: true, align: 'center', valign: 'middle' }),
    ...keys.flatMap((text, index): Item[] => {
      const y = below + 32 + index * 24;
      return [
        { kind: 'picture', box: { x: box.x, y: y + 4, w: 16, h: 16 }, source: { from: 'swatch', index }, alt: text },
        fittedText(plain(text), { x: box.x + 24, y, w: box.w - 24, h: 24 }, 15, { tone: 'ink-2', valign: 'middle' }),
      ];
    }),
  ];
}

/** How a cell of the chain looks. */
const CHAIN_TONES: Record<CellLook, { tone: Tone; fill: Tone }> = {
  full: { tone: 'good', fill: 'good-soft' },
  part: { tone: 'warn', fill: 'warn-soft' },
  none: { tone: 'danger', fill: 'danger-soft' },
  free: { tone: 'ink-3', fill: 'paper' },
  unknown: { tone: 'ink-3', fill: 'paper' },
};

/** The chain of offers as a table, its looks below. */
export function chainItems(content: ChainContent, box: Box, { language, words }: PlanSurroundings): Item[] {
  const caption = words.chainCaption(language.format.date(content.day), content.reachM, language.pick(content.area));
  const above = heightOf([caption], box.w, 17) + 8;
  const rowHeight = Math.min(34, (box.h - above - 40) / (COLUMNS.length + 1));
  const name = Math.min(300, box.w * 0.3);
  const columns = [name, ...AGE_BANDS.map(() => (box.w - name) / AGE_BANDS.length)];
  const head: TableCell[] = [
    { text: '' },
    ...AGE_BANDS.map((band): TableCell => ({ text: chainAge(band, words), tone: 'ink-2', align: 'center' })),
  ];
  const rows = COLUMNS.map((column): TableCell[] => [
    { text: chainColumn(column, language, words) },
    ...AGE_BANDS.map((_, band): TableCell => {
      const cell = content.cells.find((one) => one.column === column && one.band === band);
      const look = cell ? lookOf(cell, content.known) : 'unknown';
      const counted = cell && (look === 'part' || look === 'none');
      const text = counted ? String(childrenWithout(cell)) : look === 'full' ? '✓' : '';
      return { text, ...CHAIN_TONES[look], bold: true, align: 'center', dotted: look === 'free' || look === 'unknown' };
    }),
  ]);
  const height = rowHeight * (rows.length + 1);
  const size = Math.min(16, rowHeight * LETTERS, box.w / 62);
  const look = { columns, headHeight: rowHeight, rowHeight, size, rows: [head, ...rows], ruled: false };
  const table = { ...box, y: box.y + above, h: height };
  const step = box.w / CHAIN_LOOKS.length;
  const keys = CHAIN_LOOKS.flatMap((look, index): Item[] => {
    const [x, y] = [box.x + index * step, table.y + height + 10];
    const edge = look === 'free' ? 'line-strong' : CHAIN_TONES[look].tone;
    return [
      {
        kind: 'shape',
        box: { x, y: y + 5, w: 22, h: 14 },
        fill: CHAIN_TONES[look].fill,
        edge,
        dashed: look === 'free',
      },
      fittedText(plain(words.chainLooks[look]), { x: x + 30, y, w: step - 36, h: 24 }, 15, { valign: 'middle' }),
    ];
  });
  return [
    fittedText(plain(caption), { ...box, h: above - 4 }, 17, { tone: 'ink-2', valign: 'top' }),
    { kind: 'table', box: table, ...look },
    ...keys,
  ];
}
