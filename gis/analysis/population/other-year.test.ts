import { expect, it } from 'vitest';
import { homes } from '../coverage/example.ts';
import { inYear } from './other-year.ts';

/** Three pieces of street, the first and third in unit 0, the second in unit 1; ten children of each age group on each. */
const demand = homes(
  [
    [0, 0],
    [1, 0],
    [2, 0],
  ],
  10,
  2,
);

it("another year's children stand where those of today do, as many as the unit had", () => {
  const { demand: then, known } = inYear(demand, {
    children: [
      [30, 0, 20],
      [5, 10, 20],
    ],
  });
  expect(then.expected).toEqual([
    [15, 5, 15],
    [0, 10, 0],
    [10, 20, 10],
  ]);
  expect(then.most[0]).toEqual([30, 10, 30]);
  expect(known).toEqual([true, true]);
});

it('a unit without a figure for the year is missing, and so is one whose children would have no place', () => {
  expect(inYear(demand, { children: [null, [1, 1, 1]] })).toMatchObject({
    known: [false, true],
    demand: { expected: [[0, 1, 0], expect.anything(), expect.anything()] },
  });
  const nobody = { ...demand, expected: demand.expected.map((row) => row.map((n, i) => (i === 1 ? 0 : n))) };
  expect(
    inYear(nobody, {
      children: [
        [20, 20, 20],
        [1, 0, 0],
      ],
    }).known,
  ).toEqual([true, false]);
  expect(
    inYear(nobody, {
      children: [
        [20, 20, 20],
        [0, 0, 0],
      ],
    }).known,
  ).toEqual([true, true]);
});
