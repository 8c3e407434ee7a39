import { rankingSettings, type RankingSettings } from '../ranking/settings.ts';

type Robustness = RankingSettings['robustness'];

/** 10,000 draws give shares that are exact to ± 0.01 (domain, section 8); the seed is fixed, so that all see the same. */
export const USUAL: Robustness = { draws: 10_000, seed: 4, spread: 0.25, grades: 'declared' };

/** Names of the parameters that carry the settings. */
const NAMES = ['w', 'by', 'order', 'pairs', 'scope', 'spread', 'grades', 'euros', 'hours', 'spill'] as const;

const quoted = (id: string): string => encodeURIComponent(id).replaceAll('.', '%2E').replaceAll('~', '%7E');
const split = (raw: string, by: string): string[] => (raw === '' ? [] : raw.split(by));

function weightsOf(raw: string): Record<string, number> {
  return Object.fromEntries(
    split(raw, ',').map((one): [string, number] => {
      const at = one.lastIndexOf(':');
      return [decodeURIComponent(one.slice(0, at)), Number((Number(one.slice(at + 1)) / 100).toFixed(9))];
    }),
  );
}

function weighingOf(search: URLSearchParams): unknown {
  const by = search.get('by');
  if (by === 'order') return { method: 'order', order: split(search.get('order') ?? '', ',').map(decodeURIComponent) };
  if (by !== 'pairs') return { method: 'sliders' };
  const pairs = split(search.get('pairs') ?? '', ',').map((one) => {
    const [a = '', b = '', value = ''] = one.split('~');
    // Saaty's scale knows whole numbers and their reciprocals: −3 stands for 1/3.
    const step = Number(value);
    return { a: decodeURIComponent(a), b: decodeURIComponent(b), value: step < 0 ? -1 / step : step };
  });
  return { method: 'pairs', pairs };
}

function budgetOf(search: URLSearchParams): unknown {
  const [euros, hours, spill] = ['euros', 'hours', 'spill'].map((name) => search.get(name));
  if (euros === null && hours === null && spill === null) return null;
  const limit = (raw: string | null | undefined): number | null =>
    raw === null || raw === undefined || raw === '' ? null : Number(raw);
  return { euros: limit(euros), hours: limit(hours), spillOver: Number(spill ?? 0) / 100 };
}

/** The settings in an address; null where it carries none, 'broken' where they cannot be understood. */
export function readSettings(search: URLSearchParams): RankingSettings | 'broken' | null {
  if (!NAMES.some((name) => search.has(name))) return null;
  const raw = search.get('w');
  const spread = search.get('spread');
  try {
    const parsed = rankingSettings.safeParse({
      weights: raw === null ? {} : weightsOf(raw),
      weighing: weighingOf(search),
      scope: search.get('scope') ?? 'open',
      robustness: {
        ...USUAL,
        ...(spread !== null && { spread: spread === 'any' ? 'any' : Number(spread) / 100 }),
        ...(search.get('grades') === 'any' && { grades: 'any-spacing' }),
      },
      budget: budgetOf(search),
    });
    return parsed.success ? parsed.data : 'broken';
  } catch {
    return 'broken';
  }
}

const signed = (value: number): number => (value >= 1 ? Math.round(value) : -Math.round(1 / value));

/** The parameters of an address that carries the settings. Weights keep enough digits for a swap of two cases that are close. */
export function writeSettings(
  { weights, weighing, scope, robustness, budget }: RankingSettings,
  search: URLSearchParams,
): void {
  for (const name of NAMES) search.delete(name);
  const used = Object.entries(weights).filter(([, weight]) => weight > 0);
  search.set('w', used.map(([id, weight]) => `${quoted(id)}:${Number((weight * 100).toFixed(5))}`).join(','));
  if (weighing.method === 'order') {
    search.set('by', 'order');
    search.set('order', weighing.order.map(quoted).join(','));
  } else if (weighing.method === 'pairs') {
    search.set('by', 'pairs');
    search.set(
      'pairs',
      weighing.pairs.map((one) => [quoted(one.a), quoted(one.b), signed(one.value)].join('~')).join(','),
    );
  }
  if (scope === 'all') search.set('scope', scope);
  if (robustness.spread !== USUAL.spread)
    search.set('spread', robustness.spread === 'any' ? 'any' : String(Math.round(robustness.spread * 100)));
  if (robustness.grades !== USUAL.grades) search.set('grades', 'any');
  if (budget === null) return;
  if (budget.euros !== null) search.set('euros', String(budget.euros));
  if (budget.hours !== null) search.set('hours', String(budget.hours));
  search.set('spill', String(Math.round(budget.spillOver * 100)));
}
