import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import type { TargetList } from '@quartierblick/gis/register/target-list.ts';
import { Problem, validationProblem } from '../errors.ts';
import { basisSchema, mappingSchema } from './schemas.ts';

/** Largest register file: 50,000 cases with every column take 6 MB as XLSX and 15 MB as CSV. */
const MOST_MB = 40;

/** A register file with what was sent beside it. */
export interface Received {
  bytes: Uint8Array;
  fileName: string;
  mapping: Mapping | null;
  /** As it was sent. */
  sha256: string | null;
  basis: ReturnType<typeof basisSchema.parse> | null;
}

/** Refuses what is larger than a register can be, before it is in memory. */
export const registerLimit = bodyLimit({
  maxSize: MOST_MB * 1024 * 1024,
  onError: () => {
    throw new Problem({
      status: 413,
      type: 'file-too-large',
      title: { de: 'Die Datei ist zu groß', en: 'The file is too large' },
      detail: {
        de: `Ein Register darf ${MOST_MB} MB groß sein. Bitte nur das Blatt mit dem Register speichern.`,
        en: `A register may have ${MOST_MB} MB. Please save only the sheet with the register.`,
      },
    });
  },
});

/** Tells whether a mapping is the one that a dry run was made with. */
export const mappingDigest = (mapping: Mapping): string =>
  createHash('sha256').update(JSON.stringify(mapping)).digest('base64url');

function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw validationProblem([{ path: [path], message: 'is no JSON' }]);
  }
}

function part<T>(
  form: FormData,
  name: string,
  schema: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  },
): T | null {
  const text = form.get(name);
  if (typeof text !== 'string' || text === '') return null;
  const parsed = schema.safeParse(json(text, name));
  if (parsed.success) return parsed.data;
  throw validationProblem(parsed.error.issues.map(({ path, message }) => ({ path: [name, ...path], message })));
}

/** The last part of a path, without control characters: for display only. */
const plainName = (name: string): string =>
  (name.split(/[/\\]/).pop() ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200) || 'register';

/** The form of a preview or an import. @throws Problem 400 where the file is missing or a field is malformed */
export async function receiveRegister(c: Context, targets: TargetList): Promise<Received> {
  const form = await c.req.raw.formData().catch(() => null);
  const file = form?.get('file');
  if (!form || !(file instanceof File)) {
    throw new Problem({
      status: 400,
      type: 'no-file',
      title: { de: 'Es fehlt die Datei', en: 'The file is missing' },
      detail: {
        de: 'Erwartet wird ein Formular (multipart/form-data) mit dem Feld „file“.',
        en: 'A form (multipart/form-data) with the field “file” is expected.',
      },
    });
  }
  const sha256 = form.get('sha256');
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    fileName: plainName(file.name),
    mapping: part(form, 'mapping', mappingSchema(targets)),
    sha256: typeof sha256 === 'string' ? sha256 : null,
    basis: part(form, 'basis', basisSchema),
  };
}
