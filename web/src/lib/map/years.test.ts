import { expect, it } from 'vitest';
import type { MeasureValues } from '@quartierblick/gis/layers/answers.ts';
import type { Api } from '#lib/api.ts';
import type { LayerState } from '#lib/layers/layer-state.svelte.ts';
import type { LayerStack } from '#lib/layers/layer-stack.svelte.ts';
import { Years } from './years.svelte.ts';

/** A layer that is coloured by inhabitants of 2022, and its years, whose values come measure by measure as they are let. */
function bar() {
  const item = {
    ...{ id: 'units', isMeasure: true, measureId: 'inhabitants', year: 2022 },
    ...{ info: { version: 1 }, measure: { years: [2020, 2021, 2022] } },
  };
  const showYear = (one: LayerState, values: MeasureValues) => Object.assign(one, { year: values.year, values });
  const stack = { visible: [item], showYear } as unknown as LayerStack;
  const held = new Map(['inhabitants', 'children'].map((measure) => [measure, Promise.withResolvers<void>()]));
  const asked: string[] = [];
  const api = {
    async measure(_layer: string, measure: string, year: number) {
      asked.push(measure);
      await held.get(measure)?.promise;
      return { measure, year, items: [{ value: year, state: 'value' }] };
    },
  };
  const come = (measure: string) => held.get(measure)?.resolve();
  return { item, years: new Years(api as unknown as Api, stack), come, asked };
}

it('shows a year that is asked for, and says so', async () => {
  const { item, years, come } = bar();
  come('inhabitants');
  expect(await years.show(2020)).toBe(true);
  expect(item).toMatchObject({ year: 2020, values: { measure: 'inhabitants', year: 2020 } });
});

it.each([
  ['another measure', { measureId: 'children' }],
  ['another year', { year: 2021 }],
])('does not put a late year in the place of %s of the same layer that is chosen meanwhile', async (_what, choice) => {
  const { item, years, come } = bar();
  const showing = years.show(2020);
  const chosen = Object.assign(item, choice).year;
  come('inhabitants');
  expect(await showing).toBe(false);
  expect(item).not.toHaveProperty('values');
  expect(item.year).toBe(chosen);
});

it('does not show a year after it was stopped, nor one after a later one', async () => {
  const { item, years, come } = bar();
  const stopped = years.show(2020);
  years.stop();
  const [first, last] = [years.show(2020), years.show(2021)];
  come('inhabitants');
  expect(await Promise.all([stopped, first, last])).toEqual([false, false, true]);
  expect(item.year).toBe(2021);
});

it('keeps the classes of the measure that is chosen though the years of the one before come last', async () => {
  const { item, years, come, asked } = bar();
  const first = years.gather();
  item.measureId = 'children';
  const second = years.gather();
  come('children');
  await second;
  come('inhabitants');
  await first;
  expect(years.numbersOf(item as unknown as LayerState).map(([year]) => year)).toEqual([2020, 2021, 2022]);
  await years.gather();
  expect(asked).toHaveLength(6);
});
