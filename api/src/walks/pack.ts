import { layers } from '@quartierblick/gis/layers/index.ts';
import type { LayerDefinition } from '@quartierblick/gis/layers/define.ts';
import type { Role } from '@quartierblick/gis/walks/event.ts';
import { boxAround, packLayers, type Box, type PackMeasure, type WalkPack } from '@quartierblick/gis/walks/pack.ts';
import type { WalkPlan } from '@quartierblick/gis/walks/plan.ts';
import type { Database, Sql } from '../db.ts';
import { Problem } from '../errors.ts';
import { tileTemplate } from '../layers/catalogue.ts';
import type { FactsCache } from '../layers/facts.ts';
import { finishedImports, sourcesOf } from '../layers/provenance.ts';
import { layerVersions } from '../layers/versions.ts';
import type { Device } from './device.ts';
import { currentPlan } from './plan.ts';

/** Metres around stops and route: who leaves the way for a finding still stands on the map. */
const MARGIN_M = 400;
/** A list to be walked, not the whole city's. */
const MOST_MEASURES = 60;
/** What one needs to find the way and to say where something is. */
const ON_THE_MAP = ['buildings', 'streets', 'green', 'playgrounds', 'crossings', 'stops', 'addresses'];

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
 * What a device takes along on its walk, as it is planned now.
 * @throws Problem 404 where no stop is planned yet
 */
export async function packFor(db: Database, facts: FactsCache, device: Device): Promise<WalkPack> {
  const { sql } = db;
  const { key, may, role } = device;
  const plan = cardsFor(await currentPlan(db, device.walk), role);
  if (plan.stops.length === 0) throw noPlan();
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
    measures: may === 'edit' ? await openMeasures(sql, box) : [],
  };
}

type MeasureRow = Omit<PackMeasure, 'before'> & {
  evidence: string | null;
  found: { walk: string; sha256: string } | null;
};

/** Address of the photo from before: the evidence where somebody gave one, else what was photographed when it was found. */
function beforeOf(measure: string, evidence: string | null, found: MeasureRow['found']): string | null {
  if (evidence !== null) return `/api/measures/${measure}/evidence/${evidence}?size=full`;
  return found && `/api/walks/${found.walk}/blobs/${found.sha256}?size=full`;
}

/**
 * Open measures within a box, those that are due first before the others. Of a finding that was removed, or of which somebody decided
 * that nothing is made of it, no photo is told; nor of one whose bytes have not arrived.
 */
async function openMeasures(sql: Sql, [west, south, east, north]: Box): Promise<PackMeasure[]> {
  const rows = await sql<MeasureRow[]>`
    select m.key::text, m.number, m.title, m.theme, st_x(at.geom) as lon, st_y(at.geom) as lat,
      (select e.key::text from measure_evidence e where e.measure_key = m.key and e.moment = 'before'
        order by e.taken_on desc nulls last, e.changed_at desc limit 1) as evidence,
      (select jsonb_build_object('walk', f.walk_key, 'sha256', b.sha256)
        from measure_findings mf join walk_findings f on f.key = mf.finding_key
          left join walk_reviews r on r.key = f.key
          cross join unnest(f.photos) with ordinality as photo (sha256, position)
          join walk_blobs b on b.walk_key = f.walk_key and b.sha256 = photo.sha256 and b.kind = 'photo'
        where mf.measure_key = m.key and not f.removed and r.decision is distinct from 'no-action'
        order by f.found_at, f.key, photo.position limit 1) as found
    from measures m cross join lateral (select st_transform(m.place, 4326) as geom) at
    where m.state not in ('done', 'rejected')
      and m.place && st_transform(st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326), 25832)
    order by m.due nulls last, m.number limit ${MOST_MEASURES}
  `;
  return rows.map(({ evidence, found, ...measure }) => ({
    ...measure,
    before: beforeOf(measure.key, evidence, found),
  }));
}

function noPlan(): Problem {
  return new Problem({
    status: 404,
    type: 'walk-not-planned',
    title: { de: 'Dieser Gang ist noch nicht vorbereitet', en: 'This walk is not prepared yet' },
    detail: {
      de: 'Sobald er Halte hat, kann er mitgenommen werden.',
      en: 'It can be taken along as soon as it has stops.',
    },
  });
}
