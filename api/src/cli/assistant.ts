import { openAsBlob, readdirSync, openSync, readSync, closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { basename, dirname, extname, join } from 'node:path';
import { coordinateColumns } from '@quartierblick/gis/read/delimited-features.ts';
import { headerOf } from '@quartierblick/gis/read/delimited.ts';
import type { ImportProgress, ImportReport } from '../imports/report.ts';
import { binaryFormat } from '../inspections/formats.ts';
import type { Inspection } from '../inspections/inspections.ts';
import type { InspectedLayer } from '../inspections/types.ts';
import type { Recipe } from '../recipes/recipes.ts';
import type { Choice } from './orders.ts';
import { Refused } from './way.ts';
import type { Way } from './way.ts';
import { say } from './words.ts';
import type { Language } from './words.ts';

/** How often it is asked whether the file has been read. */
const ASK_MS = 200;
/** Texts that only the assistant reads. */
const ASSISTED = new Set(['.shp', '.kml', '.dxf', '.geojsonl', '.geojsons', '.tab', '.mif', '.dbf']);

/** How much of a file is looked at. */
const HEAD_BYTES = 64 * 1024;
/** The beginning of a geometry in a cell, as well-known text or as binary in hexadecimal digits. */
const GEOMETRY =
  /(?:^|[\s;,|"])(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:ZM|Z|M)?\s*\(|(?:\\x)?0[01][0-9a-f]{40})/im;

/** Whether a text is a table whose places are geometries: without columns of coordinates, nothing else can read it. */
const holdsGeometries = (text: string): boolean => coordinateColumns(headerOf(text)) === null && GEOMETRY.test(text);

/** Whether a file, or what is wanted of it, needs the assistant: plain files are read without a look beforehand. */
export function needsAssistant(file: string, choice: Choice): boolean {
  const { layerName, crs, recipe, headerRow } = choice;
  if (layerName !== undefined || crs !== undefined || recipe !== undefined || headerRow !== undefined) return true;
  if (ASSISTED.has(extname(file).toLowerCase())) return true;
  const buffer = Buffer.alloc(HEAD_BYTES);
  const handle = openSync(file, 'r');
  try {
    const head = buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
    const format = binaryFormat(head);
    if (format !== null) return format !== 'osm-pbf';
    return /\.(?:csv|tsv|txt)$/i.test(file) && holdsGeometries(head.toString('latin1'));
  } finally {
    closeSync(handle);
  }
}

/** A file with those that belong to it: the parts of a shapefile or of MapInfo bear the same name. */
function partsOf(file: string): string[] {
  if (!/\.(?:shp|tab|mif)$/i.test(file)) return [file];
  const stem = basename(file, extname(file)).toLowerCase();
  return readdirSync(dirname(file))
    .filter(
      (name) =>
        /\.(?:shp|shx|dbf|prj|cpg|tab|dat|map|id|ind|mif|mid)$/i.test(name) &&
        basename(name, extname(name)).toLowerCase() === stem,
    )
    .map((name) => join(dirname(file), name));
}

/** Looks at a file, without importing anything. @throws Refused with the reason where it cannot be read */
export async function inspectFile(way: Way, file: string, language: Language): Promise<Inspection> {
  const form = new FormData();
  for (const part of partsOf(file)) form.append('file', await openAsBlob(part), basename(part));
  const json = async (response: Promise<Response>) => (await (await response).json()) as Inspection;
  let inspection = await json(way.ask('/inspections', { method: 'POST', body: form }));
  while (inspection.state === 'running') {
    await pause(ASK_MS);
    inspection = await json(way.ask(`/inspections/${inspection.id}`));
  }
  if (inspection.problem) {
    await discard(way, inspection);
    throw new Refused(inspection.problem.type, inspection.problem.detail[language]);
  }
  return inspection;
}

/** Removes the copies of a file that was looked at. */
export async function discard(way: Way, { id }: Inspection): Promise<void> {
  await way.ask(`/inspections/${id}`, { method: 'DELETE' }).catch(() => undefined);
}

function layerOf({ layers }: Inspection, wanted: string | undefined, language: Language): InspectedLayer {
  const names = layers.map(({ name }) => name).join(', ');
  const found = wanted === undefined ? undefined : layers.find(({ name }) => name === wanted);
  if (found) return found;
  if (wanted !== undefined) throw new Refused('unknown-file-layer', say(language, 'no-such-layer', wanted, names));
  const claimed = layers.filter(({ claims }) => claims.length > 0);
  const [only] = layers.length === 1 ? layers : claimed;
  if (only && (layers.length === 1 || claimed.length === 1)) return only;
  throw new Refused('several-layers', say(language, 'several-layers', names));
}

/** Imports a layer of a file by way of the assistant. @throws Refused with the reason in one line */
export async function importAssisted(
  way: Way,
  file: string,
  choice: Choice,
  language: Language,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const inspection = await inspectFile(way, file, language);
  try {
    const layer = layerOf(inspection, choice.layerName, language);
    const all = choice.recipe === undefined ? [] : ((await (await way.ask('/import-recipes')).json()) as Recipe[]);
    const recipe = all.find(({ id, name }) => id === choice.recipe || name === choice.recipe);
    if (choice.recipe !== undefined && !recipe)
      throw new Refused('unknown-recipe', say(language, 'no-recipe', choice.recipe));
    const targets = new Set(layer.claims.map(({ target }) => target));
    const target = choice.as ?? recipe?.target ?? (targets.size === 1 ? [...targets][0] : undefined);
    if (target === undefined) throw new Refused('target-missing', say(language, 'which-target'));
    const table = { ...recipe?.table, ...(choice.headerRow === undefined ? {} : { headerRow: choice.headerRow - 1 }) };
    const crs = choice.crs ?? recipe?.crs;
    const order = {
      layer: layer.id,
      target,
      mapping: { ...recipe?.mapping, ...choice.mapping },
      values: recipe?.values ?? {},
      table,
      ...(crs ? { crs } : {}),
      ...(recipe ? { recipe: recipe.id } : {}),
      ...(choice.year === undefined ? {} : { year: choice.year }),
      ...(choice.asOf === undefined ? {} : { asOf: choice.asOf }),
    };
    const answer = await way.ask(`/inspections/${inspection.id}/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    const { id } = (await answer.json()) as ImportReport;
    return await way.follow(id, onProgress);
  } finally {
    await discard(way, inspection);
  }
}

/** What a file holds, for people. */
export function inspectionText(inspection: Inspection, language: Language): string {
  const n = new Intl.NumberFormat(language);
  const lines = [
    say(language, 'file-format', inspection.fileNames.join(', '), inspection.format?.title[language] ?? '?'),
  ];
  for (const layer of inspection.layers) {
    const kinds = Object.entries(layer.geometries).filter(([, count]) => count > 0);
    const shapes = kinds.map(([kind, count]) => `${kind} ${n.format(count)}`).join(', ');
    lines.push(say(language, 'file-layer', layer.name, n.format(layer.features), shapes));
    const [crs] = layer.crs;
    if (crs) lines.push(say(language, 'file-crs', crs.label[language], crs.reason[language]));
    if (layer.claims.length > 0) {
      lines.push(
        say(
          language,
          'file-claims',
          layer.claims.map(({ title, target }) => `${title[language]} → ${target}`).join('; '),
        ),
      );
    }
    lines.push(say(language, 'file-fields', layer.fields.map(({ name }) => name).join(', ')));
  }
  for (const warning of inspection.warnings) lines.push(`  ! ${warning[language]}`);
  return lines.join('\n');
}
