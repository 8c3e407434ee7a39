import { setImmediate } from 'node:timers/promises';
import { offers } from '@quartierblick/gis/layers/offers/layer.ts';
import { accidents } from '@quartierblick/gis/layers/accidents/layer.ts';
import { properties } from '@quartierblick/gis/layers/properties/layer.ts';
import { beginRanking, weightsOf } from '@quartierblick/gis/ranking/rank.ts';
import type { RankedRow } from '@quartierblick/gis/ranking/rank.ts';
import { canonical, sha256 } from '@quartierblick/gis/ranking/hash.ts';
import type { RankingData } from '@quartierblick/gis/ranking/data.ts';
import type { RankingSettings } from '@quartierblick/gis/ranking/settings.ts';
import type { RankingContent } from '@quartierblick/gis/stories/content.ts';
import type { SlideProblem } from '@quartierblick/gis/stories/rendition.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { readSettings } from '@quartierblick/gis/views/ranking.ts';
import { settingsOf } from '@quartierblick/gis/views/ranking-start.ts';
import { CONTENT } from '../../network/content.ts';
import { readRankingData } from '../../ranking/data.ts';
import { readOnFoot } from '../../ranking/facts/on-foot.ts';
import type { Asking } from '../asking.ts';
import { behind, brokenParts, brokenView, nothing } from '../made.ts';
import type { Made, Maker } from '../made.ts';

/** Draws times cases times criteria between two turns of others: a few milliseconds, as in the page's worker. */
const CELLS_A_STEP = 400_000;

const NO_WEIGHT: SlideProblem = {
  kind: 'broken-view',
  what: { de: 'In der Ansicht hat kein Kriterium ein Gewicht', en: 'No criterion has a weight in the view' },
};

const gone = (id: string): SlideProblem => ({
  kind: 'gone',
  what: { de: `das Kriterium „${id}“`, en: `the criterion “${id}”` },
});

/** The figures, and what names their state. */
async function readData(ask: Asking): Promise<{ data: RankingData; state: string }> {
  const { sql } = ask.tools.deps.db;
  const data = await readRankingData(sql, await readOnFoot(sql, ask.tools.network));
  // Empty houses are empty for longer every month without anybody changing a thing; whoever changes them touches the layer.
  const { 'vacancy-duration': _grows, ...values } = data.values;
  const { criteria, cases, neighbours } = data;
  return { data, state: await sha256(canonical({ criteria, cases, neighbours, values })) };
}

/** The ranking, in steps between which others are served; null where nothing weighs anything. */
async function ranked(data: RankingData, settings: RankingSettings): Promise<RankedRow[] | null> {
  const begun = beginRanking(data, settings);
  if (!begun) return null;
  const step = Math.max(1, Math.floor(CELLS_A_STEP / Math.max(1, data.cases.length * data.criteria.length)));
  while (!begun.simulation.run(step)) await setImmediate();
  return begun.rows();
}

/** Criteria that play a part, heaviest first. */
function weightsIn(data: RankingData, settings: RankingSettings): RankingContent['weights'] {
  const shares = weightsOf(data, settings) ?? [];
  return data.criteria
    .map(({ title }, i) => ({ title, share: shares[i] ?? 0 }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

async function make(ask: Asking, { view, places }: SlideOf<'ranking'>): Promise<Made> {
  const search = new URLSearchParams(view);
  const broken = brokenParts(search, (one) => readSettings(one) === 'broken');
  const problems = broken.length > 0 ? [brokenView(broken)] : [];
  const { data, state } = await ask.once('ranking data', () => readData(ask));
  const settings = settingsOf(search, data);
  const known = new Set(data.criteria.map(({ id }) => id));
  const lost = Object.entries(settings.weights).filter(([id, weight]) => weight > 0 && !known.has(id));
  problems.push(...lost.map(([id]) => gone(id)));
  const rows = await ask.once(`ranking ${JSON.stringify(settings)}`, () => ranked(data, settings));
  if (!rows) return nothing(...problems, NO_WEIGHT);
  const caseOf = new Map(data.cases.map((one) => [one.key, one]));
  const content: RankingContent = {
    kind: 'ranking',
    rows: rows.slice(0, places).map(({ key, score, rank, group, completeness, vetoes }) => {
      const { address = null, case_number: caseNumber = null } = caseOf.get(key) ?? {};
      return { key, score, rank, group, completeness, vetoes, address, caseNumber };
    }),
    of: rows.length,
    weights: weightsIn(data, settings),
    draws: settings.robustness.draws,
  };
  const layers = [properties, accidents, offers, ...CONTENT.places, ...CONTENT['demand-grid']];
  const { sources } = await behind(ask, layers);
  // Versions of the layers around would turn it amber where no figure of a case has changed.
  const uses = { 'properties changed': ask.changedAt(properties.id) ?? '', ranking: state };
  return { content, sources, withheld: [], problems, uses };
}

/** Which property is next, with how firm its place is. Cases are for planners: nobody else gets a word of it. */
export const rankingMaker: Maker<'ranking'> = { lowest: 'planner', make };
