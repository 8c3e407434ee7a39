import { z } from '@hono/zod-openapi';
import { doubledTargets } from '@quartierblick/gis/register/mapping.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { TargetList } from '@quartierblick/gis/register/target-list.ts';
import { textSchema } from '../openapi/schemas.ts';

const columnMappingSchema = z
  .strictObject({
    target: z.string().nullable().openapi({
      description: 'A field of the register, `key`, a part of address or parcel, or a coordinate; null: left out',
    }),
    values: z.record(z.string().max(200), z.string().max(200).nullable()).optional().openapi({
      description:
        'Words of the column and the codes or keys that they mean; null: no value, or none of what was offered',
    }),
  })
  .openapi('RegisterColumnMapping');

/** A mapping of the columns of a file, whose targets a register knows, none of them twice. */
export const mappingSchema = (targets: TargetList): z.ZodType<Mapping> =>
  z
    .array(columnMappingSchema)
    .max(500)
    .superRefine((mapping, context) => {
      for (const [index, { target }] of mapping.entries()) {
        if (target === null || targets.isTarget(target)) continue;
        context.addIssue({ code: 'custom', message: 'unknown target', path: [index, 'target'] });
      }
      for (const target of doubledTargets(mapping)) {
        context.addIssue({ code: 'custom', message: `two columns go to “${targets.label(target).en}”` });
      }
    });

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

const plannedRowSchema = z
  .object({
    line: z.int(),
    state: z.enum(['new', 'changed', 'unchanged', 'problem']),
    key: z.string().nullable(),
    title: z.string(),
    changes: z.array(z.object({ field: z.string(), before: valueSchema, after: valueSchema })),
    problems: z.array(z.object({ column: z.int().nullable(), text: textSchema })),
    matched: z.array(
      z.object({
        what: z.enum(['site', 'provider', 'offer']),
        label: z.string(),
        by: z.enum(['key', 'name', 'address', 'name-address', 'answer', 'new']),
      }),
    ),
  })
  .openapi('RegisterRow');

const questionSchema = z.object({
  column: z.int(),
  word: z.string(),
  lines: z.array(z.int()),
  options: z.array(z.object({ value: z.string(), label: textSchema })),
});

const countsSchema = z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), problem: z.int() });

export const previewSchema = z
  .object({
    sha256: z.string(),
    format: z.enum(['xlsx', 'xls', 'ods', 'csv']),
    sheet: z.string().nullable(),
    headerLine: z.int(),
    rows: z.int(),
    columns: z.array(
      z.object({
        header: z.string(),
        samples: z.array(z.string()),
        words: z.array(z.string()),
        suggested: z.string().nullable(),
      }),
    ),
    mapping: z.array(columnMappingSchema),
    remembered: z.boolean(),
    report: z
      .object({
        counts: countsSchema,
        rows: z.array(plannedRowSchema),
        questions: z.array(questionSchema).openapi({ description: 'Names that are like known ones: which are meant?' }),
        basis: z.string().openapi({ description: 'To be sent with the import as it is: what the dry run has seen' }),
      })
      .nullable()
      .openapi({ description: 'The dry run; null where no mapping was sent' }),
  })
  .openapi('RegisterPreview');

export const appliedSchema = z
  .object({
    id: z.string(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    problems: z.int(),
    kept: z.array(
      z.object({
        line: z.int(),
        key: z.string(),
        title: z.string(),
        by: z.string().nullable(),
        at: z.string().nullable(),
      }),
    ),
  })
  .openapi('RegisterImport');

export const progressSchema = z.object({
  phase: z.enum(['waiting', 'reading', 'checking', 'applying']),
  done: z.int(),
  total: z.int(),
});

export const undoneSchema = z.object({
  restored: z.int(),
  kept: z.array(z.object({ key: z.string(), title: z.string().nullable(), by: z.string().nullable(), at: z.string() })),
});

/** What the dry run has seen, as the import needs it back: which file, how mapped, which version of which case. */
export const basisSchema = z.strictObject({
  sha256: z.string(),
  mapping: z.string(),
  seen: z.record(z.string(), z.int()),
});
