/** Cache policies by name; routes choose one, they do not write headers of their own. */
export const CACHE = {
  /** The address changes with the content. */
  immutable: 'public, max-age=31536000, immutable',
  /** Kept, but asked about (ETag) before every use; never in a shared cache, since it depends on the edition. */
  revalidate: 'private, no-cache',
  none: 'no-store',
} as const;

export type CachePolicy = keyof typeof CACHE;
