import { cpus, totalmem } from 'node:os';

/** One line of a benchmark's table. */
export interface Finding {
  what: string;
  ours: string;
  against: string;
  ratio: number;
  /** What the ratio must reach (at least) or not pass (at most); absent where it is told for information. */
  atLeast?: number;
  atMost?: number;
}

/** The value below which the given share of all lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function isMet({ ratio, atLeast, atMost }: Finding): boolean {
  return (atLeast === undefined || ratio >= atLeast) && (atMost === undefined || ratio <= atMost);
}

function target({ atLeast, atMost }: Finding): string {
  if (atLeast !== undefined) return `≥ ${atLeast}`;
  return atMost !== undefined ? `≤ ${atMost}` : '–';
}

/** Prints machine and findings as a table. @returns whether all targets were met */
export function report(title: string, findings: readonly Finding[]): boolean {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `\n${title}\n${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${memory} GB, Node ${process.version}\n`,
  );
  console.table(
    findings.map((finding) => ({
      what: finding.what,
      ours: finding.ours,
      against: finding.against,
      ratio: Number(finding.ratio.toFixed(2)),
      target: target(finding),
      met: isMet(finding) ? 'yes' : 'NO',
    })),
  );
  return findings.every(isMet);
}
