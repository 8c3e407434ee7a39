import { z } from 'zod';
import { METHODS, MAX_CLASSES, MIN_CLASSES } from '../../symbology/classify.ts';
import { EDITIONS, LAYER_GROUPS } from '../define.ts';
import type { LayerGroup } from '../define.ts';
import type { Text } from '../fields.ts';
import { isFreeColumn, isFreeId } from './identifiers.ts';
import { FREE_COLOURS, FREE_HATCHES, FREE_SHAPES, FREE_WIDTHS } from './looks.ts';

/** What a field of a free layer can hold. */
export const FREE_KINDS = ['text', 'integer', 'number', 'date', 'boolean', 'code'] as const;
export type FreeKind = (typeof FREE_KINDS)[number];

/** Fields of a free layer at most: a wider table is no layer that anybody reads. */
export const MOST_FREE_FIELDS = 60;
/** Classes that can still be told apart by colour and shape. */
export const MOST_FREE_CLASSES = 12;

const line = (longest: number) => z.string().trim().min(1).max(longest);
const texts = (longest: number) => z.strictObject({ de: line(longest), en: line(longest) });
const column = z.string().refine(isFreeColumn, 'no column of a free layer: a to z, digits and _, and no reserved name');
const address = z.url({ protocol: /^https?$/ }).max(500);

const lookSchema = z.strictObject({
  colour: z.enum(FREE_COLOURS),
  shape: z.enum(FREE_SHAPES).optional(),
  hatch: z.enum(FREE_HATCHES).optional(),
  width: z.enum(Object.keys(FREE_WIDTHS) as [keyof typeof FREE_WIDTHS]).optional(),
});

const codeSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9](?:-?[a-z0-9]){0,39}$/, 'a to z, digits and hyphens'),
  label: texts(120),
});

const fieldSchema = z.strictObject({
  column,
  kind: z.enum(FREE_KINDS),
  label: texts(120),
  unit: z.string().trim().max(20).optional(),
  /** Of code lists only. */
  codes: z.array(codeSchema).min(1).max(50).optional(),
  /** Kept, but shown to nobody. */
  hidden: z.boolean().optional(),
});

const symbologySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), look: lookSchema }),
  z.strictObject({
    kind: z.literal('classes'),
    field: column,
    looks: z.array(z.strictObject({ code: z.string(), look: lookSchema })).max(MOST_FREE_CLASSES),
  }),
  z.strictObject({
    kind: z.literal('graduated'),
    field: column,
    method: z.enum(METHODS).exclude(['own']),
    classes: z.int().min(MIN_CLASSES).max(MAX_CLASSES),
    /** What the value is divided by, in words; empty for plain counts and measurements. */
    denominator: z.strictObject({ de: z.string().trim().max(120), en: z.string().trim().max(120) }),
  }),
]);

const shape = z.strictObject({
  id: z.string().refine(isFreeId, 'free- and a to z, digits and hyphens, 36 at most'),
  title: texts(80),
  description: texts(500),
  group: z.enum(Object.keys(LAYER_GROUPS) as [LayerGroup, ...LayerGroup[]]),
  /** Lowest edition that sees it. */
  edition: z.enum(EDITIONS),
  geometry: z.enum(['point', 'line', 'polygon']),
  fields: z.array(fieldSchema).max(MOST_FREE_FIELDS),
  titleField: column.nullable(),
  symbology: symbologySchema,
  source: z.strictObject({
    name: line(200),
    url: address.nullable(),
    licence: line(200),
    licenceUrl: address.nullable(),
    attribution: line(300),
  }),
  minzoom: z.int().min(6).max(16),
  maxzoom: z.int().min(6).max(16),
  visible: z.boolean(),
});

/** A free layer as planners describe it: everything that a built-in layer has in its `layer.ts`. */
export type FreeLayerSpec = z.output<typeof shape>;
export type FreeField = FreeLayerSpec['fields'][number];
export type FreeSymbology = FreeLayerSpec['symbology'];

/** Something in a description that contradicts the rest of it. */
export interface SpecIssue {
  path: (string | number)[];
  message: Text;
}

const twice = (values: readonly string[]): number => values.findIndex((value, at) => values.indexOf(value) !== at);

