import fc from 'fast-check';
import proj4 from 'proj4';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { crsCandidates } from './crs-candidates.ts';
import { crsOfChoice } from './crs-choice.ts';
import { CRS_SYSTEMS } from './crs-names.ts';
import { crsBySrid, KNOWN_SRIDS } from './crs.ts';
import { DORTMUND } from './test-import.ts';

const HERE: Position[] = [
  [7.45, 51.51],
  [7.48, 51.53],
  [7.5, 51.54],
];
const NONE = { srid: null, wkt: null };
const UTM = '+proj=utm +zone=32 +ellps=GRS80 +units=m';
const ZONED = '+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=32500000 +y_0=0 +ellps=GRS80 +units=m';
const inSystem = (definition: string, positions = HERE) => positions.map((one) => proj4(definition).forward(one));
const first = (positions: Position[], declared = NONE as Parameters<typeof crsCandidates>[1]) =>
  crsCandidates(positions, declared, DORTMUND)[0];

/** Köln's .prj: called UTM zone 32N, with a false easting of 2,500,000. */
const KOELN =
  'PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",2500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

describe('the coordinate system by plausibility', () => {
  it('has a name for every known system', () => {
    expect(CRS_SYSTEMS.map(({ srid }) => srid).toSorted()).toEqual([...KNOWN_SRIDS].toSorted());
  });

  it.each([
    ['degrees', HERE, 'EPSG:4326'],
    ['swapped degrees', HERE.map(([x = 0, y = 0]) => [y, x]), 'EPSG:4326;swap'],
    ['UTM', inSystem(UTM), 'EPSG:25832'],
    ['swapped UTM', inSystem(UTM).map(([x = 0, y = 0]) => [y, x]), 'EPSG:25832;swap'],
    ['zone in the easting', inSystem(ZONED), 'EPSG:4647'],
    ['a false easting', inSystem(UTM).map(([x = 0, y = 0]) => [x + 2_000_000, y]), 'EPSG:25832;east=2000000'],
  ])('knows %s without being told', (_name, positions, id) => {
    expect(first(positions)).toMatchObject({ id, lands: 'project', declared: false });
  });

  it('believes a file that is right, and calls the system as the file does', () => {
    const found = first(inSystem(UTM), { srid: 32632, wkt: null });
    expect(found).toMatchObject({ id: 'EPSG:32632', declared: true, lands: 'project' });
  });

  it('contradicts a file that says degrees and writes metres', () => {
    const all = crsCandidates(inSystem(UTM), { srid: 4326, wkt: null }, DORTMUND);
    expect(all[0]).toMatchObject({ id: 'EPSG:25832', lands: 'project', declared: false });
    expect(all[0]?.reason.de).toContain('kann nicht stimmen');
    expect(all.find(({ declared }) => declared)).toMatchObject({ id: 'EPSG:4326', lands: 'elsewhere' });
  });

  it('sees through the name of a .prj whose easting is false', () => {
    const positions = inSystem(UTM).map(([x = 0, y = 0]) => [x + 2_000_000, y]);
    const found = first(positions, { srid: null, wkt: KOELN });
    expect(found).toMatchObject({ id: 'EPSG:25832;east=2000000', lands: 'project' });
    expect(found?.reason.de).toContain('WGS_1984_UTM_Zone_32N');
    expect(first(positions, { srid: 32632, wkt: null })?.id).toBe('EPSG:25832;east=2000000');
  });

  it('says of a place elsewhere in Germany that nothing would be imported', () => {
    const koeln = inSystem(UTM, [
      [6.95, 50.93],
      [6.97, 50.95],
    ]);
    const found = first(koeln);
    expect(found).toMatchObject({ id: 'EPSG:25832', lands: 'germany' });
    expect(found?.reason.de).toContain('nicht im Projektgebiet');
  });

  it('says of positions that lie nowhere that could be meant that they lie far away', () => {
    expect(crsCandidates([[13.4, 8.2]], NONE, DORTMUND)).toMatchObject([{ id: 'EPSG:4326', lands: 'elsewhere' }]);
    expect(crsCandidates([[1e12, -1e12]], { srid: 25832, wkt: null }, DORTMUND)).toMatchObject([
      { id: 'EPSG:25832', lands: 'elsewhere' },
    ]);
    expect(crsCandidates([], { srid: 25832, wkt: null }, DORTMUND)).toEqual([]);
  });

  it('finds the place of any position around the project, in degrees, UTM and UTM with the zone', () => {
    const place = fc.tuple(
      fc.double({ min: 7.3, max: 7.65, noNaN: true }),
      fc.double({ min: 51.4, max: 51.6, noNaN: true }),
    );
    fc.assert(
      fc.property(place, fc.constantFrom(undefined, UTM, ZONED), (at, definition) => {
        const written = definition ? proj4(definition).forward([...at]) : at;
        const [found] = crsCandidates([written], NONE, DORTMUND);
        expect(found?.lands).toBe('project');
        const [x, y] = crsOfChoice({ id: found?.id ?? '' }).toWgs84(written);
        expect(Math.hypot(x - at[0], y - at[1])).toBeLessThan(1e-4);
      }),
      { numRuns: 60 },
    );
  });

  it('never throws, whatever the numbers and the definition', () => {
    const number = fc.double({ noDefaultInfinity: false });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { maxLength: 5 }), fc.string(), (positions, wkt) => {
        for (const found of crsCandidates(positions, { srid: null, wkt }, DORTMUND)) {
          expect(found.reason.en.length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses an id that means nothing', () => {
    expect(() => crsOfChoice({ id: 'EPSG:25832;up' })).toThrow(/not known/);
    expect(() => crsOfChoice({ id: 'declared' })).toThrow(/not known/);
    expect(crsBySrid(99999)).toBeUndefined();
  });
});
