import { beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { seedQuarter } from './seed.ts';

interface Values {
  year: number | null;
  years: number[];
  asOf: string | null;
  citations: string[];
  denominator: { en: string };
  items: { key: string; value: number | null; state: string }[];
}

describeOnEachDatabase('measures', (context) => {
  const get = (path: string) => context().app.request(`/api/layers/${path}`);
  const values = async (path: string) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    return (await response.json()) as Values;
  };
  const byKey = ({ items }: Values) =>
    Object.fromEntries(items.map(({ key, value, state }) => [key, value === null ? state : `${value} ${state}`]));
  beforeAll(async () => void (await seedQuarter(context().db)));

  it('keeps zero, hidden, uncertain and not available apart in the grid', async () => {
    const density = await values('population-grid/measures/density-total');
    expect(density).toMatchObject({ year: 2022, years: [2022], asOf: '2022-05-15' });
    expect(byKey(density)).toEqual({
      'cell-one': 'suppressed',
      'cell-two': 'suppressed',
      'cell-many': '100 value',
      'cell-zero': '0 value',
      'cell-uncertain': '7 uncertain',
      'cell-unknown': 'not-available',
      'cell-no-area': 'not-available',
    });
  });

  it('calls two children in a large cell hidden, and children nobody counted not available', async () => {
    const children = byKey(await values('population-grid/measures/density-children'));
    expect(children).toMatchObject({ 'cell-many': 'suppressed', 'cell-no-area': 'not-available' });
  });

  it('gives no density where the denominator is not known', async () => {
    const items = Object.values(byKey(await values('population-grid/measures/density-settlement')));
    expect(new Set(items)).toEqual(new Set(['suppressed', 'not-available']));
  });

  it('lists an indicator with denominator, years and source, known or not', async () => {
    const list = (await (await get('statistical-units/measures')).json()) as {
      id: string;
      years: number[];
      sources: string[];
      denominator: { en: string };
    }[];
    expect(list.find(({ id }) => id === 'unemployed')).toMatchObject({
      years: [2023, 2024],
      sources: ['Jahresbericht'],
    });
    expect(list.find(({ id }) => id === 'Ohne Namen')?.denominator.en).toBe('as published');
  });

  it('takes the newest year unless asked, and lists units without a figure as not available', async () => {
    const newest = await values('statistical-units/measures/unemployed');
    expect(newest.year).toBe(2024);
    expect(byKey(newest)).toEqual({ '051': '23.9 value', '052': '0 value', '053': 'not-available' });
    const before = await values('statistical-units/measures/unemployed?year=2023');
    expect(byKey(before)).toEqual({ '051': '23.1 value', '052': 'not-available', '053': 'not-available' });
    expect(newest.citations).toEqual(['Jahresbericht']);
  });

  it('hides a count of two people and what is stored beside "suppressed", in the detail, too', async () => {
    const people = await values('statistical-units/measures/inhabitants');
    expect(byKey(people)).toEqual({ '051': 'suppressed', '052': '4017 uncertain', '053': 'suppressed' });
    for (const unit of ['051', '053']) {
      const detail = await (await get(`statistical-units/features/${unit}`)).text();
      expect(detail).not.toContain('123456');
      const { related } = JSON.parse(detail) as { related: { rows: Record<string, unknown>[] }[] };
      const row = related[0]?.rows.find(({ indicator }) => indicator === 'inhabitants');
      expect(row).toMatchObject({ value: null, state: 'suppressed' });
    }
  });

  it('says which years there are when asked for another', async () => {
    const response = await get('statistical-units/measures/unemployed?year=1999');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ years: [2023, 2024] });
    expect((await get('statistical-units/measures/unemployed?year=last')).status).toBe(400);
    expect((await get('statistical-units/measures/nothing')).status).toBe(404);
  });

  it('has none for layers of classes', async () => {
    expect(await (await get('buildings/measures')).json()).toEqual([]);
  });
});
