import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { defused, defusedWithin } from '@quartierblick/gis/register/formula.ts';

/** A value as one field of RFC 4180; what a spreadsheet would run as a formula is marked as text by an apostrophe. */
function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
  const safe = defusedWithin(typeof value === 'string' ? defused(text) : text);
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The separator by which spreadsheets in this language split a CSV that is opened with a double click. */
const SEPARATOR = { de: ';', en: ',' } as const satisfies Record<keyof Text, string>;

/** One record of a CSV file with its line end. */
function csvLine(values: readonly unknown[], language: keyof Text): string {
  return `${values.map(field).join(SEPARATOR[language])}\r\n`;
}

/**
 * A CSV file (RFC 4180, UTF-8 with the byte order mark that spreadsheets want) as a stream: batches are fetched as the
 * reader takes them, so that a file of any size needs no memory.
 */
export function csvStream(
  header: readonly string[],
  batches: AsyncIterator<unknown[][]>,
  language: keyof Text,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`\uFEFF${csvLine(header, language)}`));
    },
    async pull(controller) {
      const batch = await batches.next();
      if (batch.done) controller.close();
      else controller.enqueue(encoder.encode(batch.value.map((row) => csvLine(row, language)).join('')));
    },
    async cancel() {
      await batches.return?.();
    },
  });
}
