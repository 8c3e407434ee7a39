import type { Text } from '../layers/fields.ts';
import type { Bbox } from '../layers/source-types.ts';
import { QUARTER_TOTALS } from './population.ts';

/** A figure shown with the project: never without its source and date. */
export interface ProjectFact {
  label: Text;
  value: number;
  unit: Text | null;
  /** What a rate is divided by; null for plain counts. */
  denominator: Text | null;
  source: string;
  /** What a reader must know before using the figure; null where nothing. */
  remark: Text | null;
  asOf: string;
}

/** The row of the table `project`. */
export interface ProjectRow {
  name: Text;
  bounds: Bbox;
  surroundings: Bbox;
  land: string;
  default_view: { center: [lon: number, lat: number]; zoom: number };
  languages: string[];
  facts: ProjectFact[];
  demo: boolean;
}

const DECK = 'Blick nach Dortmund, Jugendamt Dortmund 2019';
const COUNTED_ON = '2017-09-26';
const PERCENT: Text = { de: '%', en: '%' };
const OF_INHABITANTS: Text = { de: 'der Einwohnerinnen und Einwohner', en: 'of the inhabitants' };
const AS_PUBLISHED: Text = { de: 'Bezugsgröße nicht angegeben', en: 'denominator not stated' };

const fact = (
  label: Text,
  value: number,
  unit: Text | null = null,
  denominator: Text | null = null,
  remark: Text | null = null,
): ProjectFact => ({
  label,
  value,
  unit,
  denominator,
  source: DECK,
  remark,
  asOf: COUNTED_ON,
});

const DISAGREES: Text = {
  de: 'Die Quelle nennt 65 % und 2.892 Personen; beides passt nicht zusammen.',
  en: 'The source says both 65 % and 2,892 people; the two do not agree.',
};

/** The demo's project area: the Brunnenstraßen-/Hannibalviertel in Dortmund's Nordstadt. */
export function projectRow(): ProjectRow {
  return {
    name: { de: 'Brunnenstraßen-/Hannibalviertel', en: 'Brunnenstraße/Hannibal quarter' },
    bounds: [7.4699, 51.5193, 7.4752, 51.5257],
    surroundings: [7.25, 51.38, 7.7, 51.64],
    land: 'NW',
    default_view: { center: [7.4717, 51.5228], zoom: 15.6 },
    languages: ['de', 'en'],
    facts: [
      fact({ de: 'Menschen', en: 'Inhabitants' }, QUARTER_TOTALS.inhabitants),
      fact({ de: 'Nationen', en: 'Nations' }, 35),
      fact({ de: 'Kinder bis 5 Jahre', en: 'Children up to 5' }, QUARTER_TOTALS.childrenUnder6),
      fact(
        { de: 'Kinder und Jugendliche bis 17 Jahre', en: 'Children and young people up to 17' },
        QUARTER_TOTALS.childrenUnder18,
      ),
      fact({ de: 'Geburten im Jahr, etwa', en: 'Births a year, about' }, 50),
      fact({ de: 'SGB II', en: 'SGB II benefits' }, 40, PERCENT, AS_PUBLISHED),
      fact({ de: 'Arbeitslosigkeit', en: 'Unemployment' }, 30, PERCENT, AS_PUBLISHED),
      fact(
        { de: 'Menschen mit ausländischen Wurzeln (Anteil)', en: 'People with foreign roots (share)' },
        65,
        PERCENT,
        OF_INHABITANTS,
        DISAGREES,
      ),
      fact(
        { de: 'Menschen mit ausländischen Wurzeln (Zahl)', en: 'People with foreign roots (number)' },
        2892,
        null,
        null,
        DISAGREES,
      ),
    ],
    demo: true,
  };
}
