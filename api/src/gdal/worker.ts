import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { argumentsOf } from './arguments.ts';
import type { Conversion, GdalAnswer, GdalInspection, GdalOrder } from './messages.ts';

/**
 * The process in which GDAL (WebAssembly) reads and writes files. It sees two folders only: that of the file it reads and
 * that it writes to. It carries out one order, answers and ends; whatever happens in it happens to nobody else.
 */

interface Dataset {
  pointer: number;
}
interface Gdal {
  open(file: string, options: string[]): Promise<{ datasets: Dataset[] }>;
  close(dataset: Dataset): Promise<void>;
  ogrinfo(dataset: Dataset, options: string[]): Promise<unknown>;
  ogr2ogr(dataset: Dataset, options: string[], name: string): Promise<{ all: { real: string }[] }>;
}
interface Settings {
  limitBytes: number;
}

/** Lines kept of what GDAL says. */
const LOG_LINES = 40;
const log: string[] = [];
const note = (line: string) => {
  if (log.length < LOG_LINES) log.push(String(line).slice(0, 300));
};

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
new Worker(new URL('./watchdog.ts', import.meta.url), {
  workerData: { limitBytes: settings.limitBytes, parent: process.ppid },
}).unref();

/** What GDAL rejects with: an error of its own shape, or a list of them. */
function messageOf(error: unknown): string {
  const one: unknown = Array.isArray(error) ? error[0] : error;
  if (one instanceof Error) return one.message;
  const message = (one as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' && message !== '' ? message : 'GDAL gave no reason';
}

async function start(dest?: string, config: Record<string, string> = {}): Promise<Gdal> {
  const require = createRequire(import.meta.url);
  const main = require.resolve('gdal3.js/node.js');
  const init = require(main) as (config: object) => Promise<Gdal>;
  // Its loader puts `./` before the path of its data.
  const path = relative(process.cwd(), join(dirname(main), 'dist/package'));
  return init({
    path,
    useWorker: false,
    ...(dest === undefined ? {} : { dest }),
    env: {
      // A virtual file names other files; nothing but the file at hand is to be read.
      GDAL_SKIP: 'VRT',
      OGR_SKIP: 'OGR_VRT',
      OGR_GEOJSON_MAX_OBJ_SIZE: '0',
      // Guessing takes the zeros off keys; which columns hold numbers is for us to say.
      GML_FIELDTYPES: 'ALWAYS_STRING',
      // Its way of columns takes an empty point in time of a GeoPackage's table for a number, and refuses the file.
      OGR2OGR_USE_ARROW_API: 'NO',
      CPL_LOG_ERRORS: 'OFF',
      ...config,
    },
    logHandler: note,
    errorHandler: note,
  });
}

const openOptions = (options: Record<string, string> = {}) =>
  Object.entries(options).map(([name, value]) => `${name}=${value}`);

async function opened(gdal: Gdal, input: string, options?: Record<string, string>): Promise<Dataset> {
  const { datasets } = await gdal.open(input, openOptions(options));
  const [dataset] = datasets;
  if (!dataset) throw new Error('no data set');
  return dataset;
}

interface RawLayer {
  name?: string;
  featureCount?: number;
  geometryFields?: {
    type?: string;
    coordinateSystem?: { wkt?: string; projjson?: { id?: { authority?: string; code?: number | string } } };
  }[];
  fields?: { name?: string; type?: string }[];
}

/** EPSG number that stands at the end of a WKT, where it names the whole system. */
function sridOf(wkt: string | null, id: { authority?: string; code?: number | string } | undefined): number | null {
  if (id?.authority === 'EPSG' && Number.isInteger(Number(id.code))) return Number(id.code);
  const found = wkt === null ? undefined : /(?:AUTHORITY|ID)\["EPSG",\s*"?(\d+)"?\]\s*\]\s*$/.exec(wkt)?.[1];
  return found === undefined ? null : Number(found);
}

async function inspect(gdal: Gdal, order: GdalOrder & { what: 'inspect' }): Promise<GdalInspection> {
  const dataset = await opened(gdal, order.input, order.openOptions);
  const info = (await gdal.ogrinfo(dataset, [])) as { driverShortName?: string; layers?: RawLayer[] };
  const layers = (info.layers ?? []).map(({ name, featureCount, geometryFields, fields }) => {
    const [geometry] = geometryFields ?? [];
    const wkt = geometry?.coordinateSystem?.wkt ?? null;
    return {
      name: name ?? '',
      features: featureCount === undefined || featureCount < 0 ? null : featureCount,
      geometry: geometry?.type ?? 'None',
      fields: (fields ?? []).map((field) => ({ name: field.name ?? '', type: field.type ?? 'String' })),
      wkt,
      srid: sridOf(wkt, geometry?.coordinateSystem?.projjson?.id),
    };
  });
  await gdal.close(dataset);
  return { driver: info.driverShortName ?? '', layers };
}

/** Files in the output folder that the conversions wrote. */
function writtenBy({ folder, conversions }: GdalOrder & { what: 'convert' }): string[] {
  const stems = new Set(conversions.map(({ name }) => name));
  const files = readdirSync(folder).filter((file) => stems.has(file.split('.', 1)[0] as string));
  return files.map((file) => join(folder, file));
}

async function convert(gdal: Gdal, order: GdalOrder & { what: 'convert' }): Promise<string[]> {
  const datasets = new Map<string, Dataset>();
  try {
    for (const conversion of order.conversions) {
      const key = JSON.stringify([conversion.input, conversion.openOptions]);
      const dataset = datasets.get(key) ?? (await opened(gdal, conversion.input, conversion.openOptions));
      datasets.set(key, dataset);
      await translate(gdal, dataset, conversion, order.folder);
    }
    for (const dataset of datasets.values()) await gdal.close(dataset);
    return writtenBy(order);
  } catch (error) {
    // Half a file looks like a whole one.
    for (const file of writtenBy(order)) rmSync(file, { force: true });
    throw error;
  }
}

/** Extensions that GDAL gives to what it writes, where the usual one is another. */
const USUAL: Record<string, string> = { json: 'geojson', geojsonl: 'geojsonl' };

async function translate(gdal: Gdal, dataset: Dataset, conversion: Conversion, folder: string): Promise<void> {
  const before = log.length;
  await gdal.ogr2ogr(dataset, argumentsOf(conversion), conversion.name);
  const written = readdirSync(folder).filter((file) => file.split('.', 1)[0] === conversion.name);
  if (written.length === 0) throw new Error(log.slice(before).join(' ') || 'nothing was written');
  for (const [own, usual] of Object.entries(USUAL)) {
    const from = join(folder, `${conversion.name}.${own}`);
    if (own !== usual && existsSync(from)) renameSync(from, join(folder, `${conversion.name}.${usual}`));
  }
}

async function carryOut(order: GdalOrder): Promise<GdalAnswer> {
  try {
    const gdal = await (order.what === 'convert' ? start(order.folder, order.config) : start());
    return order.what === 'inspect'
      ? { type: 'inspected', inspection: await inspect(gdal, order), log }
      : { type: 'converted', files: await convert(gdal, order), log };
  } catch (error) {
    return { type: 'failed', message: messageOf(error), log };
  }
}

process.once('message', (order: GdalOrder) => {
  void carryOut(order).then((answer) => process.send?.(answer, () => process.exit(0)));
});
process.once('disconnect', () => process.exit(1));
