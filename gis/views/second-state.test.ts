import { describe, expect, it } from 'vitest';
import type { SharedLayer, SharedMeasure } from './map.ts';
import { secondState } from './second-state.ts';

const layer = (id: string): SharedLayer => ({ id, opacity: 100, hidden: [], hiddenMarks: [] });
const measure = (more: Partial<SharedMeasure>): SharedMeasure => ({
  ...{ layer: 'statistical-units', measure: 'inhabitants', year: 2024, method: 'natural', classes: 5, own: [] },
  extruded: false,
  ...more,
});
const first = {
  layers: [layer('statistical-units'), layer('streets')],
  measures: [measure({ method: 'own', own: [10, 20], extruded: true })],
};

describe('second state of the map', () => {
  it('is as the first where it says nothing, without columns', () => {
    expect(secondState(first, {})).toEqual({
      layers: first.layers,
      measures: [{ ...first.measures[0], extruded: false }],
    });
  });

  it('has the classes of the first for the same measure of another year', () => {
    const { measures } = secondState(first, { measures: [measure({ year: 2011, method: 'equal', classes: 3 })] });
    expect(measures).toEqual([measure({ year: 2011, method: 'own', own: [10, 20] })]);
  });

  it('keeps its own classes for another measure', () => {
    const other = measure({ measure: 'unemployed', method: 'equal', classes: 3 });
    expect(secondState(first, { measures: [other] }).measures).toEqual([other]);
  });

  it('shows no layer where it names an empty list, and leaves measures of other layers as they are', () => {
    const other = measure({ layer: 'population-grid' });
    const second = secondState(first, { layers: [], measures: [other] });
    expect(second.layers).toEqual([]);
    expect(second.measures.map(({ layer: id }) => id)).toEqual(['statistical-units', 'population-grid']);
  });
});
