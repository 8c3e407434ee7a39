import { placeOn, sideStreetsOf } from '@quartierblick/gis/analysis/coverage/street-place.ts';
import type { SideStreet, StreetPlace } from '@quartierblick/gis/analysis/coverage/street-place.ts';
import { BUILD_DEFAULTS } from '@quartierblick/gis/analysis/network/build.ts';
import type { Point, WalkLine } from '@quartierblick/gis/analysis/network/types.ts';
import { pointAt } from '@quartierblick/gis/analysis/safety/axis.ts';
import { streetsOf } from '@quartierblick/gis/analysis/safety/streets.ts';
import type { Street } from '@quartierblick/gis/analysis/safety/streets.ts';
import type { KnownStreet } from './messages.ts';

/** Named streets in the worker: their lines, and places along them. Chainage is that of the screen about one street. */
export class StreetDesk {
  readonly #lines: readonly WalkLine[];
  readonly #byId: ReadonlyMap<string, Street>;
  #sides: { id: string; found: SideStreet[] } | null = null;

  constructor(lines: readonly WalkLine[]) {
    this.#lines = lines;
    this.#byId = new Map(streetsOf(lines).map((street) => [street.id, street]));
  }

  /** Streets by name, those that are crossed only at crossings first. */
  get all(): KnownStreet[] {
    const known = [...this.#byId.values()].map(({ id, lines, axis }) => ({
      name: id,
      metres: axis.length,
      barrier: lines.some((i) => BUILD_DEFAULTS.barriers.includes(this.#lines[i]?.kind ?? '')),
    }));
    return [...known.filter(({ barrier }) => barrier), ...known.filter(({ barrier }) => !barrier)];
  }

  /** Indices of a street's lines; none where no street is meant. */
  linesOf(id: string | null): Set<number> {
    return new Set(id === null ? [] : this.#byId.get(id)?.lines);
  }

  /** Where a point lies along a street, null where there is no such street. */
  placeOn(id: string, at: Point): StreetPlace | null {
    const street = this.#byId.get(id);
    if (!street || street.axis.pieces.length === 0) return null;
    if (this.#sides?.id !== id) this.#sides = { id, found: sideStreetsOf(this.#lines, street) };
    return placeOn(street, this.#sides.found, at);
  }

  /** The point at a chainage, EPSG:25832; beyond the ends the ends; null where there is no such street. */
  at(id: string, chainage: number): Point | null {
    const axis = this.#byId.get(id)?.axis;
    return axis && axis.pieces.length > 0 ? pointAt(axis, chainage) : null;
  }
}
