import { describe, expect, it } from 'vitest';
import { COLUMNS } from '@quartierblick/gis/analysis/chain/chain.ts';
import type { ChainContent, SlideContent } from '@quartierblick/gis/stories/content.ts';
import { blankSlide } from '@quartierblick/gis/stories/blank.ts';
import type { Figure, RenderedSlide, Rendition } from '@quartierblick/gis/stories/rendition.ts';
import type { Slide, SlideKind } from '@quartierblick/gis/stories/story.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { Format } from '#lib/format.ts';
import { STORY_WORDS } from '#lib/i18n/stories.ts';
import { EXPORT_WORDS } from '#lib/i18n/story-export.ts';
import type { MapLegend } from '../stage/map-legend.ts';
import { fileName } from './file-name.ts';
import type { Item } from './items.ts';
import { notesText, planSlide } from './plan.ts';
import type { PlanSurroundings } from './plan-text.ts';
import type { Box } from './pptx-layout.ts';
import { contained, fittedSize, FOOTER, heightOf, inches, linesOf, SLIDE_INCHES } from './pptx-layout.ts';

const text = (de: string) => ({ de, en: de });
const LONG = 'Kinderarztpraxisversorgungsgebiet und noch viele andere Wörter, die auf eine Folie sollen. '.repeat(3);
const RANGE = { low: 1, expected: 40, high: 90 };
const FIGURE: Figure = {
  name: 'fact:Menschen',
  title: text('Menschen'),
  value: 4017,
  state: 'value',
  format: 'count',
  unit: null,
  denominator: text('der Menschen, die am 31.12. mit Hauptwohnung im Quartier gemeldet waren'),
  modelled: false,
  notes: [],
  sources: [],
  seenAt: null,
  uses: {},
};

const cells = COLUMNS.flatMap((column) =>
  Array.from({ length: 10 }, (_, band) => ({
    band,
    column,
    children: RANGE,
    reached: RANGE,
    places: 0,
    placesUnknown: 0,
    gaps: [{ reason: 'none', children: RANGE }],
  })),
) as unknown as ChainContent['cells'];
const photo = { path: '/p', width: 900, height: 1200, takenOn: '2026-05-01', note: null };
const contents: Partial<Record<SlideKind, unknown>> = {
  map: { kind: 'map', states: [{ view: { lon: 7.47, lat: 51.52, zoom: 15.2, bearing: 0, pitch: 0 } }] },
  strip: {
    kind: 'strip',
    street: 'Bornstraße',
    metres: 2296,
    years: [2019, 2024],
    counts: { killed: 1, severe: 37, light: 205 },
    preset: text('Nordrhein-Westfalen (innerorts)'),
    incomplete: ['2018–2020', '2019–2021', '2020–2022'],
  },
  ranking: {
    kind: 'ranking',
    of: 28,
    weights: Array.from({ length: 14 }, (_, index) => ({ title: text(`Kriterium mit Namen ${index}`), share: 0.07 })),
    rows: Array.from({ length: 15 }, (_, index) => ({
      key: `k${index}`,
      address: `Mallinckrodtstraße ${index}`,
      caseNumber: null,
      rank: [index + 1, index + 9],
      vetoes: ['x'],
    })),
  },
  coverage: {
    kind: 'coverage',
    age: '6-12',
    groups: (['under-6', '6-12', '12-plus'] as const).map((group) => ({
      group,
      reachM: 400,
      all: RANGE,
      today: RANGE,
      then: RANGE,
    })),
    area: { targetM2: 1.5, needed: 2506, missingToday: 450, missingThen: 120 },
    homes: [{ lon: 7.4, lat: 51.5, children: 3, today: true, then: true }],
  },
  chain: { kind: 'chain', cells, gaps: [], day: '2026-11-28', reachM: 400, area: text(LONG), known: true },
  chart: {
    kind: 'chart',
    title: text('Unfälle'),
    unit: null,
    denominator: null,
    format: 'count',
    form: 'columns',
    bars: [
      { label: text('2023'), value: 84, state: 'value', marked: false },
      { label: text('2024'), value: null, state: 'missing', marked: false },
    ],
  },
  photos: { kind: 'photos', measure: { number: 2, title: LONG, state: text('erledigt') }, before: photo, after: null },
};

