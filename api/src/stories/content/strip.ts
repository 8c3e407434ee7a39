import { PRESET_TITLES } from '@quartierblick/gis/layers/hotspots/codes.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { placesOf } from '@quartierblick/gis/safety/section-places.ts';
import type { StripContent } from '@quartierblick/gis/stories/content.ts';
import type { SlideOf } from '@quartierblick/gis/stories/story.ts';
import { readAddress } from '@quartierblick/gis/views/safety.ts';
import type { Asking } from '../asking.ts';
import { behind, brokenParts, brokenView, nothing } from '../made.ts';
import type { Made, Maker } from '../made.ts';
import { presetFor, STREET_LAYERS, stripFor, thresholdsIn } from '../on-foot.ts';

type StripAccident = StripContent['accidents'][number];

const NO_PRESET: Text = { de: 'keine Schwellen gewählt', en: 'no thresholds chosen' };

/** What has no known severity is in the atlas all the same, so at least somebody was injured: light. */
const categoryOf = (category: string | null): StripAccident['category'] =>
  category === '1' ? 1 : category === '2' ? 2 : 3;
/** Left of the axis 1, right of it -1, as chainage grows; within half a metre on it. */
const sideOf = (offset: number): StripAccident['side'] => (Math.round(offset) === 0 ? 0 : offset > 0 ? 1 : -1);

async function make(ask: Asking, { view }: SlideOf<'strip'>): Promise<Made> {
  const search = new URLSearchParams(view);
  const { settings } = readAddress(search);
  const broken = brokenParts(search, (one) => readAddress(one).broken);
  const problems = broken.length > 0 ? [brokenView(broken)] : [];
  const answer = await stripFor(ask, settings);
  if (!answer) {
    const name = settings.street;
    const what =
      name === null
        ? { de: 'Straßen mit Namen', en: 'streets with a name' }
        : { de: `die Straße „${name}“`, en: `the street “${name}”` };
    return nothing(...problems, { kind: 'gone', what });
  }
  const { strip, figures, sections, years } = answer;
  const preset = presetFor(ask, settings);
  const chosen = settings.filter.years;
  const content: StripContent = {
    kind: 'strip',
    street: strip.id,
    metres: strip.length,
    accidents: strip.accidents
      .filter(({ accident }) => figures.passing.has(accident.key))
      .map(({ chainage, offset, accident: { category, year } }) => ({
        ...{ chainage, side: sideOf(offset), category: categoryOf(category), year },
      })),
    marks: strip.marks.map(({ chainage, what, kind, name }) => ({ chainage, what, kind, name })),
    density: figures.lixels.map(({ from, to, density }) => ({ from, to, value: density })),
    sections: placesOf(sections?.found ?? []),
    counts: figures.counts,
    years: chosen.length > 0 ? years.filter((year) => chosen.includes(year)) : years,
    incomplete: (sections?.incomplete ?? []).map(({ first, last }) =>
      first === last ? `${first}` : `${first}–${last}`,
    ),
    preset: preset ? PRESET_TITLES[preset.id] : NO_PRESET,
  };
  const { sources, uses } = await behind(ask, STREET_LAYERS);
  return { content, sources, withheld: [], problems, uses: { ...uses, ...thresholdsIn(ask, settings) } };
}

/** A street drawn straight with its accidents and what stands beside it. */
export const stripMaker: Maker<'strip'> = { lowest: 'public', make };
