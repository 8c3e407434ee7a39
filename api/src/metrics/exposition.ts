/** Names and values of what a figure is told apart by. */
export type Labels = Readonly<Record<string, string | number>>;

const escaped = (value: string | number) =>
  String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const inBraces = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
};

/** Figures of one name, in Prometheus's text format 0.0.4. */
export function exposition(
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  samples: readonly { suffix?: string; labels?: Labels; value: number }[],
): string {
  const lines = samples.map(({ suffix = '', labels = {}, value }) => `${name}${suffix}${inBraces(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

interface Row {
  labels: Labels;
  buckets: number[];
  sum: number;
  count: number;
}

/** Counts durations by labels and by upper bounds. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #rows = new Map<string, Row>();

  /** @param bounds ascending, in seconds */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
  }

  observe(labels: Labels, seconds: number): void {
    const key = Object.values(labels).join('\n');
    let row = this.#rows.get(key);
    if (!row) this.#rows.set(key, (row = { labels, buckets: this.#bounds.map(() => 0), sum: 0, count: 0 }));
    for (const [index, bound] of this.#bounds.entries())
      if (seconds <= bound) row.buckets[index] = (row.buckets[index] ?? 0) + 1;
    row.sum += seconds;
    row.count += 1;
  }

  text(name: string, help: string): string {
    const samples = [...this.#rows.values()].flatMap(({ labels, buckets, sum, count }) => [
      ...buckets.map((value, index) => ({
        suffix: '_bucket',
        labels: { ...labels, le: this.#bounds[index] ?? 0 },
        value,
      })),
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
      { suffix: '_sum', labels, value: Number(sum.toFixed(6)) },
      { suffix: '_count', labels, value: count },
    ]);
    return exposition(name, 'histogram', help, samples);
  }
}