const legend: MapLegend[] = Array.from({ length: 5 }, (_, layer) => ({
  id: `l${layer}`,
  lines: Array.from({ length: 9 }, (__, line) =>
    line === 0
      ? { text: `Ebene ${layer}`, heading: true }
      : {
          text: `Klasse ${line} mit einem längeren Namen`,
          swatch: { geometry: 'polygon', fill: '#fff', edge: '#000' },
        },
  ),
}));

function about(edition: Rendition['edition'] = 'public'): PlanSurroundings {
  const rendition = { edition, project: text('Nordstadt') } as Rendition;
  const language = {
    code: 'de',
    format: new Format('de'),
    pick: ({ de }: { de: string }) => de,
  } as unknown as Language;
  return { language, words: STORY_WORDS.de, own: EXPORT_WORDS.de, rendition, legends: [legend], states: [] };
}

function rendered(kind: SlideKind, body: string, more: Partial<RenderedSlide> = {}): RenderedSlide {
  const keys = Array.from({ length: 6 }, () => ({ figure: 'fact:Menschen', label: text('Menschen mit Hauptwohnung') }));
  const slide = {
    ...blankSlide(kind, '0b6f0bd5-6d0f-4a7e-9d5c-4c1d5a1e0a01', text('Häuser, die niemandem zu gehören scheinen')),
    body: text(body),
    notes: text('Nur gesagt, nie gezeigt'),
    ...(kind === 'text' ? { keyFigures: keys } : {}),
  } as Slide;
  const source = { from: 'x', title: text('Quelle'), attribution: LONG, asOf: '2026-11-01', demo: true };
  const content = (contents[kind] ?? null) as SlideContent | null;
  const sources = [source] as unknown as RenderedSlide['sources'];
  return {
    slide,
    figures: { 'fact:Menschen': FIGURE },
    content,
    sources,
    withheld: [],
    problems: [],
    uses: {},
    ...more,
  };
}

const KINDS: SlideKind[] = ['title', 'text', 'map', 'strip', 'ranking', 'coverage', 'chain', 'chart', 'photos'];
const MISSING: RenderedSlide['withheld'] = [{ part: 'layer', what: text('Immobilien'), lowest: 'planner' }];
const EPSILON = 0.001;
const isFooter = ({ box }: Item): boolean => box.y >= FOOTER.y - 0.5;

