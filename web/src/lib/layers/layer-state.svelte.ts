import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import { classCounts, commonBreaks, type Method } from '@quartierblick/gis/symbology/classify.ts';
import type { MeasureLook } from '@quartierblick/gis/symbology/paint-measure.ts';
import { VALUE_STATES, type ValueState } from '@quartierblick/gis/symbology/symbology.ts';
import { SvelteSet } from 'svelte/reactivity';
import type { LayerInfo, MeasureInfo, MeasureValues } from '@quartierblick/gis/layers/answers.ts';
import type { SharedLayer, SharedMeasure } from '@quartierblick/gis/views/map.ts';

const CLASSES = 5;

/** Values over which the classes of a layer are made; each list is one state of the same measure. */
export type ValuesOf = (item: LayerState) => readonly (readonly number[])[];

/** The numbers among values: what is hidden, missing or unknown has none. */
export function knownValues(values: MeasureValues | null): number[] {
  return (values?.items ?? []).flatMap(({ value, state }) =>
    value !== null && (state === 'value' || state === 'uncertain') ? [value] : [],
  );
}

/** How the reader has set one layer, and the values that colour it. */
export class LayerState {
  readonly definition: LayerDefinition;
  info = $state.raw<LayerInfo>() as LayerInfo;
  visible = $state(false);
  /** The legend is unfolded. Orientation and places start folded, as a strip of their symbols. */
  unfolded = $state(false);
  /** 0 to 100. */
  opacity = $state(100);
  readonly hidden = new SvelteSet<string>();
  readonly hiddenMarks = new SvelteSet<string>();

  measureId = $state('');
  year = $state<number | null>(null);
  method = $state<Method>('natural');
  classes = $state(CLASSES);
  own = $state.raw<number[]>([]);
  extruded = $state(false);
  /** Values of the chosen measure; null until they are loaded. */
  values = $state.raw<MeasureValues | null>(null);

  readonly id: string;
  readonly isMeasure: boolean;
  readonly measure: MeasureInfo | undefined = $derived(this.info.measures.find((one) => one.id === this.measureId));
  readonly known: number[] = $derived(knownValues(this.values));
  readonly breaks: number[] = $derived.by(() => {
    const { method, classes, own } = this;
    return commonBreaks(this.#valuesOf(this), { method, classes, own });
  });
  readonly counts: number[] = $derived(classCounts(this.known, this.breaks));
  readonly stateCounts: Record<ValueState, number> = $derived(
    countStates((this.values?.items ?? []).map((item) => item.state)),
  );

  #valuesOf: ValuesOf;

  constructor(definition: LayerDefinition, info: LayerInfo, valuesOf: ValuesOf = ({ known }) => [known]) {
    this.#valuesOf = valuesOf;
    this.definition = definition;
    this.id = definition.id;
    this.info = info;
    this.unfolded = definition.group !== 'base' && definition.group !== 'places';
    this.isMeasure = definition.symbology.kind === 'measure';
    this.reset();
  }

  /** As the layer is declared. */
  reset(): void {
    this.visible = this.definition.visible;
    this.opacity = 100;
    this.hidden.clear();
    this.hiddenMarks.clear();
    const first = this.info.measures[0];
    this.measureId = first?.id ?? '';
    this.year = first?.years.at(-1) ?? null;
    const { symbology } = this.definition;
    const start = symbology.kind === 'measure' ? symbology.start : undefined;
    this.method = start?.method ?? 'natural';
    this.classes = start?.classes ?? CLASSES;
    this.own = [];
    this.extruded = false;
  }

  applyLayer({ opacity, hidden, hiddenMarks }: SharedLayer): void {
    this.opacity = opacity;
    replace(this.hidden, hidden);
    replace(this.hiddenMarks, hiddenMarks);
  }

  applyMeasure({ measure, year, method, classes, own, extruded }: SharedMeasure): void {
    if (!this.info.measures.some((one) => one.id === measure)) return;
    this.measureId = measure;
    this.year = year ?? this.measure?.years.at(-1) ?? null;
    this.method = method;
    this.classes = classes;
    this.own = own;
    this.extruded = extruded;
  }

  /** What the map draws for a measure; undefined until its values are there. */
  get look(): MeasureLook | undefined {
    const { symbology } = this.definition;
    if (symbology.kind !== 'measure' || !this.values) return undefined;
    const computed = symbology.measures.find((one) => one.id === this.measureId);
    return {
      breaks: this.breaks,
      year: this.values.year,
      by: computed ? { measure: computed } : { values: this.values.items },
      outlined: this.extruded,
    };
  }

  /** Whether values are those of the chosen measure and year. */
  isCurrent(values: MeasureValues | null): boolean {
    return values?.measure === this.measureId && (this.year === null || values.year === this.year);
  }

  get filtered(): boolean {
    return this.hidden.size > 0 || this.hiddenMarks.size > 0;
  }

  /** Values for the api's parameters `class` and `mark`: what is shown, or undefined for everything. */
  get shownClasses(): { class: string[] | undefined; mark: string[] | undefined } {
    const { symbology } = this.definition;
    if (symbology.kind !== 'classes') return { class: undefined, mark: undefined };
    const shown = (ids: string[], hidden: ReadonlySet<string>): string[] | undefined =>
      hidden.size === 0 ? undefined : [...ids, 'unclassed'].filter((id) => !hidden.has(id));
    return {
      class: shown(
        symbology.scheme.classes.map((one) => one.id),
        this.hidden,
      ),
      mark:
        symbology.overlay &&
        shown(
          symbology.overlay.classes.map((one) => one.id),
          this.hiddenMarks,
        ),
    };
  }
}

function replace(set: SvelteSet<string>, values: readonly string[]): void {
  set.clear();
  for (const value of values) set.add(value);
}

function countStates(states: readonly ValueState[]): Record<ValueState, number> {
  const counts = Object.fromEntries(Object.keys(VALUE_STATES).map((state) => [state, 0])) as Record<ValueState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}
