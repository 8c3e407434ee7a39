import type { Point } from './city/plane.ts';
import type { StreetKind } from './city/street.ts';

/**
 * The real skeleton under the invented quarter: names of streets and positions of public places as the City of Dortmund
 * publishes them (open data, dl-de/zero-2-0, 2026-05), longitude and latitude. The Bornstraße follows its real axis;
 * the other streets run about where they do, bent so that blocks close.
 */
interface SkeletonStreet {
  name: string;
  kind: StreetKind;
  /** Between the building lines, metres. */
  width: number;
  line: readonly Point[];
  maxSpeed?: number;
  oneway?: boolean;
}

const main = (name: string, width: number, line: Point[]): SkeletonStreet => ({ name, kind: 'main', width, line });
const collector = (name: string, line: Point[]): SkeletonStreet => ({ name, kind: 'collector', width: 18, line });
const street = (name: string, line: Point[], oneway = false): SkeletonStreet => ({
  name,
  kind: 'residential',
  width: 14,
  line,
  oneway,
});

const BORNSTRASSE: readonly Point[] = [
  [7.469, 51.517],
  [7.4697, 51.5199],
  [7.4702, 51.5213],
  [7.4708, 51.523],
  [7.4707, 51.5247],
  [7.4709, 51.5256],
  [7.4716, 51.527],
  [7.4725, 51.5293],
  [7.4737, 51.5326],
  [7.4753, 51.5372],
];

export const MALLINCKRODTSTRASSE: readonly Point[] = [
  [7.457, 51.5241],
  [7.4605, 51.5244],
  [7.464, 51.5247],
  [7.4672, 51.52508],
  [7.469, 51.5253],
  [7.4709, 51.5256],
  [7.4735, 51.5258],
  [7.4752, 51.5261],
  [7.4785, 51.5266],
  [7.4815, 51.5269],
  [7.485, 51.5271],
];

