import { describe, expect, it } from 'vitest';
import { junctionsOf } from '../analysis/safety/junctions.ts';
import { accident, line, town } from '../analysis/safety/test-streets.ts';
import { accidentsOn, marksOn } from './strip.ts';

const lines = [
  line(
    'Hauptstraße',
    [
      [0, 0],
      [0, 400],
    ],
    'main',
  ),
  line('Seitenweg', [
    [0, 200],
    [90, 200],
  ]),
  {
    ...line(
      null,
      [
        [-6, 300],
        [6, 300],
      ],
      'path',
    ),
    crossing: 'zebra' as const,
  },
];
const { graph, streets } = town(lines);
const street = streets.find(({ id }) => id === 'Hauptstraße') as (typeof streets)[number];
const nameOf = (n: number) => lines[n]?.name ?? '';

describe('what stands on a strip', () => {
  it('accidents within 25 m by chainage, on the side where they lie', () => {
    const on = accidentsOn(street, [accident([24, 300], 2022), accident([-3, 100], 2022), accident([26, 50], 2022)]);
    expect(on.map(({ chainage, offset }) => [chainage, offset])).toEqual([
      [100, 3],
      [300, -24],
    ]);
  });

  it('crossings as points and as lines, playgrounds by their gates, side streets by name', () => {
    const marks = marksOn({
      street,
      junctions: junctionsOf(graph, nameOf),
      streetOf: (n) => lines[n]?.name ?? null,
      data: {
        lines,
        crossings: [
          { key: 'c', kind: 'signals', at: [1, 205] },
          { key: 'far', kind: 'island', at: [60, 205] },
        ],
      },
      places: {
        playgrounds: [
          {
            key: 'p',
            name: 'Spielplatz',
            at: [300, 100],
            entrances: [
              [50, 100],
              [400, 100],
            ],
            areaM2: null,
            ages: null,
            kind: null,
          },
          { key: 'q', name: null, at: [-40, 350], entrances: [], areaM2: null, ages: null, kind: null },
        ],
        places: [{ key: 's', layer: 'stops', name: 'Markt', kind: 'bus', at: [5, 20] }],
      },
    });
    expect(marks.map(({ what, kind, name, chainage }) => [what, kind, name, Math.round(chainage)])).toEqual([
      ['stop', 'bus', 'Markt', 20],
      ['playground', 'gate', 'Spielplatz', 100],
      ['side-street', null, 'Seitenweg', 200],
      ['crossing', 'signals', null, 205],
      ['crossing', 'zebra', null, 300],
      ['playground', 'middle', null, 350],
    ]);
  });
});
