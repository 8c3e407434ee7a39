import { expect, it } from 'vitest';
import { ownPreset, ownText, parseOwn, thresholdsOf } from './own-thresholds.ts';
import { PRESETS } from './presets.ts';

it('begins as a copy of a preset and gives its criteria back under the name of own ones', () => {
  for (const preset of Object.values(PRESETS)) {
    expect(ownPreset(thresholdsOf(preset))).toEqual({ ...preset, id: 'own' });
  }
});

it('leaves out a criterion of 0, and is no preset where none is left', () => {
  const own = { ...thresholdsOf(), sameType: 0 };
  expect(ownPreset(own)?.criteria.map(({ id }) => id)).toEqual(['3y-injury', '3y-severe']);
  expect(ownPreset({ ...own, injury: 0, severe: 0 })).toBeNull();
});

it('travels in a link, and refuses there what no threshold can be', () => {
  const own = { ...thresholdsOf(), sectionM: 150, severe: 0 };
  expect(parseOwn(ownText(own))).toEqual(own);
  for (const text of ['own', 'own-200-25-3-5', 'own-200-25-1-5-3', 'own-0-25-3-5-3', 'own-200-25-3-5-x', 'nw']) {
    expect(parseOwn(text)).toBeUndefined();
  }
});
