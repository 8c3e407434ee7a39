import { CRITERIA } from '@quartierblick/gis/ranking/criteria.ts';
import type { RawValue } from '@quartierblick/gis/ranking/criterion.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import type { Sql } from '../../db.ts';
import type { WalkNetwork } from '../../network/service.ts';
import type { Around } from '../../network/worker-messages.ts';

/** Criteria that are measured on foot where the network exists. */
export const FOOT_CRITERIA = ['children-nearby', 'playground-distance', 'care-distance'] as const;
type FootCriterion = (typeof FOOT_CRITERIA)[number];

/**
 * Ways on foot of all cases, or why straight lines are taken. All cases are measured in one way: a list in which some values are
 * longer because they follow streets would rank the way of measuring, not the houses.
 */
export interface OnFoot {
  /** By case; null: straight lines for all. */
  values: Record<FootCriterion, ReadonlyMap<string, RawValue>> | null;
  /** Cases that no way leads to within 250 m. */
  apart: number;
}

/** For whoever has no network. */
const STRAIGHT: OnFoot = { values: null, apart: 0 };

function valueOf(id: FootCriterion, around: NonNullable<Around>): RawValue {
  if (id === 'playground-distance') return around.playground;
  if (id === 'care-distance') return around.care;
  const { children } = around;
  if (!children) return null;
  return children.least === children.most ? children.least : [children.least, children.most];
}

/**
 * Measures the ways on foot of all cases, from a point inside the house. Not to be called in a transaction: the network is read
 * by another thread, for which the embedded database is busy until it ends.
 */
export async function readOnFoot(sql: Sql, network: WalkNetwork): Promise<OnFoot> {
  const cases = await sql<{ key: string; x: number; y: number }[]>`
    select p.key, st_x(o.place) as x, st_y(o.place) as y
    from properties p cross join lateral (select st_pointonsurface(p.geom) as place) o
    where exists (select 1 from streets) order by p.key collate "C"
  `;
  if (cases.length === 0) return STRAIGHT;
  const answer = await network.around(cases.map(({ x, y }) => [x, y]));
  if (!answer.network) return STRAIGHT;
  const found = cases.flatMap(({ key }, i) => {
    const around = answer.around[i];
    return around ? [{ key, around }] : [];
  });
  const apart = cases.length - found.length;
  if (apart > 0) return { values: null, apart };
  const column = (id: FootCriterion) => new Map(found.map(({ key, around }) => [key, valueOf(id, around)]));
  return {
    values: {
      'children-nearby': column('children-nearby'),
      'playground-distance': column('playground-distance'),
      'care-distance': column('care-distance'),
    },
    apart,
  };
}

/** As the preset for a small child with an adult walks. */
const WALK: Text = {
  de: 'zu Fuß auf dem Wegenetz, Hauptstraßen nur an Ampel, Zebra, Insel',
  en: 'on foot by the network, main roads only at signals, zebra, island',
};

const FOOT: Record<FootCriterion, Text> = {
  'children-nearby': {
    de: `${WALK.de}; Kinder nach Geschossfläche modelliert`,
    en: `${WALK.en}; children modelled by floor area`,
  },
  'playground-distance': {
    de: `${WALK.de}; bis zum Zugang, höchstens 5.000 m`,
    en: `${WALK.en}; to the gate, 5,000 m at most`,
  },
  'care-distance': {
    de: `${WALK.de}; höchstens 5.000 m`,
    en: `${WALK.en}; 5,000 m at most`,
  },
};

const CROW: Record<FootCriterion, Text> = {
  'children-nearby': {
    de: 'Luftlinie, Zellen mit Mitte im Umkreis',
    en: 'straight line, cells with their middle in reach',
  },
  'playground-distance': { de: 'Luftlinie', en: 'straight line' },
  'care-distance': { de: 'Luftlinie', en: 'straight line' },
};

/** Source of a criterion with the way in which it is measured, and why. */
export function wayWords(id: FootCriterion, { values, apart }: OnFoot): Text {
  const source = CRITERIA.find((one) => one.id === id)?.source ?? { de: '', en: '' };
  const way = (values ? FOOT : CROW)[id];
  const why: Text =
    apart > 0
      ? {
          de: ` (für alle, weil ${apart} Fälle keinen bekannten Weg im Umkreis von 250 m haben)`,
          en: ` (for all, because ${apart} cases have no known way within 250 m)`,
        }
      : { de: '', en: '' };
  return { de: `${source.de}; ${way.de}${why.de}`, en: `${source.en}; ${way.en}${why.en}` };
}
