import type { MeasureValues } from '@quartierblick/gis/layers/answers.ts';
import type { Api } from '#lib/api.ts';
import { knownValues, type LayerState } from '#lib/layers/layer-state.svelte.ts';
import { coloured, type LayerStack } from '#lib/layers/layer-stack.svelte.ts';

type ByYear = ReadonlyMap<number, MeasureValues>;

/** The years of the topmost coloured layer: their values at hand, and classes over all of them. */
export class Years {
  /** Classes are made over all years, so that a colour means the same in each. */
  common = $state(false);
  /** The topmost coloured layer, where its measure has several years. */
  readonly item: LayerState | undefined = $derived.by(() => {
    const top = coloured(this.#stack);
    return (top?.measure?.years.length ?? 0) > 1 ? top : undefined;
  });

  #api: Api;
  #stack: LayerStack;
  #read = $state.raw<{ name: string; byYear: ByYear } | null>(null);
  #reading: { name: string; values: Promise<ByYear> } | null = null;
  /** Which of the years that were asked for is the last one. */
  #turn = 0;

  constructor(api: Api, stack: LayerStack) {
    this.#api = api;
    this.#stack = stack;
  }

  /** The numbers of each year, for classes over all; none where each year has its own classes. */
  numbersOf(item: LayerState): [number, readonly number[]][] {
    if (!this.common || this.#read?.name !== nameOf(item)) return [];
    return [...this.#read.byYear].map(([year, values]) => [year, knownValues(values)]);
  }

  /** From now on classes are made over all years. @returns the values by year @throws what the api answers */
  async gather(): Promise<ByYear> {
    this.common = true;
    const { item } = this;
    if (!item) return new Map();
    const name = nameOf(item);
    if (this.#read?.name === name) return this.#read.byYear;
    if (this.#reading?.name !== name) this.#reading = { name, values: this.#fetch(item) };
    const reading = this.#reading;
    try {
      const byYear = await reading.values;
      // Another measure may be the one that is read by now.
      if (this.#reading === reading) this.#read = { name, byYear };
      return byYear;
    } finally {
      if (this.#reading === reading) this.#reading = null;
    }
  }

  /**
   * Shows a year with classes over all, unless another measure or year is chosen before its values are there.
   * @returns whether it is shown
   * @throws what the api answers; the year stays what it was then
   */
  async show(year: number): Promise<boolean> {
    const { item } = this;
    if (!item) return false;
    this.#turn += 1;
    const [turn, name, before] = [this.#turn, nameOf(item), item.year];
    const values = (await this.gather()).get(year);
    const chosen = turn === this.#turn && item === this.item && name === nameOf(item) && before === item.year;
    if (!values || !chosen) return false;
    this.#stack.showYear(item, values);
    return true;
  }

  /** The year that was asked for is not to be shown any more. */
  stop(): void {
    this.#turn += 1;
  }

  /** Another measure may have come to be the topmost one. */
  follow(): void {
    if (!this.item) this.common = false;
    // What cannot be read now leaves each year its own classes; the bar says so when it is used.
    else if (this.common) void this.gather().catch(() => {});
  }

  async #fetch({ id, measureId, measure }: LayerState): Promise<ByYear> {
    const all = (measure?.years ?? []).map(async (year): Promise<[number, MeasureValues]> => [
      year,
      await this.#api.measure(id, measureId, year),
    ]);
    return new Map(await Promise.all(all));
  }
}

const nameOf = ({ id, measureId, info }: LayerState): string => `${id} ${measureId} ${info.version}`;
