import PptxGenJS from 'pptxgenjs';
import type { ChartItem, Item, PictureItem, TableItem, TextItem, Tone } from './items.ts';
import type { Raster } from './raster.ts';
import { dataUrl } from './fonts.ts';
import { contained, inches, points, SLIDE_INCHES } from './pptx-layout.ts';

/** Letters that every PowerPoint has, about as wide as the application's own, which files cannot bring along. */
const FACE = 'Calibri';
const LAYOUT = 'Quartierblick';

export interface DeckAbout {
  title: string;
  /** Of the installation: files name no person. */
  project: string;
  edition: string;
  language: 'de-DE' | 'en-GB';
}

/** The four sides of a cell. */
const around = (
  side: PptxGenJS.BorderProps,
  below = side,
): [PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps, PptxGenJS.BorderProps] => [
  side,
  side,
  below,
  side,
];

type Tones = Readonly<Record<Tone, string>>;

/** A file for PowerPoint that grows slide by slide. */
export class Deck {
  readonly #file = new PptxGenJS();
  readonly #language: DeckAbout['language'];
  /** Names of layouts by where their title is. */
  readonly #layouts = new Map<string, string>();

  constructor({ title, project, edition, language }: DeckAbout) {
    const file = this.#file;
    this.#language = language;
    file.defineLayout({ name: LAYOUT, ...SLIDE_INCHES });
    file.layout = LAYOUT;
    file.theme = { headFontFace: FACE, bodyFontFace: FACE };
    file.title = title;
    file.subject = edition;
    file.company = project;
    file.author = project;
  }

  /**
   * The layout of a slide whose title stands here: one for each place, because the library keeps a title where its layout has it.
   * @param title null: the slide has none
   */
  #layout(title: TextItem | null): string {
    const key = title ? JSON.stringify([title.box, title.valign]) : '';
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const name = `Folie ${this.#layouts.size + 1}`;
    this.#layouts.set(key, name);
    const options = { name: 'title', type: 'title' as const, margin: 0, align: 'left' as const, valign: title?.valign };
    this.#file.defineSlideMaster({
      title: name,
      objects: title ? [{ placeholder: { options: { ...options, ...inches(title.box) }, text: '' } }] : [],
    });
    return name;
  }

  /**
   * Adds a slide.
   * @param picture gives the pictures of its items
   * @param notes what the presenter says; null: nothing
   */
  async add(
    items: readonly Item[],
    tones: Tones,
    picture: (item: PictureItem) => Promise<Raster>,
    notes: string | null,
  ): Promise<void> {
    const title = items.find((item): item is TextItem => item.kind === 'text' && item.title === true);
    const slide = this.#file.addSlide({ masterName: this.#layout(title ?? null) });
    slide.background = { color: tones.paper };
    for (const item of items) {
      if (item.kind === 'text') this.#text(slide, item, tones);
      else if (item.kind === 'shape') {
        slide.addShape(item.round ? 'roundRect' : 'rect', {
          ...inches(item.box),
          ...(item.fill ? { fill: { color: tones[item.fill] } } : {}),
          ...(item.edge
            ? { line: { color: tones[item.edge], width: 1, dashType: item.dashed ? 'dash' : 'solid' } }
            : {}),
        });
      } else if (item.kind === 'table') this.#table(slide, item, tones);
      else if (item.kind === 'chart') this.#chart(slide, item, tones);
      else {
        const { blob, ...size } = await picture(item);
        const data = (await dataUrl(blob)).replace(/^data:/, '');
        slide.addImage({ data, altText: item.alt, ...inches(contained(item.box, size)) });
      }
    }
    if (notes) slide.addNotes(notes);
  }

  /** The file as it is now. */
  async file(): Promise<Blob> {
    return (await this.#file.write({ outputType: 'blob', compression: true })) as Blob;
  }

  #text(slide: PptxGenJS.Slide, item: TextItem, tones: Tones): void {
    const common = { lang: this.#language, fontFace: FACE, fontSize: points(item.size), color: tones[item.tone] };
    const texts = item.paragraphs.flatMap(({ runs, bullet }, index): PptxGenJS.TextProps[] =>
      runs.map(({ text, bold = item.bold ?? false }, at) => ({
        text,
        options: {
          ...common,
          bold,
          ...(bullet && at === 0 ? { bullet: { indent: points(item.size) } } : {}),
          ...(at === runs.length - 1 && index < item.paragraphs.length - 1 ? { breakLine: true } : {}),
        },
      })),
    );
    slide.addText(texts, {
      ...inches(item.box),
      ...common,
      ...(item.title ? { placeholder: 'title' } : {}),
      margin: 0,
      align: item.align ?? 'left',
      valign: item.valign ?? 'top',
      fit: 'shrink',
      paraSpaceAfter: item.paragraphs.length > 1 ? points(item.size * 0.35) : 0,
    });
  }

  #table(slide: PptxGenJS.Slide, item: TableItem, tones: Tones): void {
    const { w, ...at } = inches(item.box);
    const line = { type: 'solid' as const, pt: 0.75, color: tones.line };
    const none = { type: 'none' as const };
    const dots = { type: 'dash' as const, pt: 0.75, color: tones.line };
    const gap = { type: 'solid' as const, pt: 2, color: tones.paper };
    const rows = item.rows.map((row) =>
      row.map(({ text, tone = 'ink', fill, bold = false, align = 'left', dotted = false }) => ({
        text,
        options: {
          color: tones[tone],
          bold,
          align,
          valign: 'middle' as const,
          ...(fill ? { fill: { color: tones[fill] } } : {}),
          border: around(dotted ? dots : item.ruled ? none : gap, item.ruled ? line : undefined),
        },
      })),
    );
    slide.addTable(rows as PptxGenJS.TableRow[], {
      x: at.x,
      y: at.y,
      w,
      colW: item.columns.map((px) => px / 96),
      rowH: item.rows.map((_, index) => (index === 0 ? item.headHeight : item.rowHeight) / 96),
      fontFace: FACE,
      fontSize: points(item.size),
      margin: [0, 0.06, 0, 0.02],
    });
  }

  #chart(slide: PptxGenJS.Slide, item: ChartItem, tones: Tones): void {
    // Lying bars begin at the bottom: the first one comes last to be on top, as it is read.
    const bars = item.form === 'bars' ? [...item.bars].reverse() : item.bars;
    const labels = bars.map(({ label }) => label);
    const values = bars.map(({ value }) => value);
    const size = item.bars.length > 14 ? 11 : 13;
    slide.addChart('bar', [{ name: item.name, labels, values }], {
      ...inches(item.box),
      altText: item.alt,
      barDir: item.form === 'bars' ? 'bar' : 'col',
      barGapWidthPct: 45,
      chartColors: bars.map(({ tone }) => tones[tone]),
      showLegend: false,
      showTitle: false,
      showValue: true,
      dataLabelPosition: 'outEnd',
      dataLabelFormatCode: item.format,
      dataLabelColor: tones.ink,
      dataLabelFontFace: FACE,
      dataLabelFontSize: size + 1,
      dataLabelFontBold: true,
      catAxisLabelFontFace: FACE,
      catAxisLabelFontSize: size,
      catAxisLabelColor: tones.ink,
      catAxisLineShow: false,
      valAxisHidden: true,
      valAxisLineShow: false,
      valAxisMinVal: 0,
      valGridLine: { style: 'none' },
      catGridLine: { style: 'none' },
    });
  }
}
