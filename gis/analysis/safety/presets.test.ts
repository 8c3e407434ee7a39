import { describe, expect, it } from 'vitest';
import { criterionText, presetOf, presetOfLand, PRESETS } from './presets.ts';
import { hotspotSettingSchema } from './setting.ts';
import { spansOf } from './spans.ts';
import { weighed } from './weights.ts';
import { yearsText } from './years-text.ts';

describe('presets', () => {
  it('NRW: 1 year 3 alike, 3 years 5 with injury or 3 severe, 200 m; elsewhere 5 alike; Hesse 300 m', () => {
    const numbers = (id: keyof typeof PRESETS) => [
      PRESETS[id].sectionM,
      ...PRESETS[id].criteria.map(({ years, least, counted, same }) => [years, least, counted, same]),
    ];
    const three = [
      [3, 5, 'injury', null],
      [3, 3, 'severe', null],
    ];
    expect(numbers('nw')).toEqual([200, [1, 3, 'injury', 'type'], ...three]);
    expect(numbers('m-uko')).toEqual([200, [1, 5, 'injury', 'type'], ...three]);
    expect(numbers('he')).toEqual([300, [1, 5, 'injury', 'type'], ...three]);
  });

  it('no Land gets the thresholds of another one', () => {
    expect(presetOfLand('NW')?.id).toBe('nw');
    expect(presetOfLand('HE')?.id).toBe('he');
    expect(['BY', 'NI', 'BE', 'SN'].map(presetOfLand)).toEqual([null, null, null, null]);
    expect(presetOf(null, 'BY')).toBeNull();
    expect(presetOf({ preset: 'm-uko' }, 'BY')).toEqual({ preset: PRESETS['m-uko'], chosen: true });
    expect(presetOf(null, 'NW')).toEqual({ preset: PRESETS.nw, chosen: false });
  });

  it('a project may set own thresholds, but none that any two accidents would not meet', () => {
    const own = { preset: 'own', sectionM: 150, junctionM: 20, criteria: [{ ...PRESETS.nw.criteria[0], least: 4 }] };
    expect(hotspotSettingSchema.parse(own)).toEqual(own);
    expect(hotspotSettingSchema.safeParse({ ...own, criteria: [{ ...own.criteria[0], least: 1 }] }).success).toBe(
      false,
    );
    expect(hotspotSettingSchema.safeParse({ preset: 'own' }).success).toBe(false);
    expect(hotspotSettingSchema.parse(null)).toBeNull();
  });

  it('are spelled out with number, years and what must be alike', () => {
    expect(PRESETS.nw.criteria.map((one) => criterionText(one).de)).toEqual([
      'in 1 Jahr mindestens 3 mit Personenschaden gleichen Unfalltyps',
      'in 3 Jahren mindestens 5 mit Personenschaden',
      'in 3 Jahren mindestens 3 mit Getöteten oder Schwerverletzten',
    ]);
  });
});

describe('weights and years', () => {
  it('BASt 2021: a lower bound of one person an accident; 5 : 2 pools killed and severe', () => {
    const counts = { killed: 1, severe: 2, light: 3 };
    expect(weighed(counts, 'unweighted')).toBe(6);
    expect(weighed(counts, 'five-two')).toBe(21);
    expect(weighed(counts, 'cost')).toBe(1_284_160 + 2 * 128_878 + 3 * 5_652);
  });

  it('views need every year', () => {
    expect(spansOf([2019, 2020, 2021, 2023], 3)).toEqual({
      covered: [{ first: 2019, last: 2021 }],
      incomplete: [
        { first: 2020, last: 2022 },
        { first: 2021, last: 2023 },
      ],
    });
    expect(spansOf([2024], 1)).toEqual({ covered: [{ first: 2024, last: 2024 }], incomplete: [] });
  });

  it('years with a gap show it', () => {
    expect(yearsText([2019, 2020, 2021, 2024])).toBe('2019–2021, 2024');
    expect(yearsText([])).toBe('');
  });
});
