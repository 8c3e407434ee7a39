import { expect, it } from 'vitest';
import { utilityOf } from '../analysis/ranking/matrix.ts';
import { CRITERIA } from './criteria.ts';

const criterion = (id: string) => {
  const found = CRITERIA.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

it('tells streets of a dense quarter apart by their children, instead of counting all of them in full', () => {
  const [fewer] = utilityOf(criterion('children-nearby'), 570);
  const [more] = utilityOf(criterion('children-nearby'), 1100);
  expect(more - fewer).toBeGreaterThan(0.3);
  expect(more).toBeLessThan(1);
});

it('rises with urgency: from the harmless end of each scale, which counts 0, to the other, which counts 1', () => {
  for (const { id, direction, value } of CRITERIA) {
    const utilities =
      value.kind === 'ordinal'
        ? value.grades.map((one) => one.utility)
        : (direction === 'more' ? value.points : value.points.toReversed()).map(([, utility]) => utility);
    expect([utilities[0], utilities.at(-1)], id).toEqual([0, 1]);
    expect(
      utilities.toSorted((a, b) => a - b),
      id,
    ).toEqual(utilities);
  }
});

it('asks every question in both languages and says where each answer comes from', () => {
  expect(new Set(CRITERIA.map(({ id }) => id)).size).toBe(CRITERIA.length);
  for (const { id, title, question, source } of CRITERIA)
    for (const text of [title, question, source]) expect(text.de.length * text.en.length, id).toBeGreaterThan(0);
});
