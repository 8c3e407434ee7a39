import { expect, it } from 'vitest';
import { chartsSvg } from './charts-svg.ts';
import type { ChartsLook } from './charts-svg.ts';

const look: ChartsLook = {
  titles: { years: 'Jahre', participants: 'Beteiligte', hours: 'Stunden' },
  noData: 'keine Daten',
  participant: (one) => `<${one}>`,
  day: (weekday) => `Tag ${weekday}`,
  number: String,
  colours: { ink: '#111', muted: '#555', line: '#ccc', bar: '#077', ramp: ['#eee', '#999', '#333'] },
  font: 'sans-serif',
};
const charts = {
  years: [
    { year: 2018, count: null },
    { year: 2019, count: 0 },
    { year: 2020, count: 8 },
  ],
  participants: [{ participant: 'foot' as const, count: 5 }],
  hours: [{ weekday: '2', counts: Array.from({ length: 24 }, (_, hour) => (hour === 8 ? 3 : 0)) }],
  withoutHour: 0,
};

it('a year without data is drawn as such, and not as a bar of nought', () => {
  const svg = chartsSvg(charts, look);
  expect(svg.match(/keine Daten/g)).toHaveLength(1);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
  for (const year of ['2018', '2019', '2020']) expect(svg).toContain(`>${year}</text>`);
});

it('each count stands in the picture, and names are text, whatever signs they hold', () => {
  const svg = chartsSvg(charts, look);
  expect(svg).toContain('>8</text>');
  expect(svg).toContain('>5</text>');
  expect(svg).toContain('>3</text>');
  expect(svg).toContain('&lt;foot&gt;');
  expect(svg).not.toContain('<foot>');
});

it('nothing to count gives a drawing without a number that is none', () => {
  const hours = charts.hours.map((row) => ({ ...row, counts: row.counts.map(() => 0) }));
  const svg = chartsSvg({ years: [], participants: [], hours, withoutHour: 0 }, look);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});
