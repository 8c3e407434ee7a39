import { describe, expect, it } from 'vitest';
import { collect, hasSharedData, sharedFile } from '../../read/test-import.ts';
import { buildWalkGraph, isWalkable } from './build.ts';
import { describeGraph } from './describe.ts';
import type { CrossingPoint, NetworkData, Point, WalkLine } from './types.ts';

/** What the tables `streets` and `crossings` would hold of an extract, as the network takes it. */
async function dataOf(path: string): Promise<NetworkData> {
  const { streets = [] } = (await collect(path, { as: 'streets' })).rows;
  const { crossings = [] } = (await collect(path, { as: 'crossings' })).rows;
  const coordinates = (row: Record<string, unknown>): unknown =>
    (row['geometry'] as { coordinates: unknown }).coordinates;
  return {
    lines: streets.map((row): WalkLine => ({
      ...(row as unknown as Pick<WalkLine, 'key' | 'name' | 'kind' | 'walkable' | 'crossing'>),
      steps: row['steps'] === true,
      stepFree: row['step_free'] as boolean | null,
      level: (row['level'] as number | null) ?? 0,
      parts: coordinates(row) as Point[][],
    })),
    crossings: crossings.map((row) => ({ ...(row as unknown as CrossingPoint), at: coordinates(row) as Point })),
  };
}

const lengthOf = ({ parts }: WalkLine): number =>
  parts.reduce(
    (sum, part) =>
      sum +
      part
        .slice(1)
        .reduce((length, [x, y], i) => length + Math.hypot(x - (part[i]?.[0] ?? x), y - (part[i]?.[1] ?? y)), 0),
    0,
  );

describe.skipIf(!hasSharedData)(
  `the walking network of Aplerbeck${hasSharedData ? '' : ' (skipped: no shared data)'}`,
  () => {
    it('is one large part and three small ones, 7.6 km to walk, with its crossings by kind', async () => {
      const data = await dataOf(sharedFile('osm/aplerbeck.osm.pbf'));
      const summary = describeGraph(buildWalkGraph(data));
      expect(summary.components).toEqual([265, 6, 4, 2]);
      expect(summary).toMatchObject({
        nodes: 287,
        edges: 353,
        crossings: { signals: 5, zebra: 0, island: 0, none: 6 },
      });
      const { street, path, steps, crossing } = summary.lengthM;
      expect([street, path, steps, crossing].map(Math.round)).toEqual([2648, 4909, 15, 132]);
      // Paths and steps are the lines themselves; streets count more, since both sides of a barrier are walked.
      const walked = data.lines.filter((one) => isWalkable(one) && one.kind === 'path');
      expect(path + steps).toBeCloseTo(
        walked.reduce((sum, one) => sum + lengthOf(one), 0),
        -2,
      );
    });
  },
);
