import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offersAtSites } from '@quartierblick/gis/layers/offers/layer.ts';
import { offerRegister } from '@quartierblick/gis/layers/offers/register.ts';
import type { Field } from '@quartierblick/gis/layers/fields.ts';
import { WEEKDAYS } from '@quartierblick/gis/analysis/chain/offering.ts';
import type { OfferValue } from '@quartierblick/gis/register/offers/cell.ts';
import type { Mapping } from '@quartierblick/gis/register/mapping.ts';
import { OFFER_REGISTER } from '@quartierblick/gis/register/offers/register.ts';
import { offerRows } from '@quartierblick/gis/register/offers/rows.ts';
import { writtenTable } from '@quartierblick/gis/register/offers/write.ts';
import { readRegister } from '../../register/read-register.ts';
import { writeRegisterFile } from '../../register/write-file.ts';
import { planRows } from './plan.ts';
import type { OfferPlan } from './plan.ts';
import type { Found } from './places.ts';
import type { Stock, StockOffer } from './stock.ts';
import { writtenOffers } from './write-offers.ts';

const NOBODY = { by: null, at: '2026-11-27T00:00:00Z' };
const stockOf = (
  offers: StockOffer[] = [],
  sites: [string, string | null, string | null][] = [],
  providers: [string, string][] = [],
): Stock => ({
  offers,
  sites: new Map(sites.map(([key, name, address]) => [key, { key, name, address }])),
  providers: new Map(providers.map(([key, name]) => [key, { key, name }])),
});
const SITES: [string, string, string][] = [
  ['s1', 'Familienbüro Nordstadt', 'Leopoldstraße 16'],
  ['s2', 'Kita Lessingstraße', 'Lessingstraße 5'],
];
const griffbereit = (): StockOffer => ({
  key: 'o1',
  provider: 'p1',
  fields: { title: 'Griffbereit', kind: 'parent-child-group', age_from: 12, age_to: 36, places: 8 },
  runs: [
    { key: 'r1', offer: 'o1', site: 's1', fields: { weekdays: ['mo'], starts_at: '09:30', ends_at: '11:00' } },
    { key: 'r2', offer: 'o1', site: 's2', fields: { weekdays: ['th'], starts_at: '15:00', ends_at: null } },
  ],
  texts: [],
  ...NOBODY,
});
const known = () => stockOf([griffbereit()], SITES, [['p1', 'FABIDO']]);

interface Around {
  stock?: Stock;
  places?: Map<string, Found>;
  mapping?: (suggested: Mapping) => Mapping;
}

/** Plans the lines of a table as somebody would send them, by their headers. */
async function plan(
  lines: readonly string[],
  { stock = known(), places = new Map(), mapping = (one) => one }: Around = {},
): Promise<OfferPlan> {
  const { table, header, headers } = await readRegister(Buffer.from(lines.join('\r\n')), OFFER_REGISTER.ofHeader);
  const suggested = OFFER_REGISTER.suggest(headers, table.rows.slice(header + 1), false);
  const chosen = mapping(suggested);
  return planRows(offerRows(table, header, headers, chosen), stock, places, chosen);
}
const states = ({ rows }: OfferPlan) => rows.map(({ state }) => state);
const why = ({ rows }: OfferPlan, index = 0) => rows[index]?.problems.map(({ text }) => text.de).join(' ') ?? '';
const answering =
  (column: number, word: string, answer: string | null) =>
  (mapping: Mapping): Mapping =>
    mapping.map((one, i) => (i === column ? { ...one, values: { [word]: answer } } : one));

