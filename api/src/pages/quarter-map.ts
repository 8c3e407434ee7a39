import { html, raw } from 'hono/html';
import type { Point } from '@quartierblick/gis/analysis/network/types.ts';
import { green } from '@quartierblick/gis/layers/green/layer.ts';
import { streets } from '@quartierblick/gis/layers/streets/layer.ts';
import type { Sql } from '../db.ts';
import { publicRows } from '../network/layer-rows.ts';
import type { Html } from './frame.ts';

/** A place on the map with what stands in its circle. */
export interface Pin {
  at: Point;
  label: string;
}

export interface QuarterMap {
  /** What must be seen. EPSG:25832. */
  pins: readonly Pin[];
  /** Where somebody starts from. */
  here?: Point | undefined;
  /** Ways between the places, each drawn as a line. EPSG:25832. */
  ways?: readonly (readonly Point[])[];
  /** Read to those who do not see it. */
  title: string;
  /** Width to height. */
  ratio?: number;
}

/** Width of the drawing in its own units. */
const WIDTH = 720;
const RADIUS = 15;
/** Metres around the outermost place, and the least that is shown at all: a single place needs its streets. */
const MARGIN_M = 60;
const LEAST_M = 420;
/** Width of streets in metres, by their function. */
export const WIDTHS: Readonly<Record<string, number>> = {
  main: 14,
  collector: 10,
  residential: 7,
  living: 6,
  path: 2.5,
};
export const ORDINARY_M = 6;

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export function boxAround(points: readonly Point[], ratio: number): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.max(east - west + 2 * MARGIN_M, LEAST_M, (north - south + 2 * MARGIN_M) * ratio);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return { west: x - width / 2, east: x + width / 2, south: y - width / ratio / 2, north: y + width / ratio / 2 };
}

interface Drawn {
  kind: string | null;
  name: string | null;
  d: string | null;
  metres: number;
}

