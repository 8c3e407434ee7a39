import type { Charts } from '@quartierblick/gis/analysis/safety/filter.ts';

/** Size of the drawing in CSS pixels. */
export const CHARTS_SIZE = { width: 900, height: 520 } as const;

/** Words and colours of the charts as they stand on screen. */
export interface ChartsLook {
  titles: { years: string; participants: string; hours: string };
  noData: string;
  participant: (participant: Charts['participants'][number]['participant']) => string;
  day: (weekday: string) => string;
  number: (value: number) => string;
  colours: { ink: string; muted: string; line: string; bar: string; ramp: readonly string[] };
  font: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

interface TextLook {
  anchor?: 'start' | 'middle' | 'end';
  fill: string;
  size?: number;
  weight?: number;
}
const text = (
  x: number,
  y: number,
  words: string,
  { anchor = 'start', fill, size = 12, weight = 400 }: TextLook,
): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}" font-size="${size}" font-weight="${weight}">${escaped(words)}</text>`;
const box = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;

const heading = (x: number, y: number, words: string, { colours }: ChartsLook): string =>
  text(x, y, words, { fill: colours.ink, size: 14, weight: 600 });

/** Bars by year; a year without data is a dashed frame, not a bar of nought. */
function yearBars(years: Charts['years'], look: ChartsLook, width: number): string {
  const { colours } = look;
  const most = Math.max(1, ...years.map(({ count }) => count ?? 0));
  const step = width / Math.max(1, years.length);
  const [base, tall] = [188, 120];
  return years
    .map(({ year, count }, i) => {
      const [x, wide] = [i * step + 3, step - 6];
      const middle = x + wide / 2;
      const name = text(middle, base + 16, String(year), { anchor: 'middle', fill: colours.ink });
      if (count === null) {
        const frame = box(x, base - tall, wide, tall, 'none', `stroke="${colours.line}" stroke-dasharray="4 3"`);
        return frame + text(middle, base - 6, look.noData, { anchor: 'middle', fill: colours.muted, size: 10 }) + name;
      }
      const high = (count / most) * tall;
      const label = text(middle, base - high - 5, look.number(count), { anchor: 'middle', fill: colours.muted });
      return box(x, base - high, wide, Math.max(1, high), colours.bar) + label + name;
    })
    .join('');
}

function participantBars(participants: Charts['participants'], look: ChartsLook, left: number, width: number): string {
  const { colours } = look;
  const most = Math.max(1, ...participants.map(({ count }) => count));
  const [names, numbers, step] = [140, 46, 26];
  return participants
    .map(({ participant, count }, i) => {
      const y = 44 + i * step;
      const wide = (count / most) * (width - names - numbers);
      return (
        text(left, y + 13, look.participant(participant), { fill: colours.ink }) +
        box(left + names, y, Math.max(1, wide), 18, colours.bar) +
        text(left + names + wide + 6, y + 13, look.number(count), { fill: colours.muted })
      );
    })
    .join('');
}

/** Hours against days; each field bears its number, so that the colour is not all that tells it. */
function hourFields(hours: Charts['hours'], look: ChartsLook, top: number): string {
  const { colours } = look;
  const most = Math.max(1, ...hours.flatMap(({ counts }) => counts));
  const [names, high] = [84, 26];
  const wide = (CHARTS_SIZE.width - names) / 24;
  const head = Array.from({ length: 24 }, (_, hour) =>
    text(names + (hour + 0.5) * wide, top, String(hour), { anchor: 'middle', fill: colours.muted, size: 11 }),
  );
  const rows = hours.flatMap(({ weekday, counts }, row) => {
    const y = top + 8 + row * high;
    const fields = counts.map((count, hour) => {
      const at = Math.min(colours.ramp.length - 1, Math.floor(((count - 1) / most) * colours.ramp.length));
      const x = names + hour * wide;
      const fill = count === 0 ? 'none' : (colours.ramp[at] ?? 'none');
      const field = box(x, y, wide - 2, high - 2, fill, `stroke="${colours.line}"`);
      // The halo keeps the number readable on the dark end of the ramp, too.
      const label = `<g paint-order="stroke" stroke="#ffffff" stroke-width="3">${text(x + wide / 2 - 1, y + 16, String(count), { anchor: 'middle', fill: '#1b2530', size: 11 })}</g>`;
      return count === 0 ? field : field + label;
    });
    return [text(0, y + 16, look.day(weekday), { fill: colours.ink }), ...fields];
  });
  return [...head, ...rows].join('');
}

/** The three charts as one SVG, with what they count written into them. Pure: the same charts and look give the same text. */
export function chartsSvg({ years, participants, hours }: Charts, look: ChartsLook): string {
  const { width, height } = CHARTS_SIZE;
  const [half, right, below] = [400, 460, 262];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(look.font)}">`,
    heading(0, 18, look.titles.years, look),
    yearBars(years, look, half),
    heading(right, 18, look.titles.participants, look),
    participantBars(participants, look, right, width - right),
    heading(0, below, look.titles.hours, look),
    hourFields(hours, look, below + 26),
    '</svg>',
  ].join('');
}
