import { drawnLabel, labelWidth, WORD_GAP } from '../symbology/stroke-label.ts';

/** On every drawing, so that nobody takes it for a photo. */
const SAID = 'DEMO-ZEICHNUNG';
const DRAWING_SIZE = { width: 800, height: 600 } as const;

const rect = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
const circle = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Sky, a row of houses and the ground before them. */
function street(sky: string, wall: string, ground: string, glass: string): string {
  const windows = [60, 180, 300, 480, 600, 720].flatMap((x) =>
    [70, 170].map((y) => rect(x, y, 50, 66, glass, 'stroke="#5b4636" stroke-width="5"')),
  );
  const houses = rect(0, 30, 800, 270, wall) + rect(408, 30, 6, 270, '#5b4636') + windows.join('');
  return rect(0, 0, 800, 600, sky) + houses + rect(0, 300, 800, 300, ground);
}
const byDay = (ground: string): string => street('#bcd8e8', '#d9b995', ground, '#7fa3b5');

/** A car from the side. What a child in the street or a plate would tell is covered, as the device does it. */
const car = (x: number, y: number, colour: string): string =>
  `<path d="M${x} ${y}v-44l46 -10 38 -40h104l44 42 34 8v44z" fill="${colour}" stroke="#22303a" stroke-width="5"/>` +
  `<path d="M${x + 62} ${y - 54}l30 -30h42v30zM${x + 144} ${y - 84}h40l32 30h-72z" fill="#dbe8ee"/>` +
  circle(x + 58, y, 27, '#22303a') +
  circle(x + 208, y, 27, '#22303a') +
  circle(x + 58, y, 11, '#9aa5ae') +
  circle(x + 208, y, 11, '#9aa5ae');

/** Two shades in stripes: what the device makes of a place that somebody covered. */
function covered(x: number, y: number, width: number, height: number): string {
  const stripes = Array.from({ length: Math.ceil((width + height) / 24) }, (_, n) =>
    line(`M${x + n * 24 - height} ${y + height}L${x + n * 24} ${y}`, '#6b6f74', 11),
  );
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}">${rect(x, y, width, height, '#8f9398')}${stripes.join('')}</svg>`;
}

const playground = (): string => byDay('#8fb573') + `<ellipse cx="400" cy="470" rx="330" ry="96" fill="#e3cf9c"/>`;
const swing = (seats: string): string =>
  playground() +
  line('M190 470L250 190M310 470L250 190M490 470L550 190M610 470L550 190M250 190H550', '#8c4a2f', 15) +
  seats;
const chain = (x: number, y: number): string => line(`M${x} 194V${y}`, '#4b555d', 4);

const lamp = (glow: string): string =>
  street('#1d2a3c', '#3a3a44', '#2b3036', '#26303c') +
  rect(470, 300, 330, 300, '#33402f') +
  glow +
  line('M390 540V110H300', '#9aa5ae', 12) +
  rect(252, 100, 66, 22, '#c6ccd1');

const kerb = (edge: number): string =>
  byDay('#8a8f94') +
  rect(0, 300, 800, 120 - edge, '#c9c2b4') +
  Array.from({ length: 7 }, (_, n) => line(`M${n * 130 + 30} 300l-30 ${120 - edge}`, '#a79f90', 4)).join('') +
  rect(0, 420 - edge, 800, edge, '#77706a', 'stroke="#4b4640" stroke-width="4"');

/** What is to be seen on each, all of it invented. Flat and few colours, so that it stays small. */
const SCENES = {
  cars:
    byDay('#8a8f94') +
    car(40, 400, '#a8433b') +
    car(380, 400, '#4f6f94') +
    car(200, 530, '#c9a13b') +
    covered(596, 300, 70, 110),
  waste:
    playground() +
    line('M470 470V240H680V470M470 310H680M540 240V470M610 240V470', '#33697a', 13) +
    rect(120, 380, 250, 74, '#d8d3c6', 'rx="14" stroke="#77706a" stroke-width="5" transform="rotate(-7 240 420)"') +
    line('M170 520V440M240 520V440M160 450H250M160 450V370', '#8c4a2f', 11) +
    line('M330 530l26 -70 50 12 -22 70z', '#4b555d', 9),
  swing: swing(
    chain(330, 250) + line('M330 250l26 120', '#4b555d', 4) + rect(320, 458, 90, 16, '#22303a') + chain(470, 300),
  ),
  'swing-earlier': swing(
    chain(320, 400) + chain(390, 300) + rect(310, 400, 40, 14, '#22303a') + line('M310 404L392 300', '#22303a', 9),
  ),
  kerb:
    kerb(56) +
    line('M250 408a62 62 0 1 0 .1 0M250 470v-110h-46M250 400h80l10 90h44', '#22303a', 13) +
    circle(352, 500, 20, '#22303a'),
  works:
    byDay('#8a8f94') +
    rect(0, 300, 800, 150, '#c9c2b4') +
    [60, 330]
      .map(
        (x) =>
          rect(x, 350, 230, 34, '#e8e3da', 'stroke="#a8433b" stroke-width="12" stroke-dasharray="34 24"') +
          line(`M${x + 30} 384V470M${x + 200} 384V470`, '#4b555d', 10),
      )
      .join('') +
    `<path d="M600 470l70 -130 70 130z" fill="#6f5a41"/><path d="M580 300h16v150h-16z" fill="#a8433b"/>`,
  'lamp-off': lamp(''),
  'lamp-on': lamp('<path d="M285 122L90 560H480z" fill="#f1dc8a" opacity=".75"/>') + circle(285, 128, 20, '#fff3c4'),
} as const satisfies Record<string, string>;

export type DrawingKey = keyof typeof SCENES;
export const DRAWING_KEYS = Object.keys(SCENES) as DrawingKey[];

/** A drawing as SVG, on which it is written that it is one and belongs to the demo. */
export function drawingOf(key: DrawingKey): string {
  const { width, height } = DRAWING_SIZE;
  const banner =
    rect(0, 548, width, 52, '#10161c') +
    `<g color="#fff" transform="translate(${24 + labelWidth(SAID, 28, WORD_GAP) / 2} 574)">${drawnLabel(SAID, 28, WORD_GAP)}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${SCENES[key]}${banner}</svg>`;
}
