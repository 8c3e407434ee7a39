import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { findingsOf } from '@quartierblick/gis/stories/series.ts';
import { UUID } from '@quartierblick/gis/walks/event.ts';
import { undecided } from '@quartierblick/gis/walks/review.ts';
import { Problem } from '../../../errors.ts';
import { readFindings } from '../../../walks/findings.ts';
import { readWalk } from '../../../walks/read-walks.ts';
import type { Asking } from '../../asking.ts';
import { nothing } from '../../made.ts';
import type { Made } from '../../made.ts';
import { WALKS_SOURCE } from '../../registers.ts';
import { amongAll, barsOf } from './counted.ts';
import type { Count, Counter } from './counted.ts';

const GONE = { kind: 'gone', what: { de: 'der Gang', en: 'the walk' } } as const;
const NO_THEME: Text = { de: 'ohne Thema', en: 'without a theme' };
const OPEN: Text = { de: 'ohne Entscheidung', en: 'undecided' };

async function readOf(ask: Asking, key: string) {
  const { sql } = ask.tools.deps.db;
  try {
    return { walk: await readWalk(sql, key, false), found: await readFindings(sql, key) };
  } catch (error) {
    if (error instanceof Problem && error.details.status === 404) return null;
    throw error;
  }
}

async function make(ask: Asking, argument: string): Promise<Made> {
  const { walk: key, open } = findingsOf(argument);
  const read = UUID.test(key) ? await ask.once(`findings ${key}`, () => readOf(ask, key)) : null;
  if (!read) return nothing(GONE);
  const { walk, found } = read;
  const all = found.findings;
  const left = undecided(all);
  const shown = open ? left : all;
  const known = new Set(found.themes.map((theme) => theme.key));
  const countOf = (theme: string | null): number =>
    shown.filter((one) => (one.theme !== null && known.has(one.theme) ? one.theme : null) === theme).length;
  const themes = found.themes.map((theme): Count => [theme.title, countOf(theme.key)]);
  const counts = [...themes, [NO_THEME, countOf(null)] as Count].filter(([, count]) => count > 0);
  const denominator = open
    ? amongAll(shown.length, all.length, [OPEN])
    : {
        de: `${all.length} Funde, davon ${left.length} ${OPEN.de}`,
        en: `${all.length} findings, ${left.length} of them ${OPEN.en}`,
      };
  const title = { de: `Funde nach Thema: ${walk.title}`, en: `Findings by theme: ${walk.title}` };
  const newest = all
    .map(({ foundAt }) => foundAt)
    .sort()
    .at(-1);
  return {
    content: barsOf(counts, { title, denominator }),
    sources: [{ ...WALKS_SOURCE, asOf: (newest ?? walk.startsAt).slice(0, 10), demo: walk.demo }],
    withheld: [],
    problems: [],
    uses: { [`walk ${key}`]: JSON.stringify([found.walk.version, counts.map(([, count]) => count), left.length]) },
  };
}

/** What was found on a walk, by theme: counts alone, no note, photo or place of it. */
export const findingsCounter: Counter = { lowest: 'steering', make };
