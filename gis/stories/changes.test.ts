import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankSlide } from './blank.ts';
import { changesSince } from './changes.ts';
import type { ChartContent, MapContent } from './content.ts';
import type { Figure, RenderedSlide, Rendition } from './rendition.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const text = (de: string) => ({ de, en: de });
const AT = '2026-11-28T08:00:00Z';

function figure(name: string, value: number | null): Figure {
  return {
    ...{ name, title: text(name), value, state: value === null ? 'missing' : 'value', format: 'count' },
    ...{ unit: null, denominator: null, modelled: false, notes: [], sources: [], seenAt: null, uses: {} },
  };
}
function slide(n: number, more: Partial<RenderedSlide> = {}): RenderedSlide {
  const empty = { figures: {}, content: null, sources: [], withheld: [], problems: [], uses: {} };
  return { slide: blankSlide('text', uuid(n)), ...empty, ...more };
}
const rendition = (...slides: RenderedSlide[]): Rendition => ({
  ...{ format: 1, key: uuid(0), title: text('x'), look: 'auto', edition: 'public', project: text('p'), slides, at: AT },
});
const flagged = (before: Rendition, after: Rendition) => changesSince(before, after).slides.map((one) => one.slide);

const chart = (...bars: ChartContent['bars']): ChartContent => ({
  ...{ kind: 'chart', title: text('Unfälle'), unit: null, denominator: null, format: 'count', form: 'columns', bars },
});
const bar = (label: string, value: number | null): ChartContent['bars'][number] => ({
  ...{ label: text(label), value, state: value === null ? 'hidden' : 'value', marked: false },
});
function map(counts: Record<string, number>, versions: Record<string, number>): Partial<RenderedSlide> {
  const layers = Object.entries(counts).map(([id, count]) => ({
    ...{ id, title: text(id), count, version: versions[id], tiles: `/tiles/${id}/${versions[id]}` },
    legend: [{ id: 'all', label: text('alle'), scheme: 'class', colour: null, count }],
  }));
  const states = [{ view: null, layers: [], measures: [], base: 'own' }];
  const content = { kind: 'map', states, layers, values: [], years: [], scenario: null } as unknown as MapContent;
  return { content, uses: versions };
}

describe('what changed since a story was published', () => {
  const names = ['a', 'b', 'c', 'd'];
  const values = fc.array(fc.dictionary(fc.constantFrom(...names), fc.option(fc.integer({ min: 0, max: 9 }))), {
    minLength: 1,
    maxLength: 6,
  });
  const told = (all: Record<string, number | null>[], overlay: Record<string, number | null> = {}) =>
    rendition(
      ...all.map((own, n) => {
        const figures = Object.entries(own).map(([name, value]) => [name, figure(name, overlay[name] ?? value)]);
        return slide(n + 1, { figures: Object.fromEntries(figures) as Record<string, Figure> });
      }),
    );

  it('is nothing where the data is the same, however its JSON was ordered', () => {
    fc.assert(
      fc.property(values, (all) => {
        const one = told(all);
        const again = JSON.parse(JSON.stringify({ ...one, at: 'later', slides: one.slides.map((s) => ({ ...s })) }));
        expect(changesSince(one, again as Rendition).slides).toEqual([]);
      }),
    );
  });

  it('a figure that became another one flags exactly the slides that hold it, with the old and the new', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...names), (all, name) => {
        const changes = changesSince(told(all), told(all, { [name]: 77 })).slides;
        expect(changes.map((one) => one.slide)).toEqual(all.flatMap((own, n) => (name in own ? [uuid(n + 1)] : [])));
        for (const one of changes) {
          const before = all[Number(one.slide.slice(-12)) - 1]?.[name];
          expect(one.changes).toMatchObject([
            { kind: 'figure', name, before: { value: before }, after: { value: 77 } },
          ]);
        }
      }),
    );
  });

  it('tells a figure that is hidden now, or counted among others, from one that stayed', () => {
    const was = rendition(slide(1, { figures: { a: figure('a', 5) } }), slide(2, { figures: { b: figure('b', 5) } }));
    const among = { ...figure('a', 5), denominator: text('von 9') };
    const noted = { ...figure('b', 5), notes: [text('neu')], seenAt: '/?t=x' };
    expect(flagged(was, rendition(slide(1, { figures: { a: among } }), slide(2, { figures: { b: noted } })))).toEqual([
      uuid(1),
    ]);
    const hidden = { ...figure('a', null), state: 'hidden' as const };
    const now = rendition(slide(1, { figures: { a: hidden } }), slide(2, { figures: { b: figure('b', 5) } }));
    expect(changesSince(was, now).slides).toMatchObject([{ slide: uuid(1), changes: [{ after: { value: null } }] }]);
  });

  it('names a bar with its old and its new height, and one that is new', () => {
    const was = rendition(slide(1, { content: chart(bar('2023', 4), bar('2024', null)) }), slide(2));
    const now = rendition(slide(1, { content: chart(bar('2023', 6), bar('2024', null), bar('2025', 0)) }), slide(2));
    expect(changesSince(was, now).slides).toMatchObject([
      {
        slide: uuid(1),
        changes: [
          { kind: 'number', what: { de: 'Unfälle: 2023' }, before: 4, after: 6 },
          { kind: 'number', what: { de: 'Unfälle: 2025' }, before: null, after: 0 },
        ],
      },
    ]);
  });

  it('a layer that grew flags the maps that show it, with its counts; addresses of tiles are no data', () => {
    const was = rendition(slide(1, map({ a: 3, b: 2 }, { a: 1, b: 1 })), slide(2, map({ b: 2 }, { b: 1 })));
    const now = rendition(slide(1, map({ a: 4, b: 2 }, { a: 2, b: 1 })), slide(2, map({ b: 2 }, { b: 1 })));
    const { slides } = changesSince(was, now);
    expect(slides.map((one) => one.slide)).toEqual([uuid(1)]);
    expect(slides[0]?.changes).toMatchObject([
      { kind: 'layer', layer: 'a' },
      { kind: 'number', what: { de: 'a' }, before: 3, after: 4 },
      { kind: 'number', what: { de: 'a: alle' }, before: 3, after: 4 },
    ]);
  });

  it('what is gone is told with its name: a layer, a figure, a measure', () => {
    const was = rendition(
      slide(1, map({ a: 3, b: 2 }, { a: 1, b: 1 })),
      slide(2, { figures: { c: figure('c', 1) } }),
      slide(3, { content: chart(bar('x', 1)) }),
    );
    const now = rendition(
      slide(1, map({ b: 2 }, { b: 1 })),
      slide(2, { problems: [{ kind: 'unknown-figure', what: text('Zahl „c“') }] }),
      slide(3, { problems: [{ kind: 'gone', what: text('die Maßnahme') }] }),
    );
    expect(changesSince(was, now).slides.map((one) => one.changes)).toMatchObject([
      [{ kind: 'gone', what: { de: 'a' } }],
      [{ kind: 'gone' }, { kind: 'figure', name: 'c', before: { value: 1 }, after: null }],
      [{ kind: 'gone', what: { de: 'die Maßnahme' } }],
    ]);
    expect(flagged(now, now)).toEqual([]);
  });
});
