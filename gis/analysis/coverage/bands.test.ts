import { expect, it } from 'vitest';
import { inBands } from './bands.ts';

const piece = (startCost: number, endCost: number) => ({
  ...{ edge: 0, start: 0, end: 100, startCost, endCost },
  line: [
    [0, 0],
    [60, 0],
    [100, 0],
  ] as [number, number][],
});

it('draws each part of a long street in its own band, whichever way it is walked', () => {
  expect(inBands(piece(150, 250), [200, 400])).toEqual([
    {
      band: 0,
      line: [
        [0, 0],
        [50, 0],
      ],
    },
    {
      band: 1,
      line: [
        [50, 0],
        [60, 0],
        [100, 0],
      ],
    },
  ]);
  expect(inBands(piece(450, 350), [200, 400]).map(({ band }) => band)).toEqual([2, 1]);
});

it('keeps a piece whole that lies within a band or costs the same all along', () => {
  expect(inBands(piece(10, 110), [200, 400])).toEqual([{ band: 0, line: piece(0, 0).line }]);
  expect(inBands(piece(200, 200), [200, 400])).toEqual([{ band: 0, line: piece(0, 0).line }]);
});
