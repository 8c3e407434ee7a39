import { layers } from '@quartierblick/gis/layers/index.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { May, Role, Uuid } from '@quartierblick/gis/walks/event.ts';
import { boxAround, packLayers, type Box, type WalkPack } from '@quartierblick/gis/walks/pack.ts';
import type { WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import type { Sql } from '../db.ts';
import { Problem } from '../errors.ts';
import { tileTemplate } from '../layers/catalogue.ts';
import type { FactsCache } from '../layers/facts.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import { layerVersions } from '../layers/versions.ts';

/** Metres around stops and route: who leaves the way for a finding still stands on the map. */
const MARGIN_M = 400;
/** What one needs to find the way and to say where something is. */
const ON_THE_MAP = ['buildings', 'streets', 'green', 'playgrounds', 'crossings', 'stops', 'addresses'];

/** Whose pack is made. */
export interface PackDevice {
  key: Uuid;
  walk: Uuid;
  may: May;
  role: Role;
}

/** Cards that a role is asked; whoever leads sees all of them. */
function cardsFor(plan: WalkPlan, role: Role): WalkPlan {
  const cards = plan.cards.filter(({ roles }) => role === 'lead' || roles.length === 0 || roles.includes(role));
  const asked = new Set(cards.map(({ key }) => key));
  return {
    ...plan,
    cards,
    stops: plan.stops.map((stop) => ({ ...stop, cards: stop.cards.filter((key) => asked.has(key)) })),
  };
}

function boxOf({ stops, route }: WalkPlan): Box {
  return boxAround([...stops.map(({ lon, lat }): [number, number] => [lon, lat]), ...(route?.line ?? [])], MARGIN_M);
}

/** Layers whose tiles are the same for everybody: others differ by who asks, under one address. */
const taken: readonly LayerDefinition[] = layers.filter(
  ({ id, policy }) => ON_THE_MAP.includes(id) && policy.full === 'public',
);

/**
 * What a device takes along on its walk, of the newest plan that was given out.
 * @throws Problem 404 where no plan was given out yet, or it has no stop
 */
export async function packFor(sql: Sql, facts: FactsCache, device: PackDevice): Promise<WalkPack> {
  const [found] = await sql<{ content: WalkPlan }[]>`
    select content from walk_plans where walk_key = ${device.walk}::uuid order by version desc limit 1
  `;
  if (!found || found.content.stops.length === 0) throw noPlan();
  const { key, may, role } = device;
  const plan = cardsFor(found.content, role);
  const box = boxOf(plan);
  const [version, imports] = [await layerVersions(sql), await finishedImports(sql)];
  const attributions: string[] = [];
  for (const layer of taken) {
    const { byImport } = await facts.get(layer, version(layer.id));
    const sources = sourcesOf(layer, byImport, imports);
    attributions.push(...(sources.length > 0 ? sources : [layer.source]).map(({ attribution }) => attribution));
  }
  const listed = taken.map(({ id, tile: { minzoom, maxzoom } }) => {
    return { id, tiles: tileTemplate(id, version(id).version), minzoom, maxzoom };
  });
  return {
    v: 1,
    plan,
    device: { key, may, role },
    box,
    layers: packLayers(listed, box),
    attributions: [...new Set(attributions)],
  };
}

function noPlan(): Problem {
  return new Problem({
    status: 404,
    type: 'walk-not-planned',
    title: { de: 'Dieser Gang ist noch nicht vorbereitet', en: 'This walk is not prepared yet' },
    detail: {
      de: 'Sobald die Leitung ihn freigibt, kann er mitgenommen werden.',
      en: 'It can be taken along as soon as its lead opens it.',
    },
  });
}
