import { layerById } from '@quartierblick/gis/layers/index.ts';
import { SKIP_REASONS } from '@quartierblick/gis/layers/source-types.ts';
import type { SkipReason } from '@quartierblick/gis/layers/source-types.ts';
import type { ImportProgress, ImportReport } from '../imports/report.ts';
import { say } from './words.ts';
import type { Language } from './words.ts';

/** Examples shown of each skip reason; the report in the dashboard has ten. */
const EXAMPLES = 3;
const BAR = 28;

/** The result of a file for programs: the agreed line, with the problem where there is one. */
export function jsonLine(
  report: Pick<ImportReport, 'read' | 'imported' | 'updated' | 'unchanged' | 'skipped'> & {
    layer: string | null;
    seconds: number | null;
    problem?: { type: string; detail: string } | null;
  },
): string {
  const { layer, read, imported, updated, unchanged, skipped, seconds, problem } = report;
  const line = { layer, read, imported, updated, unchanged, skipped, seconds: seconds ?? 0 };
  return JSON.stringify(problem ? { ...line, problem } : line);
}

/** The line for a file of which nothing was taken. */
export function refusedLine(layer: string | null, type: string, detail: string): string {
  const nothing = { read: 0, imported: 0, updated: 0, unchanged: 0, skipped: {}, seconds: 0 };
  return jsonLine({ layer, ...nothing, problem: { type, detail } });
}

/** The result of a file for people. */
export function summary(report: ImportReport, language: Language): string {
  const number = new Intl.NumberFormat(language);
  const n = (value: number) => number.format(value);
  const skips = Object.entries(report.skipped) as [SkipReason, number][];
  const skipped = skips.reduce((sum, [, count]) => sum + count, 0);
  const title = layerById(report.layer)?.title[language] ?? report.layer;
  const seconds = number.format(Math.round((report.seconds ?? 0) * 10) / 10);
  const { read, imported, updated, unchanged } = report;
  const lines = [
    say(language, 'read-by', report.fileName, title),
    say(language, 'counts', n(read), n(imported), n(updated), n(unchanged), n(skipped), seconds),
  ];
  const repaired = Object.entries(report.repaired).map(([what, count]) => `${n(count)} ${what}`);
  if (repaired.length > 0) lines.push(say(language, 'repaired', repaired.join(', ')));
  for (const [reason, count] of skips) {
    lines.push(say(language, 'skipped', n(count), SKIP_REASONS[reason][language]));
    for (const { record, example } of report.examples[reason]?.slice(0, EXAMPLES) ?? []) {
      if (example !== '') lines.push(say(language, 'example', n(record), example));
    }
  }
  if (report.state === 'done' && imported + updated > 0) lines.push(say(language, 'how-to-undo', report.id));
  return lines.join('\n');
}

/** Draws a progress bar over itself on a terminal; says nothing where nobody watches. */
export class ProgressBar {
  readonly #out: NodeJS.WriteStream;
  readonly #language: Language;
  #shown = false;

  constructor(out: NodeJS.WriteStream, language: Language) {
    this.#out = out;
    this.#language = language;
  }

  show(name: string, { phase, read, bytes, total }: ImportProgress): void {
    if (!this.#out.isTTY) return;
    const share = total > 0 ? Math.min(1, bytes / total) : 0;
    const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░');
    const records = new Intl.NumberFormat(this.#language).format(read);
    const text = `${bar} ${Math.round(share * 100)} %  ${say(this.#language, phase)}  ${records}  ${name}`;
    this.#out.write(`\r\x1b[2K${text.slice(0, (this.#out.columns || 80) - 1)}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.#out.write('\r\x1b[2K');
    this.#shown = false;
  }
}
