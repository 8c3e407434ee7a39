import { z } from 'zod';

/** Raised where an archive is laid out otherwise. */
const FORMAT = 1;
/** Parts are about as large, so that neither side holds more than a few of them in memory. */
export const PART_BYTES = 4 * 1024 * 1024;
/** A part of text has about {@link PART_BYTES}, and at most one very long row more. */
export const MOST_TEXT_BYTES = 64 * PART_BYTES;
export const MANIFEST = 'manifest.json';

const HASH = /^[0-9a-f]{64}$/;
/** What may stand in an archive; nothing else leads to a name on the disk. */
const PART =
  /^(tables\/[a-z][a-z0-9_]*\/\d{6}\.ndjson\.gz|(files|walks\/files)\/[0-9a-f]{64}\/(original|full|thumb)|auth-secret)$/;
const NAME = /^[a-z][a-z0-9_]*$/;

const tableSchema = z.object({
  name: z.string().regex(NAME),
  /** In the order in which rows hold their values; generated columns are not among them. */
  columns: z.array(z.object({ name: z.string().regex(NAME), isJson: z.boolean() })),
  rows: z.int().min(0),
});

const manifestSchema = z.object({
  format: z.literal('quartierblick-backup'),
  version: z.literal(FORMAT),
  application: z.string(),
  made: z.string(),
  database: z.enum(['embedded', 'postgres']),
  postgis: z.string(),
  schema: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(tableSchema),
  /** Last numbers that were given away, so that none is given twice. */
  sequences: z.array(z.object({ table: z.string().regex(NAME), column: z.string().regex(NAME), last: z.int() })),
  parts: z.array(
    z.object({
      path: z.string().regex(PART),
      bytes: z.int().min(0),
      sha256: z.string().regex(HASH),
      rows: z.int().min(1).optional(),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Part = Manifest['parts'][number];
export type Table = z.infer<typeof tableSchema>;

/** @throws where the text is no manifest of ours */
export const readManifest = (text: string): Manifest => manifestSchema.parse(JSON.parse(text));

/** The table of a part that holds rows; null for a file. */
export const tableOf = (path: string): string | null => /^tables\/([^/]+)\//.exec(path)?.[1] ?? null;

export const emptyManifest = (
  about: Pick<Manifest, 'application' | 'database' | 'postgis' | 'schema' | 'sequences'>,
): Manifest => ({
  format: 'quartierblick-backup',
  version: FORMAT,
  made: new Date().toISOString(),
  ...about,
  tables: [],
  parts: [],
});
