import { expect, it } from 'vitest';
import { placesOf } from './section-places.ts';
import type { PlacedSection } from './street-answers.ts';

const section = (criterion: string, from: number, to: number, named = ['A', 'B']) =>
  ({ criterion, named, onStrip: { from, to } }) as unknown as PlacedSection;
const elsewhere = { criterion: '1y-same', named: ['C'], onStrip: null } as unknown as PlacedSection;

it('counts a place once, whatever it meets, and never what lies on other streets', () => {
  const found = [section('3y-severe', 50, 100), elsewhere, section('1y-same', 50, 100), section('1y-same', 10, 40)];
  expect(placesOf(found)).toEqual([
    { from: 10, to: 40, named: ['A', 'B'], criteria: ['1y-same'] },
    { from: 50, to: 100, named: ['A', 'B'], criteria: ['1y-same', '3y-severe'] },
  ]);
});

it('keeps stretches apart that only overlap: together they would be longer than a section may be', () => {
  expect(placesOf([section('1y-same', 0, 150), section('3y-injury', 140, 300)])).toHaveLength(2);
});
