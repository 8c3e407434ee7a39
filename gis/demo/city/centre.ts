import { random } from '../random.ts';
import type { Random } from '../random.ts';
import { project } from '../projection.ts';
import { BLOCKS } from '../block-plans.ts';
import { STREETS } from '../skeleton.ts';
import { PUBLIC_PLACES } from '../places.ts';
import type { PublicPlace } from '../places.ts';
import { PLAYGROUNDS } from '../playground-places.ts';
import { blockOf, shrink } from './block.ts';
import type { Block } from './block.ts';
import { facesOf, ringOf } from './faces.ts';
import type { Face } from './faces.ts';
import { publicBuilding, Site } from './footprints.ts';
import type { Footprint } from './footprints.ts';
import { halls, hannibal, rows } from './layouts.ts';
import { perimeter } from './perimeter.ts';
import { area, at, contains } from './plane.ts';
import type { Point, Ring } from './plane.ts';
import { joinStreets } from './street.ts';
import type { Street } from './street.ts';
import { streetNames } from './street-names.ts';
import { subdivide } from './subdivide.ts';
import type { Keep } from './subdivide.ts';

const MAX_SPEED = { main: 50, collector: 50, residential: 30, living: 7 } as const;

export interface GreenArea {
  name: string | null;
  kind: 'park' | 'garden' | 'wood' | 'water';
  ring: Ring;
}

/** Houses of one block with the time most of them come from. */
export interface BuiltBlock {
  footprints: Footprint[];
  era: 'gruenderzeit' | 'postwar' | 'modern';
}

export interface Centre {
  streets: Street[];
  blocks: BuiltBlock[];
  green: GreenArea[];
}

const KEEP: readonly Keep[] = [
  ...PLAYGROUNDS.map((place) => ({ point: project(place.at), radius: Math.sqrt(place.area / Math.PI) + 3 })),
  ...PUBLIC_PLACES.map((place) => ({ point: project(place.at), radius: place.building ? 22 : 12 })),
];

/** The city in view at scale 1: the skeleton's streets, the blocks between them, and what stands in them. */
export function centre(seed: string): Centre {
  const rng = random(`${seed}/centre`);
  const streets: Street[] = STREETS.map((given) => ({
    name: given.name,
    kind: given.kind,
    width: given.width,
    maxSpeed: given.maxSpeed ?? MAX_SPEED[given.kind],
    oneway: given.oneway ?? false,
    line: given.line.map(project),
  }));
  joinStreets(streets);
  const name = streetNames(rng, true);
  const green: GreenArea[] = [];
  const blocks: BuiltBlock[] = [];
  for (const face of facesOf(streets)) {
    const whole = planFor(face)?.whole;
    const split = whole ? { faces: [face], streets: [] } : subdivide(face, rng, name, KEEP);
    streets.push(...split.streets);
    for (const part of split.faces) {
      const block = blockOf(part);
      if (block) blocks.push(build(block, part, green, rng));
    }
  }
  return { streets, blocks, green };
}

function planFor(face: Face): (typeof BLOCKS)[number] | undefined {
  return BLOCKS.find((plan) => contains(ringOf(face), project(plan.at)));
}

function build(block: Block, face: Face, green: GreenArea[], rng: Random): BuiltBlock {
  const site = new Site(block);
  const plan = planFor(face);
  const era = rng.weighted([
    ['gruenderzeit', 6],
    ['postwar', 2.5],
    ['modern', 0.7],
  ] as const);
  if (plan?.layout === 'park') {
    const ground = shrink(block, 2);
    if (ground) green.push({ name: plan.name ?? null, kind: 'park', ring: ground.ring });
    for (const place of placesIn(block)) placePublic(block, place, site);
    return { footprints: site.footprints, era };
  }
  if (plan?.layout === 'hannibal') {
    const lawn = hannibal(block, site);
    if (lawn) green.push({ name: 'Grünfläche am Hannibal', kind: 'park', ring: lawn.green });
    for (const place of placesIn(block)) placePublic(block, place, site);
    return { footprints: site.footprints, era: 'modern' };
  }
  for (const place of placesIn(block)) placePublic(block, place, site);
  for (const ground of playGround(block)) {
    site.reserve(ground.ring);
    green.push(ground);
  }
  if (plan?.layout === 'halls') halls(block, site, rng);
  else if (plan?.layout === 'rows') rows(block, site, rng);
  else perimeter(block, site, rng);
  return { footprints: site.footprints, era: plan?.layout === 'rows' ? 'postwar' : era };
}

function placesIn(block: Block): PublicPlace[] {
  return PUBLIC_PLACES.filter((place) => place.building && contains(block.ring, project(place.at)));
}

/** The public building at its real position, with ground around it that stays free. */
function placePublic(block: Block, place: PublicPlace, site: Site): void {
  if (!place.building) return;
  const shape = publicBuilding(block.ring, project(place.at), place.building);
  if (!shape) return;
  const footprint: Footprint = {
    ring: [...shape.ring],
    form: place.building,
    street: at(block.sides, shape.edge),
    front: shape.foot,
    name: place.name,
    address: place.address,
  };
  site.place(footprint, shape.parts, 2);
}

/** Playground greens in the block: an uneven round around the real position, cut off at the block's edge. */
function playGround(block: Block): GreenArea[] {
  return PLAYGROUNDS.flatMap((playground) => {
    const centre = project(playground.at);
    if (!contains(block.ring, centre)) return [];
    const inner = shrink(block, 1.5)?.ring ?? block.ring;
    const ring = lobed(centre, Math.sqrt(playground.area / Math.PI), inner);
    return area(ring) > 80 ? [{ name: `Spielplatz ${playground.street}`, kind: 'park' as const, ring }] : [];
  });
}

function lobed(centre: Point, radius: number, within: Ring): Point[] {
  return Array.from({ length: 12 }, (_, i) => {
    const angle = (i / 12) * 2 * Math.PI;
    for (let r = radius * (1 + 0.12 * Math.cos(2 * angle + 0.6)); r > 3; r -= 1) {
      const point: Point = [centre[0] + r * Math.cos(angle), centre[1] + r * Math.sin(angle)];
      if (contains(within, point)) return point;
    }
    return centre;
  });
}
