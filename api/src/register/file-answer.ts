import type { Context } from 'hono';
import { today } from '../properties/today.ts';

/** Media types of the files that registers are written as. */
export const MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;
export type Format = keyof typeof MEDIA;

/** The answer that saves a register as a file of today. @param name of the register, as people find it among their downloads */
export function fileAnswer(c: Context, bytes: Uint8Array, format: Format, name: string): Response {
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': format === 'csv' ? `${MEDIA.csv}; charset=utf-8` : MEDIA.xlsx,
    'content-disposition': `attachment; filename="${name}-${today()}.${format}"`,
    'cache-control': 'no-store',
  });
}
