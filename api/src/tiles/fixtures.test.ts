import { each } from '@mapbox/mvt-fixtures';
import type { Fixture } from '@mapbox/mvt-fixtures';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeTile, shapesOf } from '../../../test/support/vector-tiles.ts';
import type { SeenFeature } from '../../../test/support/vector-tiles.ts';
import { encodeTile, FULL_DETAIL } from './encode.ts';
import { BUFFER, EXTENT } from './grid.ts';

const PACKAGE = dirname(fileURLToPath(import.meta.resolve('@mapbox/mvt-fixtures')));

/** Encodes decoded features with our encoder and decodes them again. */
function again(layer: string, features: readonly SeenFeature[]): SeenFeature[] {
  const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
  const tile = encodeTile(
    {
      ids: features.map(({ id }) => id),
      shapes: shapesOf(features),
      properties: names.map((name) => ({ name, values: features.map(({ properties }) => properties[name]) })),
    },
    { layer, detail: FULL_DETAIL, maxBytes: Infinity },
  );
  expect(tile).toMatchObject({ features: features.length, complete: true });
  return decodeTile(tile.bytes).get(layer) ?? [];
}

const isWithin = ({ paths }: SeenFeature) => paths.flat().every((n) => n >= -BUFFER && n <= EXTENT + BUFFER);
const isKnown = ({ type, paths }: SeenFeature) => type > 0 && paths.length > 0;

describe('tiles of the specification', () => {
  const valid: Fixture[] = [];
  each((fixture) => {
    if (fixture.validity.v2 === true) valid.push(fixture);
  });

  it('there are some', () => expect(valid.length).toBeGreaterThan(40));

  it.each(valid.map((fixture) => [fixture.id, fixture.description, fixture] as const))(
    'come out as they went in: %s %s',
    (_id, _description, { buffer }) => {
      for (const [name, features] of decodeTile(buffer)) {
        const usable = features.filter((feature) => isKnown(feature) && isWithin(feature));
        if (usable.length > 0) expect(again(name, usable)).toEqual(usable);
      }
    },
  );

  it('clips what reaches beyond the buffer to it', () => {
    const fixture = valid.find(({ id }) => id === '056');
    const [[name, [square]] = ['', []]] = decodeTile(fixture?.buffer ?? new Uint8Array(0));
    if (!square) throw new Error('fixture 056 is gone');
    const corners = again(name, [square])[0]?.paths.flat() ?? [];
    expect(new Set(corners)).toEqual(new Set([-BUFFER, EXTENT + BUFFER]));
  });
});

/** Repeated points and rings without area are what the encoder leaves out; published tiles have some. */
function isClean({ type, paths }: SeenFeature): boolean {
  return paths.every((path) => {
    if (type === 1) return true;
    for (let i = 2; i < path.length; i += 2) if (path[i] === path[i - 2] && path[i + 1] === path[i - 1]) return false;
    return path.length >= (type === 3 ? 8 : 4);
  });
}

describe('published tiles', () => {
  const folder = join(PACKAGE, 'real-world');
  // The tiles for quality control measure 2^20 units instead of 4,096, nothing of which lies within our buffer.
  const places = readdirSync(folder).filter((name) => name !== 'compressed' && !name.startsWith('osm-qa'));

  it.each(places)('of %s come out as they went in', (place) => {
    let count = 0;
    const files = readdirSync(join(folder, place)).filter((name) => name.endsWith('.mvt'));
    for (const file of files.slice(0, 4)) {
      for (const [name, features] of decodeTile(readFileSync(join(folder, place, file)))) {
        const usable = features.filter((feature) => isKnown(feature) && isWithin(feature) && isClean(feature));
        count += usable.length;
        if (usable.length > 0) expect(again(name, usable)).toEqual(usable);
      }
    }
    expect(count).toBeGreaterThan(0);
  });
});
