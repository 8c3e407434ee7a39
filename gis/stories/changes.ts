import type { LayerInfo } from '../layers/answers.ts';
import type { Text } from '../layers/fields.ts';
import { canonical } from '../ranking/hash.ts';
import type { MapContent, SlideContent } from './content.ts';
import type { Figure, RenderedSlide, Rendition } from './rendition.ts';

/** What of a figure counts as data: not its notes, nor where it is seen. */
export type FigureState = Pick<Figure, 'value' | 'state' | 'format' | 'unit' | 'denominator'>;

/** What became different on a slide since it was published. */
export type SlideChange =
  /** A figure of a text; null: it was not there, or is no more. */
  | { kind: 'figure'; name: string; title: Text; before: FigureState | null; after: FigureState | null }
  /** A number of a map, a chart or a list; null: hidden, missing, or not there. */
  | { kind: 'number'; what: Text; before: number | null; after: number | null }
  /** A part that is no single number. */
  | { kind: 'content'; what: Text }
  /** A layer of the map was changed. */
  | { kind: 'layer'; layer: string; what: Text }
  /** It can no longer be shown. */
  | { kind: 'gone'; what: Text };

/** The slides that no longer say what was published. */
export interface StoryChanges {
  /** When the data of now was read. */
  at: string;
  slides: { slide: string; changes: SlideChange[] }[];
}

/** A number of a content under a name that both renditions share; `more` is what else must stay the same of it. */
interface NamedNumber {
  id: string;
  what: Text;
  value: number | null;
  more?: unknown;
}
/** What is compared of a content: numbers one by one, everything else part by part. */
interface Compared {
  numbers: NamedNumber[];
  parts: [what: Text, value: unknown][];
}

const text = (de: string, en: string): Text => ({ de, en });
const within = (whole: Text, part: Text): Text => text(`${whole.de}: ${part.de}`, `${whole.en}: ${part.en}`);
const plain = (word: string): Text => text(word, word);

const inLayer = ({ id, title, count, legend }: LayerInfo): NamedNumber[] => [
  { id, what: title, value: count },
  ...legend.map((entry) => ({
    id: `${id}/${entry.scheme}/${entry.id}`,
    what: within(title, entry.label),
    value: entry.count,
  })),
];

/** By kind of content. What follows from the story alone, or from the day on which it is rendered, is not compared. */
const COMPARED: { [K in SlideContent['kind']]: (content: Extract<SlideContent, { kind: K }>) => Compared } = {
  map: ({ layers, values, years, scenario, states }) => ({
    numbers: layers.flatMap(inLayer),
    parts: [
      ...values.map(({ values: one }): Compared['parts'][number] => [
        one.title,
        one.items.map(({ key, value, state }) => [key, value, state]),
      ]),
      [text('Farben nach Kennzahl', 'Colours by measure'), states.map(({ measures }) => measures)],
      [text('Jahre', 'Years'), years],
      [text('Szenario', 'Scenario'), scenario],
    ],
  }),
  chart: ({ title, bars, denominator, unit }) => ({
    numbers: bars.map(({ label, value, state, marked }) => ({
      id: label.de,
      what: within(title, label),
      value,
      more: [state, marked],
    })),
    parts: [[title, [denominator, unit]]],
  }),
  strip: ({ accidents, marks, density, sections, counts, years, metres }) => ({
    numbers: [
      { id: 'killed', what: text('Unfälle mit Getöteten', 'Accidents with people killed'), value: counts.killed },
      {
        id: 'severe',
        what: text('Unfälle mit Schwerverletzten', 'Accidents with severe injuries'),
        value: counts.severe,
      },
      { id: 'light', what: text('Unfälle mit Leichtverletzten', 'Accidents with light injuries'), value: counts.light },
    ],
    parts: [
      [text('Orte der Unfälle', 'Places of the accidents'), accidents],
      [text('Orte an der Straße', 'Places along the street'), marks],
      [text('Unfalldichte', 'Density of accidents'), density],
      [text('Abschnitte, die ein Kriterium erfüllen', 'Sections that meet a criterion'), sections],
      [text('Jahre', 'Years'), years],
      [text('Straße', 'Street'), metres],
    ],
  }),
  ranking: ({ rows, of, weights }) => ({
    numbers: [
      { id: 'of', what: text('Fälle in der Rangfolge', 'Cases in the ranking'), value: of },
      ...rows.map(({ key, address, caseNumber, ...row }, index) => ({
        id: key,
        what: within(text('Stelle', 'Place'), plain(address ?? caseNumber ?? key)),
        value: index + 1,
        more: row,
      })),
    ],
    parts: [[text('Gewichte', 'Weights'), weights]],
  }),
  coverage: ({ groups, area, homes, playgrounds, edits }) => ({
    numbers: [
      {
        id: 'missing',
        what: text('Fehlende Spielfläche in m²', 'Missing play area in m²'),
        value: area.missingToday,
        more: area,
      },
    ],
    parts: [
      [text('Kinder mit Spielplatz in der Nähe', 'Children with a playground nearby'), groups],
      [text('Wo Kinder wohnen', 'Where children live'), homes],
      [text('Spielplätze', 'Playgrounds'), playgrounds],
      [text('Szenario', 'Scenario'), edits],
    ],
  }),
  chain: ({ cells, gaps, known }) => ({
    numbers: [],
    parts: [
      [text('Kinder mit und ohne Angebot', 'Children with and without an offer'), cells],
      [text('Größte Lücken', 'Largest gaps'), gaps],
      [text('Kinder des Gebiets', 'Children of the area'), known],
    ],
  }),
  photos: ({ measure, before, after }) => ({
    numbers: [],
    parts: [
      [text('Maßnahme', 'Measure'), measure],
      [text('Foto vorher', 'Photo before'), before],
      [text('Foto nachher', 'Photo after'), after],
    ],
  }),
};

