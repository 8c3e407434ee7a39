import { freeCodeFor, freeColumnFor } from '@quartierblick/gis/layers/free/identifiers.ts';
import { proposedLook } from '@quartierblick/gis/layers/free/looks.ts';
import type { FreeField, FreeKind, FreeLayerSpec, FreeSymbology } from '@quartierblick/gis/layers/free/spec.ts';
import { proposeSpec } from '@quartierblick/gis/layers/free/propose.ts';
import type { GeometryKind } from '@quartierblick/gis/layers/define.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';

/* Changes of the description of a layer while it is edited; pure. Texts may be empty until it is saved. */

/** What a new layer begins with: no fields, one symbol, for planners only. */
export function emptyDraft(): FreeLayerSpec {
  const { spec } = proposeSpec({ fileName: '', geometry: 'point', fields: [] });
  const nothing = { de: '', en: '' };
  return { ...spec, title: nothing, description: nothing };
}

const filled = ({ de, en }: Text): Text => ({ de: de.trim(), en: en.trim() || de.trim() });

/** The description as it is sent: English texts that were left empty are as in German, a missing sentence is the title. */
export function completed(spec: FreeLayerSpec): FreeLayerSpec {
  const title = filled(spec.title);
  const description = filled(spec.description);
  return {
    ...spec,
    title,
    description: description.de === '' ? title : description,
    fields: spec.fields.map(({ unit, codes, ...field }) => ({
      ...field,
      label: filled(field.label),
      ...(unit?.trim() ? { unit: unit.trim() } : {}),
      ...(codes ? { codes: codes.map(({ code, label }) => ({ code, label: filled(label) })) } : {}),
    })),
  };
}

const both = (text: string): Text => ({ de: text, en: '' });

/** With one more field of this name. */
export function withNewField(spec: FreeLayerSpec, name: string, kind: FreeKind): FreeLayerSpec {
  const taken = new Set(spec.fields.map(({ column }) => column));
  const field: FreeField = {
    column: freeColumnFor(name, taken),
    kind,
    label: both(name),
    ...(kind === 'code' ? { codes: [] } : {}),
  };
  const titleField = spec.titleField ?? (kind === 'text' ? field.column : null);
  return { ...spec, titleField, fields: [...spec.fields, field] };
}

/** Drawn all alike where the field by which it is drawn has gone, and without a name where that was its field. */
function settled(spec: FreeLayerSpec): FreeLayerSpec {
  const shown = new Set(spec.fields.flatMap(({ column, hidden }) => (hidden === true ? [] : [column])));
  const { symbology, titleField } = spec;
  const lost = symbology.kind !== 'single' && !shown.has(symbology.field);
  return {
    ...spec,
    titleField: titleField !== null && shown.has(titleField) ? titleField : null,
    ...(lost ? { symbology: singleOf(spec) } : {}),
  };
}

/** With a field changed, or without it where the change is null. */
export function withField(spec: FreeLayerSpec, column: string, change: Partial<FreeField> | null): FreeLayerSpec {
  const fields = spec.fields.flatMap((field) =>
    field.column !== column ? [field] : change ? [{ ...field, ...change }] : [],
  );
  return settled({ ...spec, fields });
}

/** With one more value in a list; where the layer is drawn by that list, it gets a look of its own. */
export function withNewCode(spec: FreeLayerSpec, column: string, name: string): FreeLayerSpec {
  const codes = spec.fields.find((field) => field.column === column)?.codes ?? [];
  const code = freeCodeFor(name, new Set(codes.map((one) => one.code)));
  return drawnBy(withField(spec, column, { codes: [...codes, { code, label: both(name) }] }), column);
}

/** Without a value of a list. */
export function withoutCode(spec: FreeLayerSpec, column: string, code: string): FreeLayerSpec {
  const codes = spec.fields.find((field) => field.column === column)?.codes ?? [];
  return drawnBy(withField(spec, column, { codes: codes.filter((one) => one.code !== code) }), column);
}

/** Brings the looks in line with the values of the list that the layer is drawn by. */
function drawnBy(spec: FreeLayerSpec, column: string): FreeLayerSpec {
  const { symbology } = spec;
  if (symbology.kind !== 'classes' || symbology.field !== column) return spec;
  return { ...spec, symbology: classesOf(spec, column, symbology.looks) };
}

const singleOf = ({ geometry }: FreeLayerSpec): FreeSymbology => ({ kind: 'single', look: proposedLook(geometry, 0) });

function classesOf(
  { fields, geometry }: FreeLayerSpec,
  column: string,
  known: readonly { code: string; look: ReturnType<typeof proposedLook> }[] = [],
): FreeSymbology {
  const codes = fields.find((field) => field.column === column)?.codes ?? [];
  const kept = new Map(known.map(({ code, look }) => [code, look]));
  const used = new Set([...kept.values()].map((look) => JSON.stringify(look)));
  let next = 0;
  const fresh = () => {
    // The first look that no other class has.
    let look = proposedLook(geometry, next++);
    while (used.has(JSON.stringify(look)) && next < 200) look = proposedLook(geometry, next++);
    used.add(JSON.stringify(look));
    return look;
  };
  return {
    kind: 'classes',
    field: column,
    looks: codes.map(({ code }) => ({ code, look: kept.get(code) ?? fresh() })),
  };
}

const shownOf = ({ fields }: FreeLayerSpec, kinds: readonly FreeKind[]): FreeField[] =>
  fields.filter(({ kind, hidden }) => kinds.includes(kind) && hidden !== true);

/** Fields by which a layer can be drawn in this way. */
export function fieldsFor(spec: FreeLayerSpec, kind: FreeSymbology['kind']): FreeField[] {
  if (kind === 'classes') return shownOf(spec, ['code']);
  return kind === 'graduated' && spec.geometry === 'polygon' ? shownOf(spec, ['integer', 'number']) : [];
}

/** Drawn in another way, by the first field that serves; as it was where none does. */
export function withSymbology(spec: FreeLayerSpec, kind: FreeSymbology['kind'], by?: string): FreeLayerSpec {
  if (kind === 'single') return { ...spec, symbology: singleOf(spec) };
  const field = by ?? fieldsFor(spec, kind)[0]?.column;
  if (field === undefined) return spec;
  if (kind === 'classes') return { ...spec, symbology: classesOf(spec, field) };
  const denominator = { de: '', en: '' };
  return { ...spec, symbology: { kind, field, method: 'natural', classes: 5, denominator } };
}

/** Of another kind of objects: looks are proposed anew, because areas have patterns and points have shapes. */
export function withGeometry(spec: FreeLayerSpec, geometry: GeometryKind): FreeLayerSpec {
  const changed = { ...spec, geometry, minzoom: geometry === 'point' ? 11 : 10 };
  const { symbology } = spec;
  if (symbology.kind === 'classes') return withSymbology(changed, 'classes', symbology.field);
  return symbology.kind === 'graduated' && geometry === 'polygon' ? changed : withSymbology(changed, 'single');
}
