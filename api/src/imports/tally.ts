import type { SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import { keepable } from '@quartierblick/gis/read/numbers.ts';
import type { Counts, SkipExample } from './report.ts';

/** Examples kept of each skip reason: enough to find the cause, too few to fill a report. */
const EXAMPLES = 10;
/** Characters kept of an example; whole records belong into no report. */
const EXAMPLE_LENGTH = 200;

/** Counts records while a file is read. What became of accepted records is known only after the comparison with the table. */
export class Tally {
  read = 0;
  accepted = 0;
  readonly skipped: Partial<Record<SkipReason, number>> = {};
  readonly examples: Partial<Record<SkipReason, SkipExample[]>> = {};
  readonly repaired: Record<string, number> = {};

  /** Counts a record whose rows go into staging. */
  accept(repaired?: string): void {
    this.read += 1;
    this.accepted += 1;
    if (repaired !== undefined) this.repaired[repaired] = (this.repaired[repaired] ?? 0) + 1;
  }

  /** Counts a record that was not taken. */
  skip(record: number, reason: SkipReason, example: string): void {
    this.read += 1;
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
    const examples = (this.examples[reason] ??= []);
    if (examples.length < EXAMPLES) examples.push({ record, example: keepable(example.slice(0, EXAMPLE_LENGTH)) });
  }

  /** The report: `imported` and `updated` as the comparison found them, the other accepted records are unchanged. */
  counts(imported: number, updated: number): Counts {
    const { read, accepted, skipped, examples, repaired } = this;
    return { read, imported, updated, unchanged: accepted - imported - updated, skipped, examples, repaired };
  }
}
