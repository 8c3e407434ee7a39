import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undecided } from './review.ts';
import type { NamedMeasure, Review } from './review.ts';
import { uuid } from './test-log.ts';

const MEASURE: NamedMeasure = { key: uuid(7, 1), number: 1, title: 'Lampe', state: 'open' };
const review = (more: Partial<Review>): Review => ({
  ...{ summary: null, theme: null, decision: null, reason: null, mergedInto: null },
  ...{ decidedOn: null, decidedBy: null, version: 1 },
  ...more,
});
const keysOf = (all: readonly { key: string }[]) => all.map(({ key }) => key);

describe('findings that end in nothing', () => {
  it('are those without a measure and without a reason; a reason of spaces is none', () => {
    const all = [
      { key: 'measure', review: null, measures: [MEASURE] },
      { key: 'reason', review: review({ decision: 'no-action', reason: 'zu schmal' }), measures: [] },
      { key: 'spaces', review: review({ decision: 'no-action', reason: '  ' }), measures: [] },
      { key: 'summary only', review: review({ summary: 'Lampe' }), measures: [] },
      { key: 'nothing', review: null, measures: [] },
      // The measure was taken back.
      { key: 'measure gone', review: review({ decision: 'measure' }), measures: [] },
    ];
    expect(keysOf(undecided(all))).toEqual(['spaces', 'summary only', 'nothing', 'measure gone']);
  });

  it('a merged finding is open exactly as long as the one it is merged into, or as nothing is there to be merged into', () => {
    const states = fc.record({ measure: fc.boolean(), reason: fc.boolean(), into: fc.option(fc.nat(9)) });
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 8 }), (all) => {
        const findings = all.map(({ measure, reason, into }, i) => ({
          key: uuid(3, i),
          measures: measure && into === null ? [MEASURE] : [],
          review:
            into !== null
              ? review({ mergedInto: uuid(3, into) })
              : reason
                ? review({ decision: 'no-action', reason: 'darum' })
                : null,
        }));
        const open = new Set(keysOf(undecided(findings)));
        for (const { key, review: of, measures } of findings) {
          const target = findings.find((one) => one.key === of?.mergedInto);
          const own = measures.length > 0 || of?.decision === 'no-action';
          const theirs = target && target.review?.mergedInto == null && !open.has(target.key);
          expect(open.has(key)).toBe(!own && !theirs);
        }
      }),
      { numRuns: 200 },
    );
  });
});
