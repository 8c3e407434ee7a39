import type { ChartContent, PhotosContent, StripContent } from '@quartierblick/gis/stories/content.ts';
import { barText, scaleText } from '../stage/chart-text.ts';
import type { Item } from './items.ts';
import { fittedText, plain } from './plan-text.ts';
import type { PlanSurroundings } from './plan-text.ts';
import { grid, heightOf } from './pptx-layout.ts';
import type { Box } from './pptx-layout.ts';

/** Forms in which PowerPoint writes values. */
const FORMATS: Record<ChartContent['format'], string> = {
  count: '#,##0',
  number: '#,##0.0',
  percent: '#,##0.0" %"',
};

/** A chart that can be worked on. What has no value has no bar, and its label says why. */
export function chartItems(content: ChartContent, box: Box, { language, words }: PlanSurroundings): Item[] {
  const name = scaleText(content, language);
  const above = heightOf([name], box.w, 19) + 10;
  const bars = content.bars.map((bar) => {
    const label = language.pick(bar.label);
    const reason = bar.value === null ? ` (${barText(bar, content.format, language, words)})` : '';
    const strong = content.form === 'columns' || bar.marked;
    return { label: label + reason, value: bar.value, tone: strong ? ('accent' as const) : ('line-strong' as const) };
  });
  const told = content.bars.map(
    (bar) => `${language.pick(bar.label)}: ${barText(bar, content.format, language, words)}`,
  );
  return [
    fittedText(plain(name), { ...box, h: above - 4 }, 19, { tone: 'ink-2', valign: 'top' }),
    {
      kind: 'chart',
      box: { ...box, y: box.y + above, h: box.h - above },
      form: content.form,
      name,
      bars,
      format: FORMATS[content.format],
      alt: `${name}. ${told.join('; ')}`,
    },
  ];
}

/** A street from end to end: the drawing is a picture, all words about it are text. */
export function stripItems(content: StripContent, box: Box, { language, words }: PlanSurroundings): Item[] {
  const { years } = content;
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0] ?? '');
  const counts = words.severities(content.counts);
  const caption = words.stripCaption(content.street, language.format.number(content.metres, 0), span);
  const above = heightOf([`${caption} ${counts}`], box.w, 19) + 8;
  const incomplete = content.incomplete.length > 0 ? words.incomplete(content.incomplete.join(', ')) : '';
  const notes = incomplete === '' ? 0 : heightOf([incomplete], box.w, 16) + 8;
  const keys = [
    ...(['1', '2', '3'] as const).map((category) => words.categories[category]),
    words.sectionOf(language.pick(content.preset)),
    words.crossing,
  ];
  const legend = { x: box.x, y: box.y + box.h - notes - 56, w: box.w, h: 52 };
  return [
    fittedText([{ runs: [{ text: `${caption} ` }, { text: counts, bold: true }] }], { ...box, h: above - 4 }, 19, {
      tone: 'ink-2',
      valign: 'top',
    }),
    {
      kind: 'picture',
      box: { ...box, y: box.y + above, h: legend.y - box.y - above - 6 },
      source: { from: 'drawing' },
      alt: `${caption} ${counts}`,
    },
    ...stripKeys(legend).flatMap(({ x, y, w, h }, index): Item[] => {
      const text = keys[index] ?? '';
      return [
        { kind: 'picture', box: { x, y: y + h / 2 - 8, w: 24, h: 16 }, source: { from: 'swatch', index }, alt: text },
        fittedText(plain(text), { x: x + 32, y, w: w - 32, h }, 16, { valign: 'middle' }),
      ];
    }),
    ...(notes > 0
      ? [fittedText(plain(incomplete), { ...box, y: box.y + box.h - notes, h: notes }, 16, { tone: 'ink-2' })]
      : []),
  ];
}

/** Places of the legend's lines: three severities above, below them the criterion, whose name is long, and the crossing. */
function stripKeys(box: Box): Box[] {
  const above = grid({ ...box, h: box.h / 2 }, 3, 3, 16);
  const [first, , last] = above;
  const wide = { ...box, y: box.y + box.h / 2, h: box.h / 2, w: (last?.x ?? box.x) - box.x - 16 };
  return [...above, wide, { ...(last ?? box), y: wide.y, w: first?.w ?? box.w }];
}

/** A place before and after. */
export function photoItems(content: PhotosContent, box: Box, { language, words }: PlanSurroundings): Item[] {
  const { measure } = content;
  const pair = [
    { name: words.before, photo: content.before },
    { name: words.after, photo: content.after },
  ];
  const boxes = grid({ ...box, h: box.h - 76 }, 2, 2, 32);
  const about = `${words.measure(measure.number, measure.title)} · ${language.pick(measure.state)}`;
  return [
    ...pair.flatMap(({ name, photo }, index): Item[] => {
      const at = boxes[index] ?? box;
      const taken = photo?.takenOn ? `  ${language.format.date(photo.takenOn)}` : '';
      const caption = [{ runs: [{ text: name, bold: true }, { text: taken }] }];
      const alt = photo?.note ?? words.photoOf(name, measure.title);
      return [
        { kind: 'shape', box: at, fill: 'line' },
        photo
          ? { kind: 'picture', box: at, source: { from: 'photo', path: photo.path }, alt }
          : fittedText(plain(words.noPhoto), at, 20, { tone: 'ink-2', align: 'center', valign: 'middle' }),
        fittedText(caption, { ...at, y: at.y + at.h + 6, h: 30 }, 20, { valign: 'middle' }),
      ];
    }),
    fittedText(plain(about), { ...box, y: box.y + box.h - 34, h: 34 }, 20, { tone: 'ink-2', valign: 'middle' }),
  ];
}
