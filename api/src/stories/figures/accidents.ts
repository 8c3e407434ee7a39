import { yearsText } from '@quartierblick/gis/analysis/safety/years-text.ts';
import { PRESET_TITLES } from '@quartierblick/gis/layers/hotspots/codes.ts';
import type { Text } from '@quartierblick/gis/layers/fields.ts';
import { placesOf } from '@quartierblick/gis/safety/section-places.ts';
import type { StripAnswer } from '../../network/worker-messages.ts';
import { USUAL, writeAddress } from '@quartierblick/gis/views/safety.ts';
import type { Asking } from '../asking.ts';
import { behind } from '../made.ts';
import { ACCIDENT_LAYERS, presetFor, stripFor, thresholdsIn } from '../on-foot.ts';
import { known, PLAIN } from './figure.ts';
import type { FigureMaker } from './figure.ts';

const GROUP: Text = { de: 'Unfälle an einer Straße', en: 'Accidents along a street' };
/** More streets are no choice; others can still be named. */
const MOST_STREETS = 200;

const INJURY: Text = { de: 'Unfälle mit Personenschaden', en: 'Accidents with injury' };
const SEVERE: Text = {
  de: 'Unfälle mit Getöteten oder Schwerverletzten',
  en: 'Accidents with people killed or severely injured',
};
const PLACES: Text = {
  de: 'Stellen, an denen ein Kriterium auf offenen Daten erfüllt ist',
  en: 'Places where a criterion is met on open data',
};
const NO_FINDING: Text = {
  de: 'Anlass, genauer hinzusehen; kein Befund der Unfallkommission. Sachschäden sind nicht in den Daten.',
  en: 'A reason to look closer, not a finding of the accident commission. Damage to property is not in the data.',
};
const ONLY_INJURY: Text = {
  de: 'Nur Unfälle mit Personenschaden; Sachschäden sind nicht in den Daten.',
  en: 'Only accidents with injury; damage to property is not in the data.',
};

/** Streets with accidents, those with most first. */
async function busiest(ask: Asking): Promise<string[]> {
  const all = await ask.once('streets', () => ask.tools.network.streetChoices());
  const some = all.filter(({ accidents }) => accidents > 0).toSorted((a, b) => b.accidents - a.accidents);
  return some.slice(0, MOST_STREETS).map(({ id }) => id);
}

const along = (what: Text, street: string, when = ''): Text => ({
  de: `${what.de}, ${street}${when}`,
  en: `${what.en}, ${street}${when}`,
});

/** A kind of figure of one street, over all years with data. */
function streetFigures(
  id: string,
  what: Text,
  tell: (answer: StripAnswer, ask: Asking) => { value: number | null; denominator: Text | null; notes: Text[] },
): FigureMaker {
  return {
    lowest: 'public',
    group: GROUP,
    offered: async (ask) =>
      (await busiest(ask)).map((street) => ({ name: `${id}:${street}`, title: along(what, street) })),
    async make(ask, street) {
      const settings = { ...USUAL, street };
      const answer = street === '' ? null : await stripFor(ask, settings);
      if (!answer) return null;
      const { value, ...said } = tell(answer, ask);
      const { sources, uses } = await behind(ask, ACCIDENT_LAYERS);
      const { years } = answer;
      return {
        ...PLAIN,
        title: along(what, street, years.length > 0 ? `, ${yearsText(years)}` : ''),
        // No accident in years without data is no zero.
        ...known(years.length > 0 ? value : null),
        format: 'count',
        ...said,
        sources,
        seenAt: `/safety${writeAddress({ ...settings, tab: id === 'sections' ? 'sections' : USUAL.tab }, new URLSearchParams())}`,
        uses: { ...uses, ...(id === 'sections' && thresholdsIn(ask, USUAL)) },
      };
    },
  };
}

const injured = ({ figures: { counts } }: StripAnswer): number => counts.killed + counts.severe + counts.light;

const inYears = ({ years }: StripAnswer): Text => ({
  de: years.length === 1 ? 'in einem Jahr' : `in ${years.length} Jahren mit Daten`,
  en: years.length === 1 ? 'in one year' : `in ${years.length} years with data`,
});

/** `accidents:<street>` */
export const accidentFigures = streetFigures('accidents', INJURY, (answer) => ({
  value: injured(answer),
  denominator: inYears(answer),
  notes: [ONLY_INJURY],
}));

/** `severe:<street>` */
export const severeFigures = streetFigures('severe', SEVERE, (answer) => {
  const { killed, severe } = answer.figures.counts;
  const [all, when] = [injured(answer), inYears(answer)];
  return {
    value: killed + severe,
    denominator: {
      de: `von ${all} Unfällen mit Personenschaden ${when.de}`,
      en: `of ${all} accidents with injury ${when.en}`,
    },
    notes: [],
  };
});

/** `sections:<street>`, by the thresholds of the project. */
export const sectionFigures = streetFigures('sections', PLACES, ({ sections }, ask) => {
  const preset = presetFor(ask, USUAL);
  if (!sections || !preset) {
    const none = { de: 'Es sind keine Schwellen gewählt.', en: 'No thresholds are chosen.' };
    return { value: null, denominator: null, notes: [none] };
  }
  const spans = sections.incomplete.map(({ first, last }) => `${first}–${last}`).join(', ');
  const unjudged = {
    de: `Nicht beurteilt, weil Jahre fehlen: ${spans}`,
    en: `Not judged, because years are missing: ${spans}`,
  };
  const { de, en } = PRESET_TITLES[preset.id];
  return {
    value: placesOf(sections.found).length,
    denominator: { de: `Schwellen: ${de}`, en: `thresholds: ${en}` },
    notes: spans === '' ? [NO_FINDING] : [NO_FINDING, unjudged],
  };
});
