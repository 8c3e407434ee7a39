import sharp from 'sharp';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import { placeOf } from '@quartierblick/gis/network/lon-lat.ts';
import type { WalkFindings } from '@quartierblick/gis/walks/review.ts';
import type { Sql } from '../../db.ts';
import { apart, boxAround, namesOf, ORDINARY_M, readGround, WIDTHS } from '../../pages/quarter-map.ts';
import { drawnLabel, labelWidth } from '@quartierblick/gis/symbology/stroke-label.ts';

/** Width of the drawing in its own units, and width to height. */
const WIDTH = 720;
const RATIO = 1.45;
const HEIGHT = Math.round(WIDTH / RATIO);
/** Of the picture: 170 mm at 215 dots per inch. */
const PICTURE_PX = 1440;

/** Colours of print; in a document there is no dark theme. */
const STYLE = `
.land{fill:#f1efea}.green{fill:#d9e8cf}.casing{fill:none;stroke:#c9ced3;stroke-linecap:round;stroke-linejoin:round}
.street{fill:none;stroke:#fff;stroke-linecap:round;stroke-linejoin:round}.rail{fill:none;stroke:#84909c;stroke-dasharray:6 5}
.names text{fill:#4b5866;font:15px sans-serif;text-anchor:middle;paint-order:stroke;stroke:#f1efea;stroke-width:4px;stroke-linejoin:round}
.route-edge{fill:none;stroke:#fff;stroke-width:8;stroke-linecap:round;stroke-linejoin:round}
.route{fill:none;stroke:#0b6b74;stroke-width:4.5;stroke-linecap:round;stroke-linejoin:round}
.lead{stroke:#1b2530;stroke-width:1.3}.spot{fill:#1b2530}.stop rect{fill:#0b6b74;stroke:#fff;stroke-width:2.5}.stop{color:#fff}
.finding rect{fill:#fff;stroke:#1b2530;stroke-width:1.7}.finding{color:#1b2530}`;

interface Mark {
  at: Point;
  label: string;
  kind: 'stop' | 'finding';
}

const marksOf = ({ stops, findings }: WalkFindings): Mark[] => [
  ...stops.map(({ at }, i): Mark => ({ at: placeOf(at), label: String(i + 1), kind: 'stop' })),
  ...findings.flatMap(({ at, label }): Mark[] => (at ? [{ at: placeOf(at), label, kind: 'finding' }] : [])),
];

/** A stop is a disc, a finding a label on white: told apart without colours. */
function drawMark({ label, kind }: Mark, [x, y]: Point): string {
  const size = kind === 'stop' ? 13 : 11;
  const height = kind === 'stop' ? 28 : 22;
  const width = Math.max(height, labelWidth(label, size) + 12);
  const rect = `<rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" rx="${kind === 'stop' ? height / 2 : 4}"/>`;
  return `<g class="${kind}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">${rect}${drawnLabel(label, size)}</g>`;
}

/**
 * Streets and green with the route, the stops by number and the findings by label, as SVG of {@link WIDTH} units. null where nothing has
 * a place.
 * @param names whether streets are named; only for where there are fonts
 */
export async function protocolMap(sql: Sql, walk: WalkFindings, names: boolean): Promise<string | null> {
  const marks = marksOf(walk);
  const route = walk.route.map(placeOf);
  if (marks.length === 0) return null;
  const box = boxAround([...marks.map(({ at }) => at), ...route], RATIO);
  const scale = WIDTH / (box.east - box.west);
  const on = ([x, y]: Point): Point => [(x - box.west) * scale, (box.north - y) * scale];
  const { lines, areas } = await readGround(sql, box);
  const streets = lines.filter(({ d, kind }) => d && kind !== 'rail');
  const strokes = (extra: number, name: string) =>
    streets.map(
      ({ d, kind }) => `<path class="${name}" d="${d}" stroke-width="${(WIDTHS[kind ?? ''] ?? ORDINARY_M) + extra}"/>`,
    );
  const ground = [
    ...areas.map(({ d }) => (d ? `<path class="green" d="${d}"/>` : '')),
    ...strokes(1.5, 'casing'),
    ...strokes(0, 'street'),
    ...lines.map(({ d, kind }) => (d && kind === 'rail' ? `<path class="rail" d="${d}"/>` : '')),
  ];
  const line = route
    .map(on)
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
  const way =
    route.length > 1 ? `<polyline class="route-edge" points="${line}"/><polyline class="route" points="${line}"/>` : '';
  const places = marks.map(({ at }) => on(at));
  const moved = apart(places);
  const leads = moved.map(([x, y], i) => {
    const [px, py] = places[i] ?? [x, y];
    return Math.hypot(px - x, py - y) > 4
      ? `<line class="lead" x1="${px.toFixed(1)}" y1="${py.toFixed(1)}" x2="${x.toFixed(1)}" y2="${y.toFixed(1)}"/><circle class="spot" cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="2.5"/>`
      : '';
  });
  const drawn = marks.map((mark, i) => drawMark(mark, moved[i] ?? on(mark.at)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><style>${STYLE}</style><rect class="land" width="${WIDTH}" height="${HEIGHT}"/><g transform="scale(${scale.toFixed(5)})">${ground.join('')}</g>${names ? `<g class="names">${namesOf(lines, scale)}</g>` : ''}${way}${leads.join('')}${drawn.toReversed().join('')}</svg>`;
}

/** A picture for a document. */
export interface Picture {
  bytes: Buffer;
  /** Pixels. */
  width: number;
  height: number;
}

/** A drawing of {@link protocolMap} as a picture. */
export async function mapPicture(svg: string): Promise<Picture> {
  const { data, info } = await sharp(Buffer.from(svg), { density: (72 * PICTURE_PX) / WIDTH })
    .resize({ width: PICTURE_PX })
    .flatten({ background: 'white' })
    .png({ palette: true })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
