import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { xlsOfPlaygrounds } from '@quartierblick/gis/read/test-xls.ts';
import { layerById } from '@quartierblick/gis/layers/index.ts';
import { gdalConvert } from '@quartierblick/api/gdal/process';
import type { Conversion } from '@quartierblick/api/gdal/messages';
import type { InspectedLayer } from '@quartierblick/api/inspections/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assistantOf } from '../../support/assistant.ts';
import type { NamedFile } from '../../support/assistant.ts';
import { describeOnDatabase } from '../../support/databases.ts';

/** East and north of a place in Dortmund, EPSG:25832, metres. */
const [E, N] = [394_000, 5_709_000] as const;
const text = (name: string, content: string, encoding: BufferEncoding = 'utf8'): NamedFile => [
  name,
  Buffer.from(content, encoding),
];

/** Two areas, one with a hole, as GDAL is given them to write. */
const AREAS = {
  type: 'FeatureCollection',
  crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::25832' } },
  features: [
    {
      type: 'Feature',
      properties: { name: 'Grüner Weg', nr: '001' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [E, N],
            [E + 100, N],
            [E + 100, N + 100],
            [E, N + 100],
            [E, N],
          ],
          [
            [E + 20, N + 20],
            [E + 20, N + 40],
            [E + 40, N + 40],
            [E + 40, N + 20],
            [E + 20, N + 20],
          ],
        ],
      },
    },
    {
      type: 'Feature',
      properties: { name: 'Süd', nr: '002' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [E + 200, N],
            [E + 300, N],
            [E + 300, N + 100],
            [E + 200, N],
          ],
        ],
      },
    },
  ],
};

type Pair = [code: number, value: string | number];
const dxfText = (pairs: Pair[]) => pairs.map(([code, value]) => `${code}\n${value}\n`).join('');
const section = (name: string, pairs: Pair[]): Pair[] => [[0, 'SECTION'], [2, name], ...pairs, [0, 'ENDSEC']];
const polyline = (layer: string, closed: boolean, points: [number, number][]): Pair[] => [
  [0, 'LWPOLYLINE'],
  [8, layer],
  [90, points.length],
  [70, closed ? 1 : 0],
  ...points.flatMap(([x, y]): Pair[] => [
    [10, x],
    [20, y],
  ]),
];

/** A drawing as CAD writes it: Windows-1252, no coordinate system, a tree as an inserted block. */
const DRAWING = dxfText([
  ...section('HEADER', [
    [9, '$ACADVER'],
    [1, 'AC1015'],
    [9, '$DWGCODEPAGE'],
    [3, 'ANSI_1252'],
  ]),
  ...section('BLOCKS', [
    [0, 'BLOCK'],
    [8, '0'],
    [2, 'BAUM'],
    [70, 0],
    [10, 0],
    [20, 0],
    [3, 'BAUM'],
    [0, 'CIRCLE'],
    [8, '0'],
    [10, 0],
    [20, 0],
    [40, 2],
    [0, 'ENDBLK'],
    [8, '0'],
  ]),
  ...section('ENTITIES', [
    ...polyline('GRÜNFLÄCHE', true, [
      [E, N],
      [E + 100, N],
      [E + 100, N + 100],
      [E, N + 100],
    ]),
    ...polyline('WEG', false, [
      [E, N],
      [E + 50, N + 50],
    ]),
    [0, 'INSERT'],
    [8, 'BÄUME'],
    [2, 'BAUM'],
    [10, E + 10],
    [20, N + 10],
    [0, 'POINT'],
    [8, 'PUNKT'],
    [10, E + 20],
    [20, N + 20],
    [0, 'TEXT'],
    [8, 'SCHRIFT'],
    [10, E + 30],
    [20, N + 30],
    [40, 2],
    [1, 'Spielplatz Süd'],
  ]),
  [0, 'EOF'],
]);

const MIF = `Version 300\nCharset "WindowsLatin1"\nDelimiter ","\nCoordSys Earth Projection 8, 115, "m", 9, 0, 0.9996, 500000, 0\nColumns 1\n  Name Char(20)\nData\n\nPoint ${E} ${N}\n`;