/** Streets of the view; an end that stops near another street is joined to it. */
export const STREETS: readonly SkeletonStreet[] = [
  main('Bornstraße', 30, [...BORNSTRASSE]),
  main('Mallinckrodtstraße', 25, [...MALLINCKRODTSTRASSE]),
  collector('Münsterstraße', [
    [7.4637, 51.5172],
    [7.4628, 51.52],
    [7.4625, 51.5225],
    [7.462, 51.5246],
    [7.4612, 51.5275],
    [7.4604, 51.531],
  ]),
  collector('Heiligegartenstraße', [
    [7.463, 51.5185],
    [7.466, 51.5188],
    [7.46946, 51.5189],
  ]),
  collector('Weißenburger Straße', [
    [7.46946, 51.5189],
    [7.4725, 51.5186],
    [7.4752, 51.5187],
    [7.478, 51.519],
    [7.4807, 51.5194],
  ]),
  collector('Oesterholzstraße', [
    [7.481, 51.5178],
    [7.4803, 51.5215],
    [7.4805, 51.524],
    [7.48, 51.5268],
    [7.4793, 51.5303],
  ]),
  collector('Burgholzstraße', [
    [7.4609, 51.5289],
    [7.464, 51.5291],
    [7.468, 51.5293],
    [7.4724, 51.5292],
    [7.476, 51.529],
    [7.4796, 51.5287],
    [7.482, 51.5282],
  ]),
  collector('Heroldstraße', [
    [7.4625, 51.5224],
    [7.464, 51.5226],
    [7.4663, 51.5229],
    [7.4681, 51.52295],
    [7.4692, 51.52285],
    [7.4706, 51.5225],
  ]),
  collector('Lauenburger Straße', [
    [7.4706, 51.5225],
    [7.4722, 51.5227],
    [7.4737, 51.5225],
    [7.4757, 51.5226],
    [7.4782, 51.5229],
    [7.4804, 51.523],
  ]),
  street('Kielstraße', [
    [7.4626, 51.5213],
    [7.465, 51.5214],
    [7.4677, 51.5216],
    [7.47038, 51.5217],
  ]),
  street('Kleine Kielstraße', [
    [7.47038, 51.5217],
    [7.4717, 51.5213],
    [7.4725, 51.5212],
    [7.4737, 51.5211],
  ]),
  street('Rolandstraße', [
    [7.46975, 51.5201],
    [7.4712, 51.5199],
    [7.4724, 51.5198],
    [7.4737, 51.51985],
    [7.4752, 51.5201],
  ]),
  street('Brunnenstraße', [
    [7.4722, 51.5186],
    [7.4724, 51.5198],
    [7.47245, 51.5212],
    [7.4723, 51.5226],
    [7.4725, 51.524],
    [7.4724, 51.5249],
  ]),
  street('Missundestraße', [
    [7.47076, 51.5237],
    [7.4725, 51.5238],
    [7.4737, 51.5242],
    [7.4752, 51.5242],
    [7.478, 51.5238],
    [7.4804, 51.5236],
  ]),
  street('Borsigstraße', [
    [7.4707, 51.5247],
    [7.4724, 51.5249],
    [7.4737, 51.52485],
    [7.4753, 51.5249],
    [7.478, 51.5246],
    [7.4804, 51.5244],
    [7.483, 51.5238],
  ]),
  street(
    'Holsteiner Straße',
    [
      [7.4736, 51.5186],
      [7.4737, 51.5199],
      [7.4736, 51.5212],
      [7.4737, 51.5226],
      [7.4735, 51.5242],
      [7.4733, 51.5249],
      [7.473, 51.5258],
    ],
    true,
  ),
  street('Flensburger Straße', [
    [7.4751, 51.5187],
    [7.4752, 51.5201],
    [7.4751, 51.5213],
    [7.4754, 51.5226],
    [7.4752, 51.5242],
    [7.4753, 51.5249],
    [7.4752, 51.5261],
  ]),
  street('Gronaustraße', [
    [7.4751, 51.5212],
    [7.4775, 51.521],
    [7.4803, 51.5212],
  ]),
  street('Wambeler Straße', [
    [7.4777, 51.519],
    [7.4778, 51.521],
    [7.4779, 51.5229],
    [7.4776, 51.5239],
    [7.4778, 51.5247],
    [7.4777, 51.5265],
  ]),
  street('Nordstraße', [
    [7.4661, 51.5188],
    [7.4663, 51.5203],
    [7.4664, 51.5215],
    [7.4663, 51.5229],
  ]),
  street(
    'Zimmerstraße',
    [
      [7.4628, 51.5201],
      [7.4645, 51.5203],
      [7.4664, 51.5204],
      [7.468, 51.5206],
    ],
    true,
  ),
  street('Kapellenstraße', [
    [7.4677, 51.5189],
    [7.4679, 51.52],
    [7.468, 51.5216],
  ]),
  street('Lambachstraße', [
    [7.4651, 51.52275],
    [7.4652, 51.5238],
    [7.4651, 51.5248],
  ]),
  street(
    'Haydnstraße',
    [
      [7.4666, 51.5229],
      [7.46655, 51.524],
      [7.4668, 51.525],
    ],
    true,
  ),
  street('Düppelstraße', [
    [7.4681, 51.52295],
    [7.468, 51.524],
    [7.4682, 51.5252],
  ]),
  street('Alsenstraße', [
    [7.468, 51.524],
    [7.4693, 51.52415],
    [7.47074, 51.524],
  ]),
  street('Clausthaler Straße', [
    [7.4651, 51.5248],
    [7.4652, 51.5258],
    [7.4653, 51.527],
    [7.465, 51.5291],
  ]),
  street(
    'Lortzingstraße',
    [
      [7.4669, 51.52505],
      [7.46685, 51.5262],
      [7.467, 51.5272],
      [7.4672, 51.52926],
    ],
    true,
  ),
  street('Stollenstraße', [
    [7.4653, 51.527],
    [7.467, 51.5272],
    [7.4695, 51.52752],
    [7.4705, 51.52752],
    [7.47184, 51.5276],
  ]),
  street('Schleswiger Straße', [
    [7.4689, 51.5253],
    [7.469, 51.5263],
    [7.4687, 51.5274],
    [7.4691, 51.52929],
  ]),
  street('Hirtenstraße', [
    [7.4718, 51.5275],
    [7.4735, 51.5275],
    [7.4765, 51.5278],
    [7.4798, 51.5277],
  ]),
  street('Dreherstraße', [
    [7.4752, 51.5261],
    [7.4755, 51.5277],
    [7.4758, 51.529],
  ]),
];

/** Railways south of the quarter. */
export const RAILWAYS: readonly (readonly Point[])[] = [
  [
    [7.456, 51.5168],
    [7.462, 51.5173],
    [7.468, 51.51765],
    [7.474, 51.5176],
    [7.48, 51.5172],
    [7.486, 51.5168],
  ],
  [
    [7.456, 51.51672],
    [7.462, 51.51722],
    [7.468, 51.51757],
    [7.474, 51.51752],
    [7.48, 51.51712],
    [7.486, 51.51672],
  ],
];