const comparedOf = (content: SlideContent): Compared => COMPARED[content.kind](content as never);
const same = (a: unknown, b: unknown): boolean => canonical(a ?? null) === canonical(b ?? null);

function stateOf(figure: Figure | undefined): FigureState | null {
  if (!figure) return null;
  const { value, state, format, unit, denominator } = figure;
  return { value, state, format, unit, denominator };
}

function figureChanges(before: RenderedSlide, after: RenderedSlide): SlideChange[] {
  const names = new Set([...Object.keys(before.figures), ...Object.keys(after.figures)]);
  return [...names].flatMap((name): SlideChange[] => {
    const [was, is] = [before.figures[name], after.figures[name]];
    const states = { before: stateOf(was), after: stateOf(is) };
    const title = is?.title ?? was?.title;
    return !title || same(states.before, states.after) ? [] : [{ kind: 'figure', name, title, ...states }];
  });
}

function numberChanges(before: readonly NamedNumber[], after: readonly NamedNumber[]): SlideChange[] {
  const [was, is] = [before, after].map((list) => new Map(list.map((one) => [one.id, one])));
  const ids = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...ids].flatMap((id): SlideChange[] => {
    const [old, now] = [was?.get(id), is?.get(id)];
    const what = now?.what ?? old?.what;
    if (!what || same([old?.value, old?.more], [now?.value, now?.more])) return [];
    const values = { before: old?.value ?? null, after: now?.value ?? null };
    return values.before === values.after ? [{ kind: 'content', what }] : [{ kind: 'number', what, ...values }];
  });
}

/** Layers of a map that grew or went. A layer that went has no numbers that could have changed. */
function layerChanges(before: RenderedSlide, after: RenderedSlide): { changes: SlideChange[]; gone: Set<string> } {
  const layersOf = ({ content }: RenderedSlide) => (content?.kind === 'map' ? content.layers : []);
  const now = new Map(layersOf(after).map((layer) => [layer.id, layer]));
  const changes: SlideChange[] = [];
  const gone = new Set<string>();
  for (const { id, title } of layersOf(before)) {
    if (!now.has(id)) {
      gone.add(id);
      changes.push({ kind: 'gone', what: title });
    } else if (!same(before.uses[id], after.uses[id])) changes.push({ kind: 'layer', layer: id, what: title });
  }
  const was = new Set(layersOf(before).map(({ id }) => id));
  for (const { id, title } of now.values()) if (!was.has(id)) changes.push({ kind: 'layer', layer: id, what: title });
  return { changes, gone };
}

const withoutLayers = (content: MapContent, gone: ReadonlySet<string>): MapContent => ({
  ...content,
  layers: content.layers.filter(({ id }) => !gone.has(id)),
  values: content.values.filter(({ layer }) => !gone.has(layer)),
});

function contentChanges(before: RenderedSlide, after: RenderedSlide): SlideChange[] {
  const layers = layerChanges(before, after);
  const [was, is] = [before.content, after.content];
  if (!was || !is) return layers.changes;
  const left = was.kind === 'map' ? withoutLayers(was, layers.gone) : was;
  const [old, now] = [comparedOf(left), comparedOf(is)];
  const nameOf = ([what]: Compared['parts'][number]) => what.de;
  const partsNow = Map.groupBy(now.parts, nameOf);
  const parts = [...Map.groupBy(old.parts, nameOf)].flatMap(([name, list]): SlideChange[] => {
    const what = list[0]?.[0];
    const values = (some: Compared['parts'] = []) => some.map(([, value]) => value);
    return !what || same(values(list), values(partsNow.get(name))) ? [] : [{ kind: 'content', what }];
  });
  return [...layers.changes, ...numberChanges(old.numbers, now.numbers), ...parts];
}

/** What cannot be given any more although it could be when the story was published. */
function goneSince(before: RenderedSlide, after: RenderedSlide): SlideChange[] {
  const known = new Set([...before.problems, ...before.withheld].map(({ what }) => what.de));
  const figures = new Set(Object.values(before.figures).map(({ title }) => title.de));
  const lost = [...after.problems, ...after.withheld].map(({ what }) => what);
  const fresh = lost.filter(({ de }) => !known.has(de) && !figures.has(de));
  return fresh.map((what) => ({ kind: 'gone', what }));
}

/** What became different on one slide; empty where it says what it said. */
function slideChanges(before: RenderedSlide, after: RenderedSlide): SlideChange[] {
  const all = [...goneSince(before, after), ...figureChanges(before, after), ...contentChanges(before, after)];
  return [...new Map(all.map((change) => [canonical(change), change])).values()];
}

/**
 * Compares what was published with the same slides rendered anew for the same edition. Names exactly the slides on which a figure,
 * a part of the content or a layer of the map has changed, each with what it was and what it is.
 * @param before the frozen rendition
 * @param after the same frozen story, rendered from the data of now
 */
export function changesSince(before: Rendition, after: Rendition): StoryChanges {
  const now = new Map(after.slides.map((rendered) => [rendered.slide.id, rendered]));
  const slides = before.slides.flatMap((was) => {
    const is = now.get(was.slide.id);
    const changes = is ? slideChanges(was, is) : [];
    return changes.length > 0 ? [{ slide: was.slide.id, changes }] : [];
  });
  return { at: after.at, slides };
}
