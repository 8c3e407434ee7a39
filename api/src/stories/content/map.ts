import type { MeasureValues } from '@quartierblick/gis/layers/answers.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { isFreeId } from '@quartierblick/gis/layers/free/identifiers.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { MapContent, MapState } from '@quartierblick/gis/stories/content.ts';
import type { SlideProblem, SlideSource, Withheld } from '@quartierblick/gis/stories/rendition.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { readUrl } from '@quartierblick/gis/views/map.ts';
import { secondState } from '@quartierblick/gis/views/second-state.ts';
import type { SharedMeasure, UrlState } from '@quartierblick/gis/views/map.ts';
import type { Asking } from '../asking.ts';
import { brokenView, eachOnce } from '../made.ts';
import type { Maker } from '../made.ts';

/** Years that are played at most: more would not fit a slide's time. */
const MOST_YEARS = 30;

const OTHER_LAYER: Text = { de: 'eine weitere Ebene', en: 'another layer' };
const SCENARIO: Text = { de: 'das gespeicherte Szenario', en: 'the saved scenario' };
const SCENARIOS_FROM = 'steering';

/** What is found out while a map is put together. */
interface Found {
  withheld: Withheld[];
  problems: SlideProblem[];
}

/** What a layer is called that the edition has not; of a free one below its edition not even the name is told. */
const nameOf = (ask: Asking, id: string): Text =>
  (isFreeId(id) ? undefined : ask.whole(id)?.title) ?? (isFreeId(id) ? OTHER_LAYER : { de: id, en: id });

/** What a view says of one of its states. */
type Said = Partial<Pick<UrlState, 'view' | 'layers' | 'measures' | 'base'>>;

/** A state as the edition may have it: layers that it has not are taken out, and named. */
async function stateOf(ask: Asking, state: Said, found: Found): Promise<MapState | null> {
  const layers = state.layers ?? standing(ask);
  const kept = layers.filter(({ id }) => {
    if (ask.layer(id)) return true;
    const lowest = ask.whole(id)?.policy.full ?? 'admin';
    const known = found.withheld.some(({ what }) => what === nameOf(ask, id));
    if (!known) found.withheld.push({ part: 'layer', what: nameOf(ask, id), lowest });
    return false;
  });
  const view = state.view ?? standardView(ask);
  if (!view) return null;
  const shown = new Set(kept.map(({ id }) => id));
  const given = (state.measures ?? []).filter(({ layer }) => shown.has(layer));
  return { view, layers: kept, measures: await withStanding(ask, kept, given), base: state.base ?? 'own' };
}

/** Layers that are on when the map is opened, topmost first. */
function standing(ask: Asking): UrlState['layers'] {
  return ask.known.layers
    .toReversed()
    .filter(({ id, visible }) => visible && ask.layer(id))
    .map(({ id }) => ({ id, opacity: 100, hidden: [], hiddenMarks: [] }));
}

/** A layer that is coloured by a measure is coloured by its first one where the view names none. */
async function withStanding(
  ask: Asking,
  layers: UrlState['layers'],
  given: readonly SharedMeasure[],
): Promise<SharedMeasure[]> {
  const added = await Promise.all(
    layers.map(async ({ id }) => {
      const layer = ask.layer(id) as LayerDefinition;
      if (layer.symbology.kind !== 'measure' || given.some((one) => one.layer === id)) return [];
      const [first] = (await ask.facts(layer)).measures;
      if (!first) return [];
      const year = first.years.at(-1) ?? null;
      return [{ layer: id, measure: first.id, year, method: 'natural' as const, classes: 5, own: [], extruded: false }];
    }),
  );
  return [...given, ...added.flat()];
}

function standardView({ project }: Asking): UrlState['view'] | null {
  if (!project) return null;
  const [west, south, east, north] = project.bounds;
  return { lon: (west + east) / 2, lat: (south + north) / 2, zoom: 15.6, bearing: 0, pitch: 0 };
}

