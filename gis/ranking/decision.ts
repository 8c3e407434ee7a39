import { z } from 'zod';
import type { RankingData } from './data.ts';
import { canonical, sha256 } from './hash.ts';
import { rank } from './rank.ts';
import type { RankedRow } from './rank.ts';
import { rankingSettings } from './settings.ts';
import type { RankingSettings } from './settings.ts';

const FORMAT = 'quartierblick-decision/1';

/** Someone who voted. A decision by consensus has no votes; its reason then says who decided. */
export const vote = z.strictObject({
  name: z.string().trim().min(1).max(120),
  office: z.string().trim().max(200).default(''),
  vote: z.enum(['for', 'against', 'abstained']),
});
export type Vote = z.infer<typeof vote>;

/** What a person says when a decision is recorded. */
export const decisionEntry = z.strictObject({
  title: z.string().trim().min(1).max(200),
  /** YYYY-MM-DD */
  decidedOn: z.iso.date(),
  reason: z.string().trim().min(1).max(5000),
  votes: z.array(vote).max(100),
  /** Keys of the cases that come next. */
  chosen: z.array(z.string().min(1)).min(1).max(1000),
  settings: rankingSettings,
  /** Id of the decision that this one corrects. */
  corrects: z.uuid().nullable().default(null),
});
export type DecisionEntry = z.infer<typeof decisionEntry>;

/** What is frozen: who decided what, on which figures, weighed how, and the ranking that followed from them. */
export interface DecisionContent extends DecisionEntry {
  format: typeof FORMAT;
  /** Who recorded it. */
  by: string;
  data: RankingData;
  result: RankedRow[];
}

/**
 * Puts a decision together with the ranking that follows from its figures.
 * @returns null where no criterion has a weight
 */
export function freeze(entry: DecisionEntry, data: RankingData, by: string): DecisionContent | null {
  const result = rank(data, entry.settings);
  return result && { format: FORMAT, ...entry, by, data, result };
}

/** Text and hash of a decision as they are stored. */
export async function sealed(content: DecisionContent): Promise<{ text: string; hash: string }> {
  const text = canonical(content);
  return { text, hash: await sha256(text) };
}

/** Scores differ in their last digits between processors; ranks of draws by as little as a draw. */
const ROUNDING = { score: 1e-9, share: 0.005, rank: 1 };
const near = (a: number, b: number, by: number): boolean => Math.abs(a - b) <= by;

/** Whether the frozen figures, ranked again, still give the frozen ranking. */
export function replays({ data, settings, result }: Pick<DecisionContent, 'data' | 'settings' | 'result'>): boolean {
  const again = rank(data, settings as RankingSettings);
  return (
    again?.length === result.length &&
    again.every((row, i) => {
      const was = result[i];
      return (
        was?.key === row.key &&
        row.score.every((one, end) => near(one, was.score[end] ?? NaN, ROUNDING.score)) &&
        row.rank.every((one, end) => near(one, was.rank[end] ?? NaN, ROUNDING.rank)) &&
        near(row.topTen, was.topTen, ROUNDING.share)
      );
    })
  );
}
