import { describe, expect, it } from 'vitest';
import { freeSpecSchema, specIssues } from '@quartierblick/gis/layers/free/spec.ts';
import type { FreeLayerSpec } from '@quartierblick/gis/layers/free/spec.ts';
import {
  completed,
  emptyDraft,
  fieldsFor,
  withField,
  withGeometry,
  withNewCode,
  withNewField,
  withoutCode,
  withSymbology,
} from './draft.ts';

const named = (): FreeLayerSpec => ({ ...emptyDraft(), title: { de: 'Bäume', en: '' } });
const classed = (): FreeLayerSpec => {
  const listed = ['Linde', 'Eiche', 'Ahorn'].reduce(
    (spec, name) => withNewCode(spec, 'art', name),
    withNewField(named(), 'Art', 'code'),
  );
  return withSymbology(listed, 'classes');
};

describe('a layer while it is described', () => {
  it('can be saved with nothing but a title', () => {
    expect(freeSpecSchema.safeParse(completed(named())).error).toBeUndefined();
    expect(completed(named()).title.en).toBe('Bäume');
  });

  it('gets a look for each value that is added, none like another, and loses it with the value', () => {
    const spec = withNewCode(withoutCode(classed(), 'art', 'linde'), 'art', 'Buche');
    expect(specIssues(completed(spec))).toEqual([]);
    expect(spec.symbology).toMatchObject({
      kind: 'classes',
      field: 'art',
      looks: [{ code: 'eiche' }, { code: 'ahorn' }, { code: 'buche' }],
    });
  });

  it('stays whole whatever field goes: name, classes or grades', () => {
    const hidden = withField(classed(), 'art', { hidden: true });
    expect(hidden.symbology.kind).toBe('single');
    const gone = withField(withNewField(named(), 'Name', 'text'), 'name', null);
    expect(gone.titleField).toBeNull();
    for (const spec of [hidden, gone]) expect(specIssues(completed(spec))).toEqual([]);
  });

  it('looks another way when it becomes lines or areas, still without two classes alike', () => {
    for (const geometry of ['line', 'polygon', 'point'] as const) {
      const spec = withGeometry(classed(), geometry);
      expect(specIssues(completed(spec)), geometry).toEqual([]);
      expect(freeSpecSchema.safeParse(completed(spec)).success).toBe(true);
    }
  });

  it('is graded only where it has areas and a number', () => {
    const counted = withNewField(named(), 'Höhe', 'number');
    expect(fieldsFor(counted, 'graduated')).toEqual([]);
    const areas = withGeometry(counted, 'polygon');
    const graded = withSymbology(areas, 'graduated');
    expect(graded.symbology).toMatchObject({ kind: 'graduated', field: 'hoehe' });
    expect(withGeometry(graded, 'line').symbology.kind).toBe('single');
    expect(specIssues(completed(graded))).toEqual([]);
  });
});
