import type { RowOf } from '../layers/define.ts';
import type { green } from '../layers/green/layer.ts';
import type { GreenArea } from './city/centre.ts';
import { multiPolygon } from './city/houses.ts';
import { area } from './city/plane.ts';
import type { Point } from './city/plane.ts';
import { project } from './projection.ts';

export type GreenRow = RowOf<typeof green.dataset>;

const ground = (name: string, kind: GreenArea['kind'], lonLat: readonly Point[]): GreenArea => ({
  name,
  kind,
  ring: lonLat.map(project),
});

/** Green around the blocks; invented, as are the outlines of the parks between the streets. */
export const OUTSKIRTS: readonly GreenArea[] = [
  ground('Bürgergarten', 'garden', [
    [7.47555, 51.5222],
    [7.4762, 51.5221],
    [7.47622, 51.52245],
    [7.4756, 51.5225],
  ]),
  ground('Gehölz am Bahndamm', 'wood', [
    [7.464, 51.51775],
    [7.4688, 51.518],
    [7.4689, 51.5184],
    [7.4655, 51.5183],
    [7.464, 51.5181],
  ]),
  ground('Gehölz am Bahndamm', 'wood', [
    [7.47, 51.51795],
    [7.474, 51.5179],
    [7.4796, 51.5176],
    [7.4799, 51.5184],
    [7.476, 51.5181],
    [7.4735, 51.5182],
    [7.4702, 51.5184],
  ]),
  ground('Kleingartenanlage Burgholz', 'garden', [
    [7.4644, 51.52965],
    [7.4687, 51.5298],
    [7.4691, 51.5313],
    [7.4672, 51.5318],
    [7.4646, 51.5314],
  ]),
  ground('Kleingartenanlage Nordwest', 'garden', [
    [7.4619, 51.5295],
    [7.4636, 51.5297],
    [7.4637, 51.5312],
    [7.4614, 51.5311],
  ]),
  ground('Gehölz an der Bornstraße', 'wood', [
    [7.474, 51.52985],
    [7.4772, 51.5297],
    [7.4774, 51.5311],
    [7.4749, 51.5314],
  ]),
  ground('Rückhaltebecken', 'water', [
    [7.4703, 51.5303],
    [7.4711, 51.53],
    [7.4717, 51.5304],
    [7.4717, 51.531],
    [7.4709, 51.5312],
    [7.4703, 51.5309],
  ]),
  ground('Grünzug am Stahlwerk', 'park', [
    [7.4812, 51.5246],
    [7.4838, 51.5241],
    [7.4851, 51.5252],
    [7.4847, 51.5264],
    [7.4811, 51.5262],
  ]),
];

/** Row of a green area. */
export function greenRow(place: GreenArea, key: string): GreenRow {
  return {
    key,
    name: place.name,
    kind: place.kind,
    area_m2: Math.round(Math.abs(area(place.ring))),
    geometry: multiPolygon(place.ring),
  };
}
