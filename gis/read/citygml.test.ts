import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../layers/source-types.ts';
import { collect, collectText, hasSharedData, sharedFile } from './test-import.ts';
import type { Bbox } from '../layers/source-types.ts';

const ground = (x: number, z = 60) =>
  `${x} 5709000 ${z} ${x} 5709010 ${z} ${x + 10} 5709010 ${z} ${x + 10} 5709000 ${z} ${x} 5709000 ${z}`;
const polygon = (positions: string) =>
  `<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList srsDimension="3">${positions}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`;
const wall = polygon('394000 5709000 60 394010 5709000 60 394010 5709000 70 394000 5709000 70 394000 5709000 60');
const surface = (kind: string, inner: string) =>
  `<b:boundedBy><b:${kind}><b:lod2MultiSurface>${inner}</b:lod2MultiSurface></b:${kind}></b:boundedBy>`;
const model = (inner: string, srs = 'urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH*GCG2016') =>
  `<?xml version="1.0" encoding="UTF-8"?><core:CityModel xmlns:core="c" xmlns:b="b" xmlns:gml="g" xmlns:x="x"><gml:boundedBy><gml:Envelope srsName="${srs}"/></gml:boundedBy>${inner}</core:CityModel>`;
const building = (id: string, inner: string) =>
  `<core:cityObjectMember><b:Building gml:id="${id}">${inner}</b:Building></core:cityObjectMember>`;
const part = (inner: string) =>
  `<b:consistsOfBuildingPart><b:BuildingPart>${inner}</b:BuildingPart></b:consistsOfBuildingPart>`;

const LOD2 = model(
  building(
    'DENW1',
    `<core:creationDate>2020-12-18</core:creationDate><b:function>31001_1010</b:function>${part(
      `<b:measuredHeight uom="m">6.5</b:measuredHeight><b:storeysAboveGround>2</b:storeysAboveGround>${surface('WallSurface', wall)}${surface('GroundSurface', polygon(ground(394000)))}`,
    )}${part(`<b:measuredHeight uom="m">9.25</b:measuredHeight>${surface('GroundSurface', polygon(ground(394010, 61)))}`)}` +
      '<b:address><x:ThoroughfareNumber>7 a</x:ThoroughfareNumber><x:ThoroughfareName>Straße &amp; Weg</x:ThoroughfareName></b:address>',
  ),
);

describe('CityGML', () => {
  it('makes one building of its parts: ground surfaces, greatest height and storeys, address', async () => {
    const { rows, source, asOf } = await collectText('x.gml', LOD2);
    expect(source).toBe('buildings-citygml');
    expect(asOf).toBe('2020-12-18');
    const [row, ...more] = rows['buildings'] ?? [];
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      key: 'DENW1',
      use: 'residential',
      height_m: 9.25,
      floors: 2,
      address: 'Straße & Weg 7 a',
    });
    expect(row?.['geometry']).toMatchObject({ type: 'MultiPolygon' });
  });

  it('takes the lowest horizontal faces of a block without named surfaces (LoD1)', async () => {
    const solid = `<b:lod1Solid><gml:Solid><gml:exterior><gml:CompositeSurface>${[ground(394000, 70), ground(394000)]
      .map((one) => `<gml:surfaceMember>${polygon(one)}</gml:surfaceMember>`)
      .join(
        '',
      )}<gml:surfaceMember>${wall}</gml:surfaceMember></gml:CompositeSurface></gml:exterior></gml:Solid></b:lod1Solid>`;
    const { rows } = await collectText('x.gml', model(building('B', solid)));
    const geometry = rows['buildings']?.[0]?.['geometry'] as { coordinates: number[][][][] };
    expect(geometry.coordinates).toHaveLength(1);
    expect(geometry.coordinates[0]?.[0]).toHaveLength(5);
  });

  it('skips a building without a ground by name instead of inventing one', async () => {
    const { reasons } = await collectText('x.gml', model(building('B', surface('WallSurface', wall))));
    expect(reasons).toEqual({ 'no-geometry': 1 });
  });

  it('refuses a system that is not known', async () => {
    await expect(collectText('x.gml', model(building('B', ''), 'urn:x:MOON'))).rejects.toThrow(/not known/);
  });

  it('that is cut or has flipped bits is read or refused in words', async () => {
    const bytes = Buffer.from(LOD2);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length),
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 4 }),
        async (length, flips) => {
          const damaged = Buffer.from(bytes);
          for (const [index, mask] of flips) damaged[index] = (damaged[index] as number) ^ mask;
          for (const one of [damaged.subarray(0, length), damaged]) {
            const error: unknown = await collectText('x.gml', one, { as: 'buildings' }).then(
              () => null,
              (reason: unknown) => reason,
            );
            if (error !== null) expect(error).toBeInstanceOf(UnreadableFile);
          }
        },
      ),
      { numRuns: 100, seed: 9 },
    );
  });

  it.skipIf(!hasSharedData)(
    "reads NRW's tile: 83 buildings, of which parts bring the ground (skipped: no shared data)",
    async () => {
      const selfkant: Bbox = [5.8, 50.9, 6.2, 51.2];
      const { rows, reasons } = await collect(sharedFile('buildings/LoD2_32_280_5657_1_NW.gml'), {
        surroundings: selfkant,
      });
      const all = rows['buildings'] ?? [];
      expect(all.length + Object.values(reasons).reduce((sum, n) => sum + n, 0)).toBe(83);
      expect(reasons).toEqual({});
      expect(all.every(({ height_m }) => typeof height_m === 'number')).toBe(true);
      // Six parts name their storeys; they belong to two buildings.
      expect(all.filter(({ floors }) => floors !== null)).toHaveLength(2);
      expect(all.filter(({ address }) => address !== null).length).toBeGreaterThan(50);
    },
  );
});