const KML = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Stadt</name>
<Folder><name>Spielplätze</name><Placemark id="a"><name>Hof &amp; Garten</name><ExtendedData><Data name="Zustand"><value>gut</value></Data><Data name="Nr"><value>007</value></Data><Data name="Geräte"><value>4</value></Data></ExtendedData><Point><coordinates>7.47,51.51,0</coordinates></Point></Placemark></Folder>
<Folder><name>Grün</name><Placemark><name>Park</name><ExtendedData><SchemaData><SimpleData name="Art">Wiese</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>7.47,51.51 7.48,51.51 7.48,51.52 7.47,51.51</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>7.477,51.512 7.478,51.512 7.478,51.513 7.477,51.512</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark></Folder>
</Document></kml>`;
const SIGNPOST =
  '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>layers/a.kml</href></Link></NetworkLink></Document></kml>';

const gml = (...geometries: string[]) =>
  `<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:x="http://x.test/x">${geometries
    .map(
      (geometry, i) =>
        `<gml:featureMember><x:Flaeche gml:id="f${i}"><x:nummer>00${i}</x:nummer><x:hoehe>1${i}.5</x:hoehe><x:name>Fläche ${i}</x:name><x:geom>${geometry}</x:geom></x:Flaeche></gml:featureMember>`,
    )
    .join('')}</gml:FeatureCollection>`;
const ring = (segments: string) =>
  `<gml:Ring><gml:curveMember><gml:Curve><gml:segments>${segments}</gml:segments></gml:Curve></gml:curveMember></gml:Ring>`;
/** A square of 20 m whose upper side bulges by a half circle of radius 10, with a round hole of radius 1. */
const ARCS = `<gml:Surface srsName="urn:ogc:def:crs:EPSG::25832"><gml:patches><gml:PolygonPatch><gml:exterior>${ring(
  `<gml:LineStringSegment><gml:posList>${E} ${N + 20} ${E} ${N} ${E + 20} ${N} ${E + 20} ${N + 20}</gml:posList></gml:LineStringSegment><gml:Arc><gml:posList>${E + 20} ${N + 20} ${E + 10} ${N + 30} ${E} ${N + 20}</gml:posList></gml:Arc>`,
)}</gml:exterior><gml:interior>${ring(
  `<gml:ArcString><gml:posList>${E + 9} ${N + 10} ${E + 10} ${N + 11} ${E + 11} ${N + 10} ${E + 10} ${N + 9} ${E + 9} ${N + 10}</gml:posList></gml:ArcString>`,
)}</gml:interior></gml:PolygonPatch></gml:patches></gml:Surface>`;
const CIRCLE = `<gml:Polygon srsName="urn:ogc:def:crs:EPSG::25832"><gml:exterior>${ring(
  `<gml:Circle><gml:posList>${E + 100} ${N} ${E + 110} ${N + 10} ${E + 120} ${N}</gml:posList></gml:Circle>`,
)}</gml:exterior></gml:Polygon>`;
const degrees = (srsName: string, north: boolean) => {
  const places = [
    [7.47, 51.51],
    [7.48, 51.51],
    [7.48, 51.52],
    [7.47, 51.51],
  ];
  const list = places.map(([lon, lat]) => (north ? `${lat} ${lon}` : `${lon} ${lat}`)).join(' ');
  return `<gml:Polygon srsName="${srsName}"><gml:exterior><gml:LinearRing><gml:posList>${list}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`;
};

describeOnDatabase('embedded', 'formats through the assistant', (context) => {
  const assistant = assistantOf(context);
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qb-formats-'));
    await assistant.moveTo([7.35, 51.45, 7.6, 51.6]);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await assistant.close();
  });

  const layerOf = (layers: InspectedLayer[], name: string): InspectedLayer => {
    const layer = layers.find((one) => one.name === name);
    if (!layer) throw new Error(`no layer ${name} among ${layers.map((one) => one.name).join(', ')}`);
    return layer;
  };
  const refusal = async (...files: NamedFile[]): Promise<string> =>
    (await assistant.inspected(files)).problem?.detail.de ?? 'not refused';

  /** {@link AREAS} in a format of GDAL's: everything that it writes, by paths below the output folder. */
  async function written(format: string): Promise<NamedFile[]> {
    const [from, to] = [mkdtempSync(join(folder, 'in-')), mkdtempSync(join(folder, 'out-'))];
    writeFileSync(join(from, 'x.geojson'), JSON.stringify(AREAS));
    await gdalConvert(to, [{ input: join(from, 'x.geojson'), format, name: 'flaechen' } as unknown as Conversion]);
    const paths = readdirSync(to, { recursive: true, encoding: 'utf8' }).map((name) => join(to, name));
    return paths.filter((path) => statSync(path).isFile()).map((path) => [relative(to, path), readFileSync(path)]);
  }

  /** Imports a layer of files, looks at the rows, and takes it back. */
  async function rowsOf(files: NamedFile[], name: string, order: Record<string, unknown>) {
    const seen = await assistant.inspected(files);
    expect(seen).toMatchObject({ state: 'ready', problem: null, warnings: [] });
    const layer = layerOf(seen.layers, name);
    const report = await assistant.imported(seen, { layer: layer.id, ...order });
    expect(report).toMatchObject({ state: 'done', problem: null, skipped: {} });
    const { sql } = context().db;
    const { table = '' } = layerById(String(order['target']))?.dataset ?? {};
    const stored = await sql<{ row: Record<string, unknown> }[]>`
      select to_jsonb(t) || jsonb_build_object('area', round(st_area(t.geom)::numeric, 1), 'srid', st_srid(t.geom),
        'x', st_x(st_pointonsurface(t.geom)), 'y', st_y(st_pointonsurface(t.geom))) as row
      from ${sql(table)} t order by key
    `;
    await assistant.undone(report);
    return { seen, layer, rows: stored.map(({ row }) => row) };
  }

  describe('drawings (DXF)', () => {
    const file = text('plan.dxf', DRAWING, 'latin1');

    it('come apart into areas, lines and points, each with its layer, and ask for the coordinate system', async () => {
      const { layers, format } = await assistant.inspected([file]);
      expect(format?.id).toBe('dxf');
      const shapes = layers.map(({ name, geometries }) => [name, geometries]);
      expect(Object.fromEntries(shapes)).toMatchObject({
        polygon: { polygon: 2 },
        line: { line: 3 },
        point: { point: 3 },
      });
      const values = (layer: string, field: string) =>
        layerOf(layers, layer)
          .fields.find(({ name }) => name === field)
          ?.values?.map(({ value }) => value)
          .toSorted();
      expect(values('polygon', 'Layer')).toEqual(['BÄUME', 'GRÜNFLÄCHE']);
      expect(values('point', 'Layer')).toEqual(['BÄUME', 'PUNKT', 'SCHRIFT']);
      expect(values('point', 'BlockName')).toEqual(['BAUM']);
      expect(values('point', 'Text')).toEqual(['Spielplatz Süd']);
      expect(layers.map(({ declaredCrs }) => declaredCrs)).toEqual([null, null, null]);
      expect(layers[0]?.crs[0]).toMatchObject({ id: 'EPSG:25832', declared: false, lands: 'project' });
      expect(layers[0]?.crs.length).toBeGreaterThan(1);
    });

    it('bring what is drawn closed as areas', async () => {
      const { rows } = await rowsOf([file], 'polygon', { target: 'green', mapping: { name: 'Layer' } });
      expect(rows.find(({ name }) => name === 'GRÜNFLÄCHE')).toMatchObject({ area: 10_000, srid: 25832 });
    });

    it('in coordinates of their own land nowhere, and nothing of them is imported', async () => {
      const own = dxfText([
        ...section(
          'ENTITIES',
          polyline('A', true, [
            [0, 0],
            [90, 0],
            [90, 80],
          ]),
        ),
        [0, 'EOF'],
      ]);
      const seen = await assistant.inspected([text('eigen.dxf', own)]);
      expect(seen.layers[0]?.crs.every(({ lands }) => lands === 'elsewhere')).toBe(true);
      const report = await assistant.imported(seen, { layer: '0', target: 'green' });
      expect(report).toMatchObject({ state: 'failed', imported: 0, skipped: { 'outside-area': 1 } });
    });
  });

  describe('MapInfo', () => {
    it('TAB is read with all its files, in its own system', async () => {
      const files = await written('MapInfo File');
      expect(files.map(([name]) => name).toSorted()).toEqual(
        ['dat', 'id', 'map', 'tab'].map((end) => `flaechen.${end}`),
      );
      const order = { target: 'green', mapping: { name: 'name', key: 'nr' } };
      const { rows, seen } = await rowsOf(files, 'flaechen', order);
      expect(seen).toMatchObject({ format: { id: 'mapinfo' }, layers: { length: 1 } });
      expect(rows).toMatchObject([
        { key: '001', name: 'Grüner Weg', area: 9600 },
        { key: '002', name: 'Süd', area: 5000 },
      ]);
      const [x, y] = [Number(rows[1]?.['x']), Number(rows[1]?.['y'])];
      expect([x > E + 200, x < E + 300, y > N, y < N + 100]).toEqual([true, true, true, true]);
    });

    it('MIF takes its attributes from the MID, in Windows-1252', async () => {
      const files = [text('a.mif', MIF, 'latin1'), text('a.mid', '"Süd"\r\n', 'latin1')];
      const { rows } = await rowsOf(files, 'a', { target: 'playgrounds', mapping: { name: 'Name' } });
      expect(rows).toMatchObject([{ name: 'Süd', x: E, y: N }]);
    });

    it.each([
      ['a.mif', /fehlt a\.mid.*\(\.mif, \.mid\)/],
      ['a.mid', /fehlt a\.mif/],
      ['a.tab', /fehlt a\.dat/],
      ['a.map', /fehlt a\.tab/],
    ])('%s alone is refused, naming what is missing', async (name, words) => {
      expect(await refusal(text(name, MIF))).toMatch(words);
    });
  });

  it.each([
    ['line by line', '\n', 'zeilen.geojsonl'],
    ['as a text sequence with record separators', '\n\u001e', 'folge.geojsons'],
  ])('GeoJSON %s is read', async (_kind, between, name) => {
    const points = [0, 1].map((i) => ({
      type: 'Feature',
      properties: { name: `Platz ${i}`, nr: `00${i}` },
      geometry: { type: 'Point', coordinates: [7.47 + i / 1000, 51.52] },
    }));
    const content = between.slice(1) + points.map((point) => JSON.stringify(point)).join(between);
    const order = { target: 'playgrounds', mapping: { name: 'name', key: 'nr' } };
    const { rows, seen } = await rowsOf([text(name, content)], basename(name, name.slice(name.indexOf('.'))), order);
    expect(seen.format?.id).toBe('geojsonseq');
    expect(rows).toMatchObject([
      { key: '000', name: 'Platz 0' },
      { key: '001', name: 'Platz 1' },
    ]);
  });

  describe('KML', () => {
    it('gives each folder as a layer with its extended data, figures as numbers and codes as text', async () => {
      const { layers, warnings, format } = await assistant.inspected([text('stadt.kml', KML)]);
      expect({ warnings, format: format?.id }).toEqual({ warnings: [], format: 'kml' });
      expect(layerOf(layers, 'Spielplätze').rows).toEqual([
        { kml_id: 'a', Name: 'Hof & Garten', Zustand: 'gut', Nr: '007', Geräte: 4 },
      ]);
      expect(layerOf(layers, 'Grün').rows).toEqual([{ Name: 'Park', Art: 'Wiese' }]);
    });

    it('is taken out of a KMZ with its pictures and signposts left aside, holes kept', async () => {
      const kmz = zipSync({
        'doc.kml': strToU8(SIGNPOST),
        'layers/a.kml': strToU8(KML),
        'images/icon.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
      });
      const { rows } = await rowsOf([['stadt.kmz', kmz]], 'Grün', { target: 'green', mapping: { name: 'Name' } });
      expect(rows).toMatchObject([{ name: 'Park' }]);
      // Half a rectangle of 694 m by 1,112 m less half of one of 69 m by 111 m.
      expect(Math.abs(Number(rows[0]?.['area']) - (694 * 1112 - 69.4 * 111.2) / 2)).toBeLessThan(1500);
    });

    it('that only points elsewhere is refused in words', async () => {
      expect(await refusal(text('a.kml', SIGNPOST))).toMatch(/keine Orte \(Placemark\)/);
    });
  });

  describe('GML', () => {
    it('with arcs, circles and holes becomes areas of the right size, and keeps zeros before a number', async () => {
      const order = { target: 'green', mapping: { name: 'name', key: 'nummer' } };
      const { rows, layer } = await rowsOf([text('boegen.gml', gml(ARCS, CIRCLE))], 'Flaeche', order);
      expect(rows.map(({ key, name }) => [key, name])).toEqual([
        ['000', 'Fläche 0'],
        ['001', 'Fläche 1'],
      ]);
      expect(layer.fields.map(({ name, type }) => [name, type])).toContainEqual(['hoehe', 'number']);
      // 20 × 20 and half a circle of radius 10, less a circle of radius 1; a circle of radius 10: chords of 4° lose 0.1 %.
      const expected = [400 + 50 * Math.PI - Math.PI, 100 * Math.PI];
      for (const [i, area] of expected.entries()) {
        expect(Math.abs(Number(rows[i]?.['area']) - area)).toBeLessThan(area * 0.002);
      }
    });

    it.each([
      ['urn:ogc:def:crs:EPSG::4326', true],
      ['http://www.opengis.net/def/crs/EPSG/0/4258', true],
      ['EPSG:4326', false],
    ])('in %s has its axes in the order that the name stands for', async (srsName, north) => {
      const { layers } = await assistant.inspected([text('a.gml', gml(degrees(srsName, north)))]);
      expect(layers[0]?.crs[0]).toMatchObject({ lands: 'project', declared: true });
      const shape = layers[0]?.sample?.features[0]?.geometry as { coordinates: number[][][] };
      const corners = shape.coordinates.flat().map((place) => place.map((value) => value.toFixed(2)).join(' '));
      expect(corners).toEqual(['7.47 51.51', '7.48 51.51', '7.48 51.52', '7.47 51.51']);
    });
  });

  it('a File Geodatabase in a ZIP is read with its system', async () => {
    const files = await written('OpenFileGDB');
    const entries = files.map(([name, bytes]) => [`lieferung/${name}`, new Uint8Array(bytes)] as const);
    const archive: NamedFile = ['gdb.zip', zipSync(Object.fromEntries(entries))];
    const { rows, layer } = await rowsOf([archive], 'x', {
      target: 'green',
      mapping: { name: 'name', key: 'nr' },
    });
    expect(layer.crs[0]).toMatchObject({ id: 'EPSG:25832', declared: true });
    expect(rows).toMatchObject([
      { key: '001', area: 9600 },
      { key: '002', area: 5000 },
    ]);
  });

  it('a sheet of OpenDocument is a table, in which codes stay text', async () => {
    const out = mkdtempSync(join(folder, 'ods-'));
    mkdirSync(join(out, 'to'));
    writeFileSync(join(out, 'x.csv'), `nr,name,rechtswert,hochwert\n001,Grüner Hof,"394000,5",5709000\n`);
    await gdalConvert(join(out, 'to'), [{ input: join(out, 'x.csv'), format: 'ODS', name: 'liste' }]);
    const files: NamedFile[] = [['liste.ods', readFileSync(join(out, 'to', 'liste.ods'))]];
    const { rows, seen } = await rowsOf(files, 'x', { target: 'playgrounds', mapping: { name: 'name', key: 'nr' } });
    expect(seen.format?.id).toBe('ods');
    expect(rows).toMatchObject([{ key: '001', name: 'Grüner Hof', x: 394_000.5, y: N }]);
  });

  it('ALKIS in NAS comes apart into parcels and buildings, and the buildings are taken as what they are', async () => {
    const outline = (x: number, size: number) =>
      `<position><gml:Polygon><gml:exterior>${ring(
        `<gml:LineStringSegment><gml:posList>${[
          [0, 0],
          [size, 0],
          [size, size],
          [0, size],
          [0, 0],
        ]
          .map(([dx = 0, dy = 0]) => `${E + x + dx} ${N + dy}`)
          .join(' ')}</gml:posList></gml:LineStringSegment>`,
      )}</gml:exterior></gml:Polygon></position>`;
    const objects = [
      `<AX_Flurstueck gml:id="DENW21AL100077H6">${outline(0, 50)}<flurstueckskennzeichen>05329001100085______</flurstueckskennzeichen></AX_Flurstueck>`,
      `<AX_Gebaeude gml:id="DENW21AL10000001">${outline(10, 20)}<gebaeudefunktion>3065</gebaeudefunktion><anzahlDerOberirdischenGeschosse>2</anzahlDerOberirdischenGeschosse></AX_Gebaeude>`,
    ];
    const nas = `<AX_Bestandsdatenauszug xmlns="http://www.adv-online.de/namespaces/adv/gid/7.1" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"><koordinatenangaben><AA_Koordinatenreferenzsystemangaben><crs xlink:href="urn:adv:crs:ETRS89_UTM32"/></AA_Koordinatenreferenzsystemangaben></koordinatenangaben><enthaelt><FeatureCollection>${objects.map((one) => `<gml:featureMember>${one}</gml:featureMember>`).join('')}</FeatureCollection></enthaelt></AX_Bestandsdatenauszug>`;
    const { rows, seen, layer } = await rowsOf([text('alkis.xml', nas)], 'AX_Gebaeude', { target: 'buildings' });
    expect(seen.format?.id).toBe('nas');
    expect(layer.claims[0]).toMatchObject({ source: 'buildings-nas' });
    expect(layer.crs[0]).toMatchObject({ id: 'EPSG:25832', declared: true });
    expect(rows).toMatchObject([{ key: 'DENW21AL10000001', use: 'public', floors: 2, area: 400 }]);
    const parcels = layerOf(seen.layers, 'AX_Flurstueck');
    expect(parcels.claims).toEqual([]);
    expect(parcels.rows).toMatchObject([{ flurstueckskennzeichen: '05329001100085______' }]);
  });

  it.each([
    ['semicolons', ';'],
    ['tabulators', '\t'],
  ])('a text in Latin-1 divided by %s is a table with places', async (_what, mark) => {
    const lines = [
      ['Nr', 'Straße', 'Ostwert', 'Nordwert', 'Kennung'],
      ['001', 'Grüner Weg', '394000,5', String(N), '12345678901234567890'],
    ];
    const content = lines.map((line) => line.join(mark)).join('\r\n');
    const order = { target: 'playgrounds', mapping: { name: 'Straße', key: 'Nr' } };
    const { rows, layer } = await rowsOf([text('liste.txt', content, 'latin1')], 'liste.txt', order);
    expect(rows).toMatchObject([{ key: '001', name: 'Grüner Weg', x: 394_000.5, y: N }]);
    // More digits than a number holds: as a number the last ones would be others.
    expect(layer.rows[0]?.['Kennung']).toBe('12345678901234567890');
  });

  it('OpenStreetMap’s XML goes into the layer that is named', async () => {
    const osm = `<osm version="0.6"><node id="1" lat="51.51" lon="7.47"/><node id="2" lat="51.51" lon="7.48"/><node id="3" lat="51.52" lon="7.48"/><way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="house"/><tag k="building:levels" v="2"/></way></osm>`;
    const { rows, layer } = await rowsOf([text('stadt.osm', osm)], 'stadt.osm', { target: 'buildings' });
    expect(layer.claims.map(({ target }) => target)).toContain('buildings');
    expect(rows).toMatchObject([{ key: 'way/10', use: 'residential', floors: 2 }]);
  });

  describe('archives', () => {
    const inner = zipSync({ 'a.csv': strToU8('name;x;y\nHof;394000;5709000\n') });

    it('in an archive are refused, and what else is there is read', async () => {
      expect(await refusal(['a.zip', zipSync({ 'innen.zip': inner })])).toMatch(/Archiv im Archiv.*einzeln/);
      const mixed = zipSync({ 'innen.zip': inner, 'b.kml': strToU8(KML) });
      const seen = await assistant.inspected([['b.zip', mixed]]);
      expect(seen).toMatchObject({ state: 'ready', layers: { length: 2 } });
      expect(seen.warnings[0]?.de).toMatch(/^innen\.zip: Ein Archiv im Archiv/);
    });

    it.each(['../b.csv', 'a/../../b.csv', '/etc/b.csv', 'C:\\b.csv', '..\\b.csv'])(
      'that want to write to %s are refused whole',
      async (name) => {
        const files = { 'gut.csv': strToU8('name;x;y\nHof;394000;5709000\n'), [name]: strToU8('x') };
        expect(await refusal(['a.zip', zipSync(files)])).toMatch(/außerhalb seines Ordners/);
      },
    );
  });

  it('old Excel with titles above its header goes in by its coordinates; what is no longer whole is refused', async () => {
    const bytes = xlsOfPlaygrounds();
    const order = { target: 'playgrounds', mapping: { name: 'Name', key: 'Nr' } };
    const { rows, layer, seen } = await rowsOf([['plätze.xls', bytes]], 'Spielplätze ≥ 2025', order);
    expect(seen.format?.id).toBe('xls');
    expect(seen.layers.map(({ name }) => name)).toEqual(['Spielplätze ≥ 2025', 'Zahlen']);
    expect(layer.table).toMatchObject({ headerRow: 3, coordinates: { x: 'Rechtswert', y: 'Hochwert' } });
    expect(layer.rows[0]).toMatchObject({
      Größe: 1234.56,
      Datum: '2020/02/28',
      Summe: 6_103_000.5,
      Satz: 'Grüner Weg!',
    });
    expect(rows).toMatchObject([
      { key: '001', name: 'Grüner Weg', x: E + 0.5, y: N },
      { key: '002', name: 'Süd "Park", alt', x: E + 100.5, y: N + 100 },
      { key: '003', x: E + 200.5, y: N + 200 },
    ]);
    const cut = await refusal(['alt.xls', bytes.subarray(0, 5000)]);
    expect(cut).toMatch(/\(\.xls\) ist unvollständig oder beschädigt.*Speichern unter.*\.xlsx/);
  });
});