function fieldIssues({ fields, titleField }: FreeLayerSpec): SpecIssue[] {
  const issues: SpecIssue[] = [];
  const again = twice(fields.map((field) => field.column));
  if (again >= 0)
    issues.push({
      path: ['fields', again, 'column'],
      message: { de: 'Diese Spalte gibt es schon.', en: 'There is such a column already.' },
    });
  for (const [index, { kind, codes = [], hidden, column: name }] of fields.entries()) {
    if (kind === 'code' && codes.length === 0)
      issues.push({
        path: ['fields', index, 'codes'],
        message: { de: 'Eine Werteliste braucht Werte.', en: 'A list of values needs values.' },
      });
    if (kind !== 'code' && codes.length > 0)
      issues.push({
        path: ['fields', index, 'codes'],
        message: { de: 'Nur eine Werteliste hat Werte.', en: 'Only a list of values has values.' },
      });
    if (twice(codes.map(({ code }) => code)) >= 0 || codes.some(({ code }) => code === 'unclassed'))
      issues.push({
        path: ['fields', index, 'codes'],
        message: { de: 'Ein Wert kommt doppelt vor.', en: 'A value occurs twice.' },
      });
    if (hidden === true && name === titleField)
      issues.push({
        path: ['titleField'],
        message: { de: 'Das Titelfeld ist ausgeblendet.', en: 'The title field is hidden.' },
      });
  }
  if (titleField !== null && fields.find(({ column: name }) => name === titleField)?.kind !== 'text')
    issues.push({
      path: ['titleField'],
      message: { de: 'Der Titel braucht ein Textfeld.', en: 'The title needs a text field.' },
    });
  return issues;
}

function classIssues(spec: FreeLayerSpec): SpecIssue[] {
  const { symbology, fields } = spec;
  if (symbology.kind !== 'classes') return [];
  const field = fields.find(({ column: name }) => name === symbology.field);
  if (field?.kind !== 'code' || field.hidden === true)
    return [
      {
        path: ['symbology', 'field'],
        message: {
          de: 'Klassen brauchen eine sichtbare Werteliste.',
          en: 'Classes need a list of values that is shown.',
        },
      },
    ];
  const issues: SpecIssue[] = [];
  const codes = (field.codes ?? []).map(({ code }) => code);
  const drawn = symbology.looks.map(({ code }) => code);
  if (codes.some((code) => !drawn.includes(code)) || drawn.some((code) => !codes.includes(code)) || twice(drawn) >= 0)
    issues.push({
      path: ['symbology', 'looks'],
      message: {
        de: `Jeder Wert braucht genau eine Darstellung, höchstens ${MOST_FREE_CLASSES}.`,
        en: `Every value needs exactly one look, ${MOST_FREE_CLASSES} at most.`,
      },
    });
  const alike = twice(
    symbology.looks.map(({ look }) => JSON.stringify([look.colour, look.shape, look.hatch, look.width])),
  );
  if (alike >= 0)
    issues.push({
      path: ['symbology', 'looks', alike],
      message: { de: 'Zwei Klassen sähen gleich aus.', en: 'Two classes would look the same.' },
    });
  return issues;
}

function graduatedIssues({ symbology, fields, geometry }: FreeLayerSpec): SpecIssue[] {
  if (symbology.kind !== 'graduated') return [];
  const field = fields.find(({ column: name }) => name === symbology.field);
  const issues: SpecIssue[] = [];
  if ((field?.kind !== 'integer' && field?.kind !== 'number') || field.hidden === true)
    issues.push({
      path: ['symbology', 'field'],
      message: {
        de: 'Abgestuft wird nach einem sichtbaren Zahlenfeld.',
        en: 'Grading needs a number field that is shown.',
      },
    });
  if (geometry !== 'polygon')
    issues.push({
      path: ['symbology', 'kind'],
      message: { de: 'Abgestuft werden nur Flächen.', en: 'Only areas can be graded.' },
    });
  return issues;
}

/** What in a description contradicts itself, each with the place where it stands; empty where it holds together. */
export function specIssues(spec: FreeLayerSpec): SpecIssue[] {
  const issues = [...fieldIssues(spec), ...classIssues(spec), ...graduatedIssues(spec)];
  if (spec.minzoom > spec.maxzoom)
    issues.push({
      path: ['minzoom'],
      message: { de: 'Die kleinste Zoomstufe ist größer als die größte.', en: 'The least zoom is above the greatest.' },
    });
  return issues;
}

/** Parses the description of a free layer; refuses one that contradicts itself. */
export const freeSpecSchema = shape.superRefine((spec, context) => {
  for (const { path, message } of specIssues(spec)) context.addIssue({ code: 'custom', path, message: message.de });
});