describe('the layout of a slide for PowerPoint', () => {
  for (const kind of KINDS) {
    for (const [what, body, withheld] of [
      ['without text', '', []],
      ['with a long text', `${LONG}\n- ${LONG}`, []],
      ['with a part withheld', 'Kurz: {fact:Menschen}', MISSING],
    ] as const) {
      it(`${kind} ${what} stays on its slide and off its footer`, () => {
        const items = planSlide(rendered(kind, body, { withheld: [...withheld] }), 3, 12, about());
        for (const item of items) {
          const { x, y, w, h } = inches(item.box);
          expect(x, JSON.stringify(item)).toBeGreaterThanOrEqual(0);
          expect(y, JSON.stringify(item)).toBeGreaterThanOrEqual(0);
          expect(w, JSON.stringify(item)).toBeGreaterThan(0);
          expect(h, JSON.stringify(item)).toBeGreaterThan(0);
          expect(x + w, JSON.stringify(item)).toBeLessThanOrEqual(SLIDE_INCHES.width + EPSILON);
          const bottom = isFooter(item) ? SLIDE_INCHES.height : FOOTER.y / 96;
          expect(y + h, JSON.stringify(item)).toBeLessThanOrEqual(bottom + EPSILON);
        }
        const said = JSON.stringify(items);
        expect(said).toContain('öffentliche Ausgabe');
        expect(said).toContain('Stand 01.11.2026');
        expect(said).not.toContain('Nur gesagt');
      });
    }
  }

  it.each(['swipe', 'side'] as const)(
    'writes over each half of a map that compares by %s what it shows, and the scale not over it',
    (as) => {
      const compared = { ...(contents.map as object), compare: { as, split: 50 } } as SlideContent;
      const states = ['Kinder unter 6, 2018', LONG];
      const items = planSlide(rendered('map', '', { content: compared }), 1, 1, { ...about(), states });
      const said = (pattern: string | RegExp) =>
        items.findIndex((item) => item.kind === 'text' && item.paragraphs[0]?.runs[0]?.text.match(pattern));
      const boxOf = (index: number): Box => items[index]?.box ?? { x: NaN, y: NaN, w: NaN, h: NaN };
      const map = items.findIndex((item) => item.kind === 'picture' && item.source.from === 'map');
      const labels = states.map((state) => said(state));
      const [first, second] = [boxOf(labels[0] ?? -1), boxOf(labels[1] ?? -1)];
      const middle = boxOf(map).x + boxOf(map).w / 2;
      expect(first.x + first.w).toBeLessThan(middle);
      expect(second.x).toBeGreaterThan(middle);
      expect(Math.min(...labels)).toBeGreaterThan(map);
      const scale = boxOf(said(/ k?m$/));
      expect(scale.y + scale.h).toBeLessThan(Math.min(first.y, second.y));
    },
  );

  it('draws nothing where nothing is known, and says why', () => {
    const items = planSlide(rendered('chart', ''), 1, 1, about());
    const chart = items.find((item) => item.kind === 'chart');
    expect(chart?.bars[1]).toMatchObject({ label: '2024 (keine Angabe)', value: null });
  });

  it('has a sign for every class of a legend that has room, in its order', () => {
    const items = planSlide(rendered('map', ''), 1, 1, about());
    const signs = items.flatMap((item) =>
      item.kind === 'picture' && item.source.from === 'swatch' ? item.source.index : [],
    );
    expect(signs).toEqual(signs.map((_, index) => index));
    expect(signs.length).toBeGreaterThan(20);
  });

  it('says of a slide that is withheld that it is, and nothing else', () => {
    const withheld: RenderedSlide['withheld'] = [{ part: 'slide', what: text(''), lowest: 'planner' }];
    const texts = planSlide(rendered('text', 'Geheim', { withheld }), 1, 1, about()).flatMap((item) =>
      item.kind === 'text' ? item.paragraphs.flatMap(({ runs }) => runs.map((run) => run.text)) : [],
    );
    expect(texts).toContain(STORY_WORDS.de.slideWithheld);
    expect(texts.join()).not.toContain('Geheim');
  });

  it('gives notes only to whoever asks for them', () => {
    expect(notesText(rendered('text', ''), about('planner'))).toBe('Nur gesagt, nie gezeigt');
  });
});

describe('letters in a box', () => {
  it('are broken at words, and words that are too wide within', () => {
    expect(linesOf('kurz', 400, 20)).toBe(1);
    expect(linesOf('zwei Wörter', 64, 20)).toBe(2);
    expect(linesOf('Donaudampfschifffahrtsgesellschaft', 106, 20)).toBe(4);
  });

  it('become smaller until they fit, down to a least size', () => {
    const size = fittedSize([LONG], { w: 400, h: 120 }, 40);
    expect(size).toBeLessThan(40);
    expect(heightOf([LONG], 400, size)).toBeLessThanOrEqual(120);
    expect(fittedSize([LONG], { w: 40, h: 10 }, 40)).toBe(11);
  });

  it('leave pictures whole', () => {
    expect(contained({ x: 10, y: 10, w: 200, h: 100 }, { width: 50, height: 100 })).toEqual({
      x: 85,
      y: 10,
      w: 50,
      h: 100,
    });
  });
});

describe('the name of a file', () => {
  it('is one that every system takes', () => {
    expect(fileName('Blick: Nord/Süd?', 'intern', 'pptx')).toBe('Blick Nord Süd-intern.pptx');
    expect(fileName('  ', 'public', 'zip')).toBe('Quartierblick-public.zip');
    expect(fileName('x'.repeat(300), 'public', 'zip').length).toBeLessThan(100);
  });
});
