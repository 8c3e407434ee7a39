import type { GeometryKind } from '@quartierblick/gis/layers/define.ts';
import { PLACE_KEY } from '@quartierblick/gis/layers/place-key.ts';
import type { AssistantWords } from '#lib/i18n/import-assistant.ts';
import type { Choice, FileField, FileLayer, Recipe, TargetProposal } from './types.ts';

/** From this confidence on a proposed field is taken over without being asked for. */
const SURE = 0.5;

/** From this confidence on a target is said to fit. */
const FITS = 0.5;

/** What can be said of a target: a known source claims it or its fields are there; a little speaks for it; nothing does. */
export function likelihood({ claims, targets }: FileLayer, target: string): 'fits' | 'maybe' | 'unknown' {
  if (claims.some((claim) => claim.target === target)) return 'fits';
  const proposal = targets.find((one) => one.target === target);
  if (!proposal?.fits || proposal.confidence === 0) return 'unknown';
  return proposal.confidence >= FITS ? 'fits' : 'maybe';
}

/** Fields of a target as they are proposed: column → field in the file, the sure ones only. */
function proposedMapping({ mapping }: TargetProposal): Record<string, string> {
  return Object.fromEntries(
    mapping.filter(({ confidence }) => confidence >= SURE).map(({ column, field }) => [column, field]),
  );
}

/** The target that a layer most probably is: what a known source claims, else the best proposal whose geometry fits. */
function likelyTarget({ claims, targets }: FileLayer): string | null {
  return claims[0]?.target ?? targets.find(({ fits }) => fits)?.target ?? targets[0]?.target ?? null;
}

/** What somebody most probably wants of several layers: the first with places or keys for them, not a sheet of notes. */
export function likelyLayer(layers: readonly FileLayer[]): FileLayer | undefined {
  const placed = layers.find(({ crs, table }) => crs.length > 0 || table?.join);
  return placed ?? layers.find(({ features }) => features > 0) ?? layers[0];
}

/** How a layer is read at first: the best coordinate system, the likely target, and its proposed fields where no known source reads it. */
export function firstChoice(layer: FileLayer): Choice {
  const target = likelyTarget(layer) ?? '';
  return withTarget({ layer: layer.id, target, ...(layer.crs[0] ? { crs: layer.crs[0].id } : {}) }, layer, target);
}

/** The choice with another target: what was mapped for the former one goes. */
export function withTarget(choice: Choice, layer: FileLayer, target: string): Choice {
  const { mapping: _mapping, values: _values, recipe: _recipe, ...kept } = choice;
  if (layer.claims.some((claim) => claim.target === target)) return { ...kept, target };
  return { ...kept, target, ...mapped(layer, target) };
}

/** The one year that the titles above the header name, e.g. of “Stand 31.12.2024”; null where there is none or more than one. */
function titleYear({ rows, headerRow }: NonNullable<FileLayer['table']>): number | null {
  const titles = rows.slice(0, headerRow).flat().join(' ');
  const [year, ...others] = new Set(titles.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g));
  return year === undefined || others.length > 0 ? null : Number(year);
}

/** How a table without places is read whose field holds the keys of a layer: joined to it, with the year of its titles. */
export function joinedChoice(table: FileLayer['table']): Pick<Choice, 'target' | 'table' | 'year'> | null {
  if (!table?.join) return null;
  const { target, field } = table.join;
  const year = titleYear(table);
  return {
    target,
    table: { headerRow: table.headerRow, join: { field, column: 'key' } },
    ...(year === null ? {} : { year }),
  };
}

/** Field by field instead of what a known source makes of the file, or what is proposed where nothing is mapped yet. */
export function mapped(layer: FileLayer, target: string): Pick<Choice, 'mapping' | 'values'> {
  const proposal = layer.targets.find((one) => one.target === target);
  return proposal ? { mapping: proposedMapping(proposal), values: proposal.values } : { mapping: {}, values: {} };
}

/** The choice as a recipe has it; the layer stays. */
export function withRecipe(choice: Choice, { id, target, crs, table, mapping, values }: Recipe): Choice {
  return { ...choice, target, mapping, values, recipe: id, ...(crs === null ? {} : { crs }), ...(table && { table }) };
}

/** A field of the target from another field of the file; the words of the former one no longer hold. */
export function withField(choice: Choice, column: string, field: string): Choice {
  const { [column]: _field, ...mapping } = choice.mapping ?? {};
  const { [column]: _words, ...values } = choice.values ?? {};
  return { ...choice, mapping: field === '' ? mapping : { ...mapping, [column]: field }, values };
}

/** What a word of the file means in the target's list; `''`: not known. */
export function withWord(choice: Choice, column: string, word: string, code: string | null): Choice {
  const { [word]: _former, ...words } = choice.values?.[column] ?? {};
  const own = code === null ? words : { ...words, [word]: code };
  return { ...choice, values: { ...choice.values, [column]: own } };
}

/** The kind of geometry that most features have; a table becomes points. */
export function mostOf({ point, line, polygon }: FileLayer['geometries']): GeometryKind {
  if (polygon > 0 && polygon >= line && polygon >= point) return 'polygon';
  return line > 0 && line >= point ? 'line' : 'point';
}

/** Whether every feature is known to have a text of its own in a field; of more than fifty different ones it is not known. A measure with decimals tells them apart by chance. */
const isUnique = ({ type, filled, values }: FileField, features: number): boolean =>
  type !== 'number' && filled === features && values !== null && values.every(({ count }) => count === 1);

/** Fields that may be the key, those that are surely unique first, and the way out where none is. */
export function keyOptions({ fields, features }: FileLayer, t: AssistantWords): { value: string; label: string }[] {
  const unique = fields.filter((field) => isUnique(field, features));
  const rest = fields.filter((field) => !unique.includes(field) && field.filled > 0);
  return [
    { value: '', label: t.keyBySelf },
    { value: PLACE_KEY, label: t.keyByPlace },
    ...unique.map(({ name }) => ({ value: name, label: t.keyUnique(name) })),
    ...rest.map(({ name }) => ({ value: name, label: name })),
  ];
}