/** Values of the measures that colour the layers of these states, in the years that are shown. */
async function valuesOf(ask: Asking, wanted: readonly SharedMeasure[], years: readonly number[], found: Found) {
  const values: { layer: string; values: MeasureValues }[] = [];
  const known = new Set<string>();
  for (const { layer: id, measure, year } of wanted) {
    const layer = ask.layer(id);
    if (!layer) continue;
    for (const one of years.length > 0 ? [...years, year] : [year]) {
      const name = `${id} ${measure} ${one}`;
      if (known.has(name)) continue;
      known.add(name);
      const answer = await ask.values(layer, { measure, year: one });
      if (answer) values.push({ layer: id, values: answer });
      else if (one === year) {
        const what = { de: `Kennzahl „${measure}“`, en: `measure “${measure}”` };
        found.problems.push({ kind: 'gone', what });
      }
    }
  }
  return values;
}

/** Years of the topmost measure that has several. */
async function yearsOf(ask: Asking, { layers, measures }: MapState): Promise<number[]> {
  for (const { id } of layers) {
    const layer = ask.layer(id);
    const chosen = measures.find((one) => one.layer === id);
    if (!layer || !chosen) continue;
    const measure = (await ask.facts(layer)).measures.find((one) => one.id === chosen.measure);
    if (measure && measure.years.length > 1) return measure.years.slice(-MOST_YEARS);
  }
  return [];
}

/** The state that is compared with: as the first, but for what the view says of it. */
async function otherStateOf(
  ask: Asking,
  first: MapState,
  state: Partial<UrlState>,
  found: Found,
): Promise<MapState | null> {
  const own = {
    ...(state.layersB && { layers: state.layersB }),
    ...(state.measuresB && { measures: state.measuresB }),
  };
  const { layers, measures } = secondState(first, own);
  return stateOf(ask, { view: first.view, base: first.base, layers: [...layers], measures: [...measures] }, found);
}

async function scenarioOf(ask: Asking, key: string | null, found: Found): Promise<MapContent['scenario']> {
  if (key === null) return null;
  // Saved scenarios are for the Steuerungsgruppe (`/network/scenarios`): a story does not tell what the api would not.
  if (!ask.may(SCENARIOS_FROM)) {
    found.withheld.push({ part: 'layer', what: SCENARIO, lowest: SCENARIOS_FROM });
    return null;
  }
  const [row] = await ask.tools.deps.db.sql<NonNullable<MapContent['scenario']>[]>`
    select name, edits from network_scenarios where key = ${key}
  `;
  if (row) return row;
  found.problems.push({ kind: 'gone', what: SCENARIO });
  return null;
}

async function make(ask: Asking, slide: SlideOf<'map'>) {
  const found: Found = { withheld: [], problems: [] };
  const { state, broken } = readUrl(new URLSearchParams(slide.view));
  if (broken.length > 0) found.problems.push(brokenView(broken));
  const first = await stateOf(ask, state, found);
  const second = first && state.compare ? await otherStateOf(ask, first, state, found) : null;
  if (!first) {
    found.problems.push({ kind: 'failed', what: { de: 'Es gibt kein Projektgebiet', en: 'There is no project area' } });
    return { content: null, sources: [], uses: {}, ...found };
  }
  const states: MapContent['states'] = second ? [first, second] : [first];
  const ids = [...new Set(states.flatMap(({ layers }) => layers.map(({ id }) => id)))];
  const layers = ids.flatMap((id) => ask.layer(id) ?? []);
  const years = slide.plays || state.years === 'common' ? await yearsOf(ask, first) : [];
  const measures = states.flatMap((state) => state.measures);
  const [entries, sources, values, scenario] = await Promise.all([
    Promise.all(layers.map((layer) => ask.entry(layer))),
    Promise.all(layers.map((layer) => ask.sources(layer))),
    valuesOf(ask, measures, years, found),
    scenarioOf(ask, second ? (state.scenarioB ?? null) : null, found),
  ]);
  const content: MapContent = {
    kind: 'map',
    states,
    layers: entries,
    values,
    years,
    scenario,
    compare: second ? (state.compare ?? null) : null,
  };
  const uses = Object.fromEntries(ids.map((id) => [id, ask.version(id)]));
  return { content, sources: eachOnce(sources.flat() as SlideSource[]), uses, ...found };
}

/** Maps: the layers of the view that the edition has, with their legend, and the values that colour them. */
export const mapMaker: Maker<'map'> = { lowest: 'public', make };
