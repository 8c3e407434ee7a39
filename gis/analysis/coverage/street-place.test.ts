import { expect, it } from 'vitest';
import { line } from '../network/example.ts';
import { streetsOf } from '../safety/streets.ts';
import { placeOn, sideStreetsOf } from './street-place.ts';

const lines = [
  line(
    'main',
    [
      [0, 0],
      [0, 100],
      [0, 200],
    ],
    { name: 'Lange Straße' },
  ),
  line(
    'residential',
    [
      [-80, 100],
      [0, 100],
    ],
    { name: 'Quergasse' },
  ),
  line(
    'residential',
    [
      [0, 110],
      [80, 110],
    ],
    { name: 'Quergasse' },
  ),
  line(
    'residential',
    [
      [50, 0],
      [50, 200],
    ],
    { name: 'Nebenher' },
  ),
  line(
    'path',
    [
      [-80, 180],
      [0, 180],
    ],
    { name: 'Pfad' },
  ),
  line('residential', [
    [0, 190],
    [80, 190],
  ]),
];
const [long] = streetsOf(lines);
if (!long) throw new Error('no street');

it('names the side street that is nearest along the axis, once though its arms leave to both sides', () => {
  const sides = sideStreetsOf(lines, long);
  expect(sides).toEqual([{ name: 'Quergasse', chainage: 100 }]);
  expect(placeOn(long, sides, [4, 130])).toEqual({ chainage: 130, near: { name: 'Quergasse', metres: 30 } });
  expect(placeOn(long, [], [4, 130])).toEqual({ chainage: 130, near: null });
});
