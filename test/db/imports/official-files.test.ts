import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { DORTMUND, hasSharedData, sharedFile } from '@quartierblick/gis/read/test-import.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { assistantOf } from '../../support/assistant.ts';
import { describeOnDatabase } from '../../support/databases.ts';

interface Official {
  files: string[];
  target: string;
  imported: number;
  /** Why records were left out, and how many; none unless said. */
  skipped?: Record<string, number>;
  repaired?: Record<string, number>;
  /** What is chosen beside the target, where the file is not recognised. */
  choice?: { crs: string; mapping: Record<string, string> };
  /** A row as it must be stored. */
  row: Record<string, unknown>;
}

const FILES: Record<string, Official> = {
  'Dortmund’s statistical units: Latin-1, invalid polygons': {
    files: ['dortmund/Statist_UnterbezirkePolygon.geojson'],
    target: 'statistical-units',
    imported: 170,
    repaired: { 'repeated-vertices': 109, 'self-intersection': 60 },
    row: { key: '710', name: 'Bövinghausen' },
  },
  'Köln’s shapefile, whose eastings bear two million metres': {
    files: ['shp', 'shx', 'dbf', 'prj'].map((part) => `municipal/sanierungsgebiete.${part}`),
    target: 'green',
    imported: 4,
    // Its field ID is 0 in every record, so it cannot tell them apart.
    choice: { crs: 'EPSG:25832;east=2000000', mapping: { key: 'Arbeitstit', name: 'Arbeitstit' } },
    row: { name: 'Sanierung Bocklemünd/Mengenich' },
  },
  'a CityGML tile of NRW': {
    files: ['buildings/LoD2_32_280_5657_1_NW.gml'],
    target: 'buildings',
    imported: 83,
    repaired: { 'self-intersection': 17 },
    row: {},
  },
  'an extract of OpenStreetMap': {
    files: ['osm/aplerbeck.osm.pbf'],
    target: 'streets',
    imported: 203,
    // What bears a tag of streets but is no line, and values of highway that the layer does not know.
    skipped: { 'not-applicable': 18, 'wrong-geometry-type': 493 },
    row: {},
  },
  'Münster’s playgrounds': {
    files: ['municipal/spielplaetze.geojson'],
    target: 'playgrounds',
    imported: 332,
    row: { name: 'Mühlenstraße', area_m2: 3040 },
  },
  'Hamburg’s buildings': {
    files: ['buildings/hamburg_ogcapi_gebaeude_bauwerk.geojson'],
    target: 'buildings',
    imported: 3,
    row: {},
  },
};

describeOnDatabase('embedded', 'official files through the assistant', (context) => {
  const assistant = assistantOf(context);
  afterAll(() => assistant.close());

  describe.skipIf(!hasSharedData)('into an empty project (skipped: no shared data)', () => {
    it.each(Object.entries(FILES))('%s', async (_name, { files, target, choice, imported, row, ...counts }) => {
      const seen = await assistant.inspected(files.map((name) => [basename(name), readFileSync(sharedFile(name))]));
      const [layer] = seen.layers;
      expect(seen).toMatchObject({ state: 'ready', problem: null, warnings: [] });
      if (!choice) expect(layer?.claims.map((claim) => claim.target)).toContain(target);
      // An extract tells its place only when it is read whole.
      await assistant.moveTo(layer?.crs[0]?.bounds ?? DORTMUND);

      const report = await assistant.imported(seen, { layer: layer?.id, target, ...choice });
      const { skipped = {}, repaired = {} } = counts;
      const left = Object.values(skipped).reduce((sum, n) => sum + n, 0);
      expect({ skipped: report.skipped, repaired: report.repaired }).toEqual({ skipped, repaired });
      expect(report).toMatchObject({ state: 'done', problem: null, layer: target, updated: 0, unchanged: 0 });
      expect(report).toMatchObject({ imported, read: imported + left });

      const table = layerById(target)?.dataset.table ?? '';
      const { sql } = context().db;
      const stored = await sql<{ row: Record<string, unknown> }[]>`
        select to_jsonb(t) || jsonb_build_object('valid', st_isvalid(geom), 'srid', st_srid(geom)) as row
        from ${sql(table)} t
      `;
      const rows = stored.map((one) => one.row);
      expect(rows).toHaveLength(imported);
      expect(rows.filter(({ valid, srid }) => valid !== true || srid !== 25832)).toEqual([]);
      const names = Object.keys(row);
      // Only what is named: hundreds of outlines in a message help nobody.
      expect(rows.map((one) => Object.fromEntries(names.map((name) => [name, one[name]])))).toContainEqual(row);

      await assistant.undone(report);
      expect(await sql`select key from ${sql(table)}`).toEqual([]);
    });
  });
});