/** Lines and areas within a box as SVG paths in metres from its lower left corner, y downwards. */
export async function readGround(sql: Sql, { west, south, east, north }: Box) {
  const box = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 25832)`;
  const path = (geom: ReturnType<Sql>) => sql`st_assvg(st_translate(${geom}, ${-west}, ${-north}), 0, 1)`;
  const lines = await sql<Drawn[]>`
    select kind, name, ${path(sql`line`)} as d, st_length(line) as metres
    from (
      select kind, name, (st_dump(st_linemerge(st_collect(geom)))).geom as part
      from ${publicRows(sql, streets, ['kind', 'name', 'geom', 'geom_3857'])} s
      where geom_3857 && st_transform(${box}, 3857)
      group by kind, name
    ) joined,
    lateral (
      select case when st_x(st_startpoint(part)) > st_x(st_endpoint(part)) then st_reverse(part) else part end as way
    ) turned,
    lateral (select (st_dump(st_intersection(st_simplify(way, 1), ${box}))).geom as line) clipped
    where st_dimension(line) = 1
    order by metres desc
  `;
  const areas = await sql<{ d: string | null }[]>`
    select ${path(sql`st_intersection(st_makevalid(st_simplify(geom, 2)), ${box})`)} as d
    from ${publicRows(sql, green, ['geom', 'geom_3857'])} g
    where geom_3857 && st_transform(${box}, 3857)
  `;
  return { lines, areas };
}

const UNITS_FOR_LETTER = 8.5;

/** Names of streets along their longest visible piece, where there is room for them. */
export function namesOf(lines: readonly Drawn[], scale: number): string {
  const named = new Set<string>();
  let text = '';
  for (const [i, { name, kind, d, metres }] of lines.entries()) {
    if (!name || !d || kind === 'rail' || named.has(name)) continue;
    named.add(name);
    if (metres * scale < name.length * UNITS_FOR_LETTER) continue;
    // The path is drawn in metres, the text in the units of the drawing: the path is scaled for it.
    const scaled = d.replace(/-?\d+(\.\d+)?/g, (one) => (Number(one) * scale).toFixed(1));
    text += `<path id="street-${i}" d="${scaled}" fill="none"/><text dy="5"><textPath href="#street-${i}" startOffset="50%">${escaped(name)}</textPath></text>`;
  }
  return text;
}

export const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Moves circles that would lie upon each other apart, a step at a time; a line leads back to the place. */
export function apart(places: readonly Point[]): Point[] {
  const moved = places.map(([x, y], i): [number, number] => [x + i * 0.01, y]);
  for (let round = 0; round < 80; round++) {
    let still = true;
    for (const [i, a] of moved.entries()) {
      for (const b of moved.slice(i + 1)) {
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const distance = Math.hypot(dx, dy) || 0.01;
        const overlap = 2 * RADIUS + 3 - distance;
        if (overlap <= 0) continue;
        still = false;
        const [mx, my] = [(dx / distance) * (overlap / 2), (dy / distance) * (overlap / 2)];
        a[0] -= mx;
        a[1] -= my;
        b[0] += mx;
        b[1] += my;
      }
    }
    if (still) break;
  }
  return moved;
}

/**
 * A map of streets and green with numbered places, as SVG inside the page: no script, no tiles, sharp in print. null where there is
 * nothing to show.
 */
export async function quarterMap(
  sql: Sql,
  { pins, here, ways = [], title, ratio = 1.4 }: QuarterMap,
): Promise<Html | null> {
  const points = [...pins.map(({ at }) => at), ...(here ? [here] : [])];
  if (points.length === 0) return null;
  const box = boxAround([...points, ...ways.flat()], ratio);
  const scale = WIDTH / (box.east - box.west);
  const height = Math.round(WIDTH / ratio);
  const { lines, areas } = await readGround(sql, box);
  const place = ([x, y]: Point): Point => [(x - box.west) * scale, (box.north - y) * scale];
  const drawn = lines.filter(({ d, kind }) => d && kind !== 'rail');
  const stroke = (extra: number, className: string) =>
    drawn
      .map(
        ({ d, kind }) =>
          `<path class="${className}" d="${d}" stroke-width="${(WIDTHS[kind ?? ''] ?? ORDINARY_M) + extra}"/>`,
      )
      .join('');
  const rails = lines.filter(({ d, kind }) => d && kind === 'rail').map(({ d }) => `<path class="rail" d="${d}"/>`);
  const walked = ways.map((way) =>
    way
      .map((at) =>
        place(at)
          .map((unit) => unit.toFixed(1))
          .join(' '),
      )
      .join('L'),
  );
  const routes = ['way-edge', 'way'].map((name) => walked.map((d) => `<path class="${name}" d="M${d}"/>`).join(''));
  const places = pins.map(({ at }) => place(at));
  const circles = apart(places).map(([x, y], i) => {
    const [px, py] = places[i] ?? [x, y];
    const lead = Math.hypot(px - x, py - y) > 4 ? `<line class="lead" x1="${px}" y1="${py}" x2="${x}" y2="${y}"/>` : '';
    return `${lead}<g class="pin" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><circle r="${RADIUS}"/><text y="6">${escaped(pins[i]?.label ?? '')}</text></g>`;
  });
  const start = here ? place(here) : null;
  const drawing = `<g transform="scale(${scale.toFixed(5)})">${areas.map(({ d }) => (d ? `<path class="green" d="${d}"/>` : '')).join('')}${stroke(1.5, 'casing')}${stroke(0, 'street')}${rails.join('')}</g>${namesOf(lines, scale)}${routes.join('')}${circles.join('')}${start ? `<g class="here" transform="translate(${start[0].toFixed(1)} ${start[1].toFixed(1)})"><circle r="9"/></g>` : ''}`;
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${raw(drawing)}</svg>`;
}