describe('rows of a list of offers', () => {
  it('change what differs, by field, and say by what offer, provider and site were found', async () => {
    const { rows, offers } = await plan([
      'Angebot;Anbieter;Alter;Ort;Anschrift;Tag;Uhrzeit;Plätze',
      'Griffbereit;Fabido;1–3 Jahre;Familienbüro Nordstadt;Leopoldstr. 16;montags;9.30–11 Uhr;10',
      'Griffbereit;Fabido;1–3 Jahre;;Lessingstr. 5;Do;ab 16 Uhr;',
    ]);
    expect(rows.map(({ state, key, changes }) => [state, key, changes])).toEqual([
      ['changed', 'o1', [{ field: 'places', before: 8, after: 10 }]],
      ['changed', 'o1', [{ field: 'starts_at', before: '15:00', after: '16:00' }]],
    ]);
    expect(rows[0]?.matched).toEqual([
      { what: 'offer', label: 'Griffbereit', by: 'name' },
      { what: 'provider', label: 'FABIDO', by: 'name' },
      { what: 'site', label: 'Familienbüro Nordstadt, Leopoldstraße 16', by: 'name-address' },
    ]);
    expect(rows[1]?.matched?.at(-1)).toMatchObject({ what: 'site', by: 'address' });
    expect(offers).toHaveLength(1);
  });

  it('make one offer of rows of one title, each with its place and time', async () => {
    const result = await plan([
      'Angebot;Art;Anbieter;Ort;Tag;Uhrzeit',
      'Elterncafé;Treff;AWO;Kita Lessingstraße;Di;9 Uhr',
      'Elterncafé;;AWO;Familienbüro Nordstadt;Mi;10 Uhr',
      'Elterncafé;Treff;Caritas;Familienbüro Nordstadt;Fr;10 Uhr',
    ]);
    expect(states(result)).toEqual(['new', 'new', 'new']);
    expect(result.offers.map(({ runs, provider }) => [runs.length, provider])).toEqual([
      [2, { fresh: 'AWO' }],
      [1, { fresh: 'Caritas' }],
    ]);
  });

  it('name contradictions between rows of one offer; a cell that says what the register says is none', async () => {
    const result = await plan([
      'Schlüssel;Schlüssel von Ort und Zeit;Plätze;Kosten',
      'o1;r1;12;frei',
      'o1;r2;8;2 Euro',
    ]);
    expect(states(result)).toEqual(['changed', 'problem']);
    expect(why(result, 1)).toContain('Zeile 2');
    expect(result.offers[0]?.set).toEqual({ places: 12, cost: 'frei' });
  });

  it('name what cannot be read by row and column, and take no part', async () => {
    const result = await plan([
      'Angebot;Art;Alter;Ort;Tag;Sprache',
      'Turnen;Zaubern;alle;Kita Lessingstraße;täglich;Klingonisch',
      'Basteln;Treff;3–6;Kita Lessingstraße;Mo;Deutsch',
    ]);
    expect(states(result)).toEqual(['problem', 'new']);
    expect(result.rows[0]?.problems.map(({ column }) => column)).toEqual([1, 2, 4, 5]);
    expect(result.offers.flatMap(({ lines }) => lines)).not.toContain(2);
  });

  it('ask for a site or provider that is only spelled alike, and take the answer', async () => {
    const lines = ['Angebot;Art;Anbieter;Ort;Tag', 'Turnen;Bewegung;Fabidoo;Kita Lesingstraße;Mo'];
    const asked = await plan(lines);
    expect(states(asked)).toEqual(['problem']);
    expect(asked.questions.map(({ word, options }) => [word, options.map(({ value }) => value)])).toEqual([
      ['Fabidoo', ['p1', 'new']],
      ['Kita Lesingstraße', ['s2']],
    ]);
    const both = (mapping: Mapping) => answering(3, 'Kita Lesingstraße', 's2')(answering(2, 'Fabidoo', 'p1')(mapping));
    const answered = await plan(lines, { mapping: both });
    expect(answered.rows[0]).toMatchObject({
      state: 'new',
      matched: [
        { what: 'provider', by: 'answer' },
        { what: 'site', by: 'answer' },
      ],
    });
    expect(answered.offers[0]).toMatchObject({ provider: { key: 'p1' }, runs: [{ site: 's2' }] });
    const declined = await plan(lines, { mapping: answering(3, 'Kita Lesingstraße', null) });
    expect(why(declined)).toContain('auslassen');
  });

  it('do not take the same name at another address, nor another name at the same one, for the same site', async () => {
    const result = await plan([
      'Angebot;Art;Ort;Anschrift;Tag',
      'A;Treff;Kita Lessingstraße;Borsigplatz 1;Mo',
      'B;Treff;Moschee;Lessingstraße 5;Mo',
    ]);
    expect(states(result)).toEqual(['problem', 'problem']);
    expect(result.questions).toHaveLength(2);
  });

  it('need a place for a new site: an address that is known, and somebody who says what it is', async () => {
    const lines = ['Angebot;Art;Ort;Anschrift;Tag', 'Chor;Treff;Pauluskirche;Schützenstraße 35;Mo'];
    expect(why(await plan(lines))).toContain('braucht einen Ort');
    const places = new Map<string, Found>([
      ['Schützenstraße 35', { address: 'Schützenstraße 35', at: [393_000, 5_709_000] }],
    ]);
    const asked = await plan(lines, { places });
    expect([states(asked), asked.questions[0]?.options[0]?.value]).toEqual([['problem'], 'new:kita']);
    const word = 'Pauluskirche, Schützenstraße 35';
    const answered = await plan(lines, { places, mapping: answering(2, word, 'new:association') });
    expect(answered.offers[0]?.runs[0]?.site).toMatchObject({
      name: 'Pauluskirche',
      kind: 'association',
      at: [393_000, 5_709_000],
    });
    expect((await plan(lines, { places, mapping: answering(2, word, 'new:palace') })).rows[0]?.state).toBe('problem');
  });

  it.each([
    ['Kind fehlt', 'Angebot;Ort;Tag', 'X;Kita Lessingstraße;Mo', 'Art: Bitte ausfüllen.'],
    ['no site', 'Angebot;Art', 'X;Treff', 'Standort: Ein Angebot findet'],
    ['no title', 'Art;Ort', 'Treff;Kita Lessingstraße', 'fehlt der Name'],
    [
      'ages turned round',
      'Angebot;Art;Alter von;Alter bis unter;Ort',
      'X;Treff;6 Jahre;3 Jahre;Kita Lessingstraße',
      'Muss über dem Alter von liegen.',
    ],
    [
      'an end before the start',
      'Angebot;Art;Ort;Beginn;Ende',
      'X;Treff;Kita Lessingstraße;11 Uhr;9 Uhr',
      'Muss nach dem Beginn liegen.',
    ],
    ['an unknown key', 'Schlüssel;Angebot', 'zzz;X', 'gibt es nicht'],
    ['times without a place', 'Angebot;Art;Tag', 'X;Treff;Mo', 'fehlt der Standort'],
  ])('break a rule: %s', async (_, header, row, said) => {
    const result = await plan([header, row]);
    expect([states(result), why(result)]).toEqual([['problem'], expect.stringContaining(said)]);
  });

  it('may be an offer that comes home, and runs nowhere', async () => {
    expect(states(await plan(['Angebot;Art;Hausbesuch', 'Willkommen;Willkommensbesuch;ja']))).toEqual(['new']);
  });

  it('clear on a dash, leave what is empty, and are the same once more after a spreadsheet has been at them', async () => {
    const cleared = await plan(['Schlüssel;Schlüssel von Ort und Zeit;Plätze;Ende', 'o1;r1;–;']);
    expect(cleared.rows[0]?.changes).toEqual([{ field: 'places', before: 8, after: null }]);
    const again = await plan([
      'Schlüssel;Schlüssel von Ort und Zeit;Alter von;Alter bis unter;Wochentage;Beginn',
      'o1;r1;12 Monate;36 Monate;montags;9:30:00',
    ]);
    expect(states(again)).toEqual(['unchanged']);
  });
});

