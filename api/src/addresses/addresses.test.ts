import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoQuarter } from '@quartierblick/gis/demo/index.ts';
import { describeOnEachDatabase } from '../../../test/support/databases.ts';
import { importsOf } from '../imports/manager.ts';
import { changes, changesFrom } from '../search/changes.ts';
import { readAddress } from './read-query.ts';
import type { AddressHit } from './service.ts';
import { fittingStreets, streetOf } from './streets.ts';

describe('readAddress', () => {
  const none = { number: null, suffix: null, postcode: null, place: null };
  it.each([
    [
      'Bornstr. 52 a, 44145 Dortmund',
      { street: 'Bornstr.', number: 52, suffix: 'a', postcode: '44145', place: 'Dortmund' },
    ],
    [
      '44145 Dortmund, Bornstraße 52A',
      { street: 'Bornstraße', number: 52, suffix: 'a', postcode: '44145', place: 'Dortmund' },
    ],
    [
      'Bornstraße 52 44145 Dortmund',
      { street: 'Bornstraße', number: 52, suffix: null, postcode: '44145', place: 'Dortmund' },
    ],
    ['Bornstraße52', { ...none, street: 'Bornstraße', number: 52 }],
    ['Bornstraße 52-54 Dortmund', { ...none, street: 'Bornstraße', number: 52, place: 'Dortmund' }],
    ['Bornstraße 52, 2. OG', { ...none, street: 'Bornstraße', number: 52 }],
    ['Kita Mitte, Bornstraße 52', { ...none, street: 'Bornstraße', number: 52, place: 'Kita Mitte' }],
    ['Straße des 17. Juni 135', { ...none, street: 'Straße des 17. Juni', number: 135 }],
    ['Platz des 20. Juli', { ...none, street: 'Platz des 20. Juli' }],
    ['Bornstraße', { ...none, street: 'Bornstraße' }],
  ])('takes %j apart', (text, expected) => {
    expect(readAddress(text)[0]).toEqual(expected);
  });

  it('has no reading of what holds no word, and stays quick with what is long', () => {
    expect(readAddress('52, 44145')).toEqual([]);
    const start = performance.now();
    for (const part of ['a1 ', ' a', '1-1-', '44145 ', 'ß ', ', ']) readAddress(part.repeat(100).slice(0, 100));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('changes', () => {
  it('counts an exchange of neighbours once, and beginnings as what they are', () => {
    expect(changes('bronstr', 'bornstr', 2)).toBe(1);
    expect(changes('abc', 'xyz', 2)).toBe(3);
    expect(changesFrom('misund', 'missundestrasse', 2)).toEqual({ beginning: 1, whole: 3 });
  });

  it('is a distance: none to itself, the same both ways, never more than the longer text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(changes(a, a, 9)).toBe(0);
        expect(changes(a, b, 9)).toBe(changes(b, a, 9));
        expect(changes(a, b, 9)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(changes(a, b, 2)).toBe(Math.min(changes(a, b, 9), 3));
      }),
    );
  });
});

const demoStreets = [
  ...new Set(
    [...(demoQuarter().datasets.find(({ dataset }) => dataset === 'streets')?.rows ?? [])]
      .map((row) => (row as { name: string | null }).name)
      .filter((name) => name !== null),
  ),
];

describe('fittingStreets', () => {
  const streets = [...demoStreets, 'Hans-Böckler-Straße', 'Platz des 20. Juli', 'Am Kai'].map((name) =>
    streetOf(name, 'Dortmund'),
  );
  const find = (text: string) => {
    const [reading] = readAddress(text);
    return reading ? fittingStreets(streets, reading, 5).map(({ street }) => street.street) : [];
  };

  it('finds a street however it is spelled or misspelled, and while it is being typed', () => {
    for (const [text, street] of [
      ['Mißundestrasse 12', 'Missundestraße'],
      ['Missunde str 12', 'Missundestraße'],
      ['Misund', 'Missundestraße'],
      ['Bronstraße 5', 'Bornstraße'],
      ['BORN-STR. 5', 'Bornstraße'],
      ['Böcklerstr. 3', 'Hans-Böckler-Straße'],
      ['Hans Boekler Strase 3', 'Hans-Böckler-Straße'],
      ['Bornstraße Dortmund', 'Bornstraße'],
      ['Platz des 20. Juli', 'Platz des 20. Juli'],
      ['Am Kai 1', 'Am Kai'],
    ])
      expect([text, find(text as string)[0]]).toEqual([text, street]);
  });

  it('finds every street among the first five after one slip, wherever in its name', () => {
    const long = demoStreets.filter((name) => name.length >= 6);
    expect(long.length).toBeGreaterThan(20);
    const letters = 'abcdefghijklmnopqrstuvwxyzäöüß'.split('');
    const slip = fc.constantFrom('change', 'leave out', 'insert', 'exchange');
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        fc.nat(40),
        fc.constantFrom(...letters),
        slip,
        (name, place, letter, kind) => {
          const at = place % name.length;
          const rest = name.slice(at + 1);
          const written = {
            change: name.slice(0, at) + letter + rest,
            'leave out': name.slice(0, at) + rest,
            insert: name.slice(0, at) + letter + name.slice(at),
            exchange: name.slice(0, at) + rest.slice(0, 1) + name.charAt(at) + rest.slice(1),
          }[kind];
          expect([written, find(`${written} 12`)]).toEqual([written, expect.arrayContaining([name])]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('offers nothing for what is no street here', () => {
    for (const text of ['Qwertzweg 1', 'xx', '§§ 12', 'Zzzzzzzzzz']) expect([text, find(text)]).toEqual([text, []]);
  });
});

describeOnEachDatabase('GET /api/addresses', (context) => {
  const get = (q: string, more = '') =>
    context()
      .appAs('public')
      .request(`/api/addresses?q=${encodeURIComponent(q)}${more}`);
  const find = async (q: string, more = ''): Promise<AddressHit[]> => {
    const response = await get(q, more);
    expect(response.status).toBe(200);
    return (await response.json()) as AddressHit[];
  };
  const house = (street: string, number: number, suffix: string | null = null, place: string | null = 'Dortmund') => ({
    ...{ key: `${place}/${street}/${number}${suffix ?? ''}`, street, number, suffix, place },
    ...{ postcode: place === 'Dortmund' ? '44145' : null, district: null, municipality: null, quality: 'building' },
    geom: `POINT(${394000 + number} 5709000)`,
  });

  beforeAll(async () => {
    const { sql } = context().db;
    await sql`delete from addresses`;
    const houses = [
      ...[1, 2, 3, 5, 7, 12, 52].map((n) => house('Bornstraße', n)),
      house('Bornstraße', 12, 'a'),
      house('Bornstraße', 5, null, 'Lünen'),
      house('Missundestraße', 12),
      house('Missundestraße', 14),
      house('Kornstraße', 5),
      house('Marktplatz', 4, null, null),
    ];
    await sql`insert into addresses ${sql(houses)}`;
    await sql`insert into layer_versions (layer, version) values ('addresses', 1)
      on conflict (layer) do update set version = layer_versions.version + 1, changed_at = clock_timestamp()`;
  });

  it('gives the house that was meant, where it is, and says that it is the one', async () => {
    const [first, ...others] = await find('bornstr. 12, 44145 Dortmund');
    expect(first).toEqual({
      id: expect.any(Number),
      key: 'Dortmund/Bornstraße/12',
      label: 'Bornstraße 12, 44145 Dortmund',
      street: 'Bornstraße',
      number: '12',
      postcode: '44145',
      place: 'Dortmund',
      lon: expect.closeTo(7.4717, 2),
      lat: expect.closeTo(51.523, 2),
      score: 1,
      exact: true,
    });
    expect(others.every(({ score, exact }) => score < 1 && !exact)).toBe(true);
    expect((await find('Bornstraße 12 A'))[0]).toMatchObject({ number: '12a', exact: true });
  });

  it('tolerates misspellings, and never calls them exact', async () => {
    expect((await find('Mißundestrasse 12'))[0]).toMatchObject({
      label: 'Missundestraße 12, 44145 Dortmund',
      exact: true,
    });
    expect((await find('Missunde str 12'))[0]).toMatchObject({ street: 'Missundestraße', number: '12', exact: true });
    const [first] = await find('Bronstraße 5, Dortmund');
    expect(first).toMatchObject({ label: 'Bornstraße 5, 44145 Dortmund', exact: false });
    expect(first?.score).toBeLessThan(1);
  });

  it('answers a number that does not exist with the nearest of the street, and says so', async () => {
    const hits = (await find('Bornstraße 51, Dortmund')).filter(
      ({ street, place }) => street === 'Bornstraße' && place === 'Dortmund',
    );
    expect(hits.map(({ number }) => number)).toEqual(['52', '12', '12a']);
    expect(hits.every(({ exact }) => !exact)).toBe(true);
    expect((await find('Bornstraße 12b, Dortmund'))[0]).toMatchObject({ number: '12', exact: false });
  });

  it('lets a house stand for a street without a number', async () => {
    const hits = await find('Bornstraße Dortmund');
    expect(hits[0]).toMatchObject({ street: 'Bornstraße', place: 'Dortmund', number: '5', exact: false });
    expect(hits.filter(({ street, place }) => street === 'Bornstraße' && place === 'Dortmund')).toHaveLength(1);
  });

  it('keeps streets of one name in two towns apart, and prefers the town that was written', async () => {
    expect((await find('Bornstraße 5')).slice(0, 2).map(({ place }) => place)).toEqual(['Dortmund', 'Lünen']);
    const [first, ...others] = await find('Bornstraße 5, Lünen');
    expect(first).toMatchObject({ place: 'Lünen', exact: true });
    expect(others.some(({ exact }) => exact)).toBe(false);
    expect((await find('Bornstraße 5, 44145'))[0]).toMatchObject({ place: 'Dortmund', exact: true });
    expect((await find('Marktplatz 4, Dortmund'))[0]).toMatchObject({
      place: null,
      label: 'Marktplatz 4',
      exact: true,
    });
  });

  it('finds nothing for what is not there, keeps to the limit, and refuses what is no query', async () => {
    expect(await find('Qwertzweg 1')).toEqual([]);
    expect(await find('%')).toEqual([]);
    expect(await find("'; drop table addresses; --")).toEqual([]);
    expect(await find('Bornstraße 5', '&limit=1')).toHaveLength(1);
    for (const query of ['', '%00', 'x'.repeat(101)]) {
      const response = await context().appAs('public').request(`/api/addresses?q=${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('knows a new street as soon as the layer has grown, and none before', async () => {
    const { sql } = context().db;
    const held = (await get('Neuweg 1')).headers.get('etag') ?? '';
    expect(await find('Neuweg 1')).toEqual([]);
    await sql`insert into addresses ${sql([house('Neuweg', 1)])}`;
    await sql`update layer_versions set version = version + 1, changed_at = clock_timestamp() where layer = 'addresses'`;
    expect(await find('Neuweg 1')).toMatchObject([{ street: 'Neuweg', exact: true }]);
    const again = await context()
      .appAs('public')
      .request('/api/addresses?q=Neuweg%201', { headers: { 'if-none-match': held } });
    expect(again.status).toBe(200);
  });

  it('finds what a delivery brought as soon as it is in, and no more once that is undone', async () => {
    const { sql } = context().db;
    await sql`delete from addresses`;
    const { app } = context();
    const line =
      'N;DENW13HK0000Abc1;A;05;Nordrhein-Westfalen;9;Arnsberg;13;Dortmund;000;Dortmund;0000;;01234;Bornstraße;52;A;32;393800.125;5708900.500;2026-07-01\r\n';
    const started = await app.request('/api/imports', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-file-name': 'gebref.txt' },
      body: line,
    });
    expect(started.status).toBe(202);
    const { id } = (await started.json()) as { id: string };
    // The stream of events ends with the import.
    await (await app.request(`/api/imports/${id}/events`)).text();
    const report = (await (await app.request(`/api/imports/${id}`)).json()) as Record<string, unknown>;
    expect(report).toMatchObject({ state: 'done', layer: 'addresses', imported: 1, asOf: '2026-07-01' });
    expect(await find('Bronstr 52 a')).toMatchObject([{ label: 'Bornstraße 52a, Dortmund', key: 'DENW13HK0000Abc1' }]);
    expect((await app.request(`/api/imports/${id}/undo`, { method: 'POST' })).status).toBe(200);
    expect(await find('Bronstr 52 a')).toEqual([]);
    await importsOf(context().deps).close();
  });
});
