import { validationProblem } from '../errors.ts';

/** What a person enters of an offer: its own fields, and where it runs. */
export interface EnteredOffer {
  offer: Record<string, unknown>;
  runs: readonly Record<string, unknown>[];
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LANGUAGE = /^[a-z]{2,3}$/;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * What an offer must keep so that families and the chain can rely on it.
 * @throws Problem 400 that names every field
 */
export function checkOffer({ offer, runs }: EnteredOffer): void {
  const issues: { path: (string | number)[]; message: string }[] = [];
  const wrong = (path: (string | number)[], message: string) => issues.push({ path, message });
  for (const name of ['title', 'kind']) if (!text(offer[name])) wrong(['offer', name], 'is required');
  const [from, to] = [offer['age_from'], offer['age_to']];
  if (typeof from === 'number' && typeof to === 'number' && from >= to)
    wrong(['offer', 'age_to'], 'must be above age_from: ages are half-open');
  const [begin, end] = [text(offer['valid_from']), text(offer['valid_to'])];
  if (begin && end && begin > end) wrong(['offer', 'valid_to'], 'must not be before valid_from');
  for (const code of (offer['languages'] as string[] | null | undefined) ?? [])
    if (!LANGUAGE.test(code)) wrong(['offer', 'languages'], `${code} is no ISO 639 code`);
  if (runs.length === 0 && offer['comes_to_you'] !== true)
    wrong(['runs'], 'an offer runs at a site or comes to the family');
  runs.forEach((run, i) => {
    if (!text(run['site_key'])) wrong(['runs', i, 'site_key'], 'is required');
    const [start, stop] = [text(run['starts_at']), text(run['ends_at'])];
    if (start && !TIME.test(start)) wrong(['runs', i, 'starts_at'], 'expected HH:MM');
    if (stop && !TIME.test(stop)) wrong(['runs', i, 'ends_at'], 'expected HH:MM');
    if (start && stop && TIME.test(start) && TIME.test(stop) && start >= stop)
      wrong(['runs', i, 'ends_at'], 'must be after starts_at');
  });
  if (issues.length > 0) throw validationProblem(issues);
}