const nasty = fc
  .tuple(
    fc.constantFrom(
      '',
      '=',
      '+',
      '@',
      "'",
      '–',
      '(leer)',
      '(keine)',
      '<script>',
      '\u202E',
      'مرحبا ',
      '1e5',
      '9:30',
      'x'.repeat(10_000),
    ),
    fc.string({ unit: 'binary' }),
  )
  .map((parts) => parts.join('').replaceAll('\u0000', '').toWellFormed().trim())
  .filter((one) => one !== '');

/** Any value that a column of the register may hold, whoever wrote it. */
function anyValue(name: string, field: Field): fc.Arbitrary<OfferValue> {
  const day = fc
    .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));
  const made: Partial<Record<Field['kind'], fc.Arbitrary<OfferValue>>> = {
    text: nasty,
    date: day,
    integer: fc.integer({ min: -2_147_483_647 }),
    months: fc.integer({ min: -9, max: 1200 }),
    boolean: fc.boolean(),
    code: fc.constantFrom(...Object.keys(field.values ?? { x: '' })),
    codes: fc.subarray([...WEEKDAYS]),
    list:
      name === 'languages'
        ? fc.uniqueArray(fc.constantFrom('de', 'tr', 'ar', 'rom', 'kmr', 'xyz', 'und', 'no'))
        : fc.uniqueArray(day),
  };
  return fc.option(made[field.kind] ?? nasty, { nil: null });
}
const valuesOf = (fields: Record<string, Field>) =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValue(name, field)])));
const { provider_key: _p, ...offerFields } = offerRegister.fields as Record<string, Field>;
const { site_key: _s, offer_key: _o, ...runFields } = offersAtSites.fields as Record<string, Field>;
const anyText = fc.record({
  language: fc.constantFrom('tr', 'ar', 'uk', 'rom'),
  plain: fc.boolean(),
  fields: fc.record({
    title: fc.option(nasty),
    description: fc.option(nasty),
    state: fc.constantFrom('draft', 'checked', null),
  }),
});
const anyStock = fc
  .record({
    offers: fc.array(
      fc.record({
        fields: valuesOf(offerFields),
        provider: fc.constantFrom(null, 'p0', 'p1', 'gone'),
        runs: fc.array(fc.record({ site: fc.constantFrom('s0', 's1', 's2', 'gone'), fields: valuesOf(runFields) }), {
          maxLength: 3,
        }),
        texts: fc.uniqueArray(anyText, { maxLength: 3, selector: ({ language, plain }) => `${language} ${plain}` }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    names: fc.array(fc.option(nasty), { minLength: 6, maxLength: 6 }),
    providers: fc.array(nasty, { minLength: 2, maxLength: 2 }),
  })
  .map(({ offers, names, providers }): Stock => {
    const made = offers.map(({ fields, provider, runs, texts }, i): StockOffer => {
      const offer = `o${i}`;
      return {
        key: offer,
        provider,
        fields,
        runs: runs.map((run, j) => ({ ...run, key: `r${i}-${j}`, offer })),
        texts: texts.map((text, j) => ({ ...text, key: `t${i}-${j}`, offer })),
        ...NOBODY,
      };
    });
    const sites = [0, 1, 2].map((i): [string, string | null, string | null] => [
      `s${i}`,
      names[i] ?? null,
      names[i + 3] ?? null,
    ]);
    return stockOf(
      made,
      sites,
      providers.map((name, i) => [`p${i}`, name]),
    );
  });

describe('what goes out comes back as unchanged', () => {
  for (const format of ['csv', 'xlsx'] as const)
    for (const language of ['de', 'en'] as const)
      it(`as ${format} in ${language}, whatever the register holds`, async () => {
        await fc.assert(
          fc.asyncProperty(anyStock, async (stock) => {
            const texts = stock.offers.flatMap((offer) =>
              offer.texts.map(({ language: of, plain }) => ({ language: of, plain })),
            );
            const columns = [...new Map(texts.map((text) => [`${text.language} ${text.plain}`, text])).values()];
            const written = writtenTable(writtenOffers(stock), columns, language);
            const file = await writeRegisterFile(format, { ...written, sheet: 'x' }, language);
            const { table, header, headers } = await readRegister(file, OFFER_REGISTER.ofHeader);
            const mapping = headers.map((name) => ({ target: OFFER_REGISTER.ofHeader(name) ?? null }));
            expect(mapping.filter(({ target }) => target === null)).toEqual([]);
            const { rows, questions } = planRows(offerRows(table, header, headers, mapping), stock, new Map(), mapping);
            expect(rows.filter(({ state }) => state !== 'unchanged')).toEqual([]);
            expect(questions).toEqual([]);
            expect(rows).toHaveLength(stock.offers.reduce((sum, { runs }) => sum + Math.max(1, runs.length), 0));
          }),
          { numRuns: 40, endOnFailure: true },
        );
      });
});
