import { random } from '../random.ts';
import { blockOf } from './block.ts';
import type { BuiltBlock, GreenArea } from './centre.ts';
import { shrink } from './block.ts';
import type { Face } from './faces.ts';
import { Site } from './footprints.ts';
import { halls, rows } from './layouts.ts';
import { perimeter } from './perimeter.ts';
import { rounded } from './plane.ts';
import type { Point } from './plane.ts';
import type { Street } from './street.ts';
import { streetNames } from './street-names.ts';
import { subdivide } from './subdivide.ts';

/** About the distance between the large streets around the quarter, metres. */
const PITCH = 430;
/** The view at scale 1 takes this many fields in each direction from the middle; the city around begins behind them. */
const INNER = 2;

/** One field of the city around, enclosed by four large streets. */
export interface Field {
  id: string;
  streets: Street[];
  blocks: BuiltBlock[];
  green: GreenArea[];
}

/**
 * The made city around the quarter, field by field in a spiral from the inside out, without end. Each field is made when
 * it is asked for and depends on its place and the seed alone, so that memory stays bounded however far one goes.
 */
export function* around(seed: string, centre: Point): Generator<Field> {
  for (let ringNumber = INNER + 1; ; ringNumber++) {
    for (const [i, j] of square(ringNumber)) yield field(seed, centre, i, j);
  }
}

/** Lower left corners of the fields at the edge of a square of 2·n fields a side. */
function* square(n: number): Generator<[number, number]> {
  for (let k = -n; k < n; k++) {
    yield [k, -n];
    yield [k, n - 1];
    if (k > -n && k < n - 1) {
      yield [-n, k];
      yield [n - 1, k];
    }
  }
}

/** A crossing of large streets, moved from its regular place so that no two fields look alike. */
function node(seed: string, centre: Point, i: number, j: number): Point {
  const rng = random(`${seed}/node/${i}/${j}`);
  const bend = 90 * Math.sin(j * 0.55) + 60 * Math.sin(i * 0.8 + 1);
  const onEdge = Math.max(Math.abs(i), Math.abs(j)) <= INNER;
  const [dx, dy] = onEdge ? [0, 0] : [rng.between(-75, 75) + bend, rng.between(-75, 75) - bend * 0.6];
  return [centre[0] + i * PITCH + dx, centre[1] + j * PITCH + dy];
}

function field(seed: string, centre: Point, i: number, j: number): Field {
  const rng = random(`${seed}/field/${i}/${j}`);
  const corners = [
    node(seed, centre, i, j),
    node(seed, centre, i + 1, j),
    node(seed, centre, i + 1, j + 1),
    node(seed, centre, i, j + 1),
  ];
  // Each field owns its southern and western street; the others are its neighbours' and named alike there.
  const owners = [
    [i, j, 'h'],
    [i + 1, j, 'v'],
    [i, j + 1, 'h'],
    [i, j, 'v'],
  ] as const;
  const large = owners.map(([x, y, way], k): Street => {
    const own = random(`${seed}/street/${x}/${y}/${way}`);
    const kind = (way === 'h' ? y : x) % 4 === 0 ? 'main' : 'collector';
    const [a, b] = [corners[k], corners[(k + 1) % 4]] as [Point, Point];
    return {
      name: streetNames(own, false)(),
      kind,
      width: kind === 'main' ? 26 : 18,
      maxSpeed: 50,
      oneway: false,
      // Drawn eastwards and northwards by both neighbours, so that odd and even numbers keep their sides.
      line: k < 2 ? [a, b] : [b, a],
    };
  });
  const face: Face = corners.map((point, k) => ({ point, street: large[k] as Street }));
  const split = subdivide(face, rng, streetNames(rng, false));
  const green: GreenArea[] = [];
  const blocks = split.faces.flatMap((part): BuiltBlock[] => {
    const block = blockOf(part);
    if (!block) return [];
    const layout = rng.weighted([
      ['perimeter', 80],
      ['rows', 10],
      ['halls', 5],
      ['park', 5],
    ] as const);
    const site = new Site(block);
    if (layout === 'park')
      green.push({ name: null, kind: 'park', ring: (shrink(block, 2) ?? block).ring.map(rounded) });
    else if (layout === 'rows') rows(block, site, rng);
    else if (layout === 'halls') halls(block, site, rng);
    else perimeter(block, site, rng);
    const era = rng.weighted([
      ['gruenderzeit', 5],
      ['postwar', 3],
      ['modern', 1],
    ] as const);
    return [{ footprints: site.footprints, era }];
  });
  return { id: `${i}/${j}`, streets: [large[0] as Street, large[3] as Street, ...split.streets], blocks, green };
}
