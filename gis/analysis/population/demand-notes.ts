import type { Text } from '../../layers/fields.ts';

/** What was counted while children were put on streets. */
export interface DemandTally {
  zones: 'grid' | 'units';
  /** Reference years: of the people, and of the shares by age. */
  peopleYears: readonly number[];
  shareYears: readonly number[];
  /** Zones by how their number of children came about. */
  suppressed: number;
  estimated: number;
  unknown: number;
  /** Zones of known children in which no statistical unit gives shares by age. */
  withoutShares: number;
  /** Units whose number of inhabitants is a density times the area. */
  fromDensity: number;
  perturbation: number;
  assumedFloors: number;
  /** Expected children. */
  withoutHome: number;
  withoutStreet: number;
  /** Pieces of street with fewer than three homes. */
  lonely: number;
}

const whole = (value: number, locale: string) => Math.round(value).toLocaleString(locale);
const both = (value: number, de: (n: string) => string, en: (n: string) => string): Text => ({
  de: de(whole(value, 'de-DE')),
  en: en(whole(value, 'en-GB')),
});

function source({ zones, peopleYears, shareYears }: DemandTally): Text {
  const people = peopleYears.length > 0 ? ` ${peopleYears.join(', ')}` : '';
  const shares = shareYears.length > 0 ? ` ${shareYears.join(', ')}` : '';
  return zones === 'grid'
    ? {
        de: `Modelliert: Kinder der Gitterzellen${people} nach Geschossfläche auf Wohngebäude verteilt und auf Straßenstücke von etwa 20 m gesammelt; keine Zahl gilt einem einzelnen Haus. Altersgruppen nach den Anteilen der Unterbezirke${shares}.`,
        en: `Modelled: children of the grid cells${people} put on residential buildings by floor area and gathered on pieces of street of about 20 m; no figure is that of one house. Age groups by the shares of the statistical units${shares}.`,
      }
    : {
        de: `Modelliert: Einwohner der Unterbezirke${people} mal ihre Anteile nach Alter${shares}, nach Geschossfläche auf Wohngebäude verteilt und auf Straßenstücke von etwa 20 m gesammelt; keine Zahl gilt einem einzelnen Haus.`,
        en: `Modelled: inhabitants of the statistical units${people} times their shares by age${shares}, put on residential buildings by floor area and gathered on pieces of street of about 20 m; no figure is that of one house.`,
      };
}

const AGES: Text = {
  de: 'Die Statistik nennt 6 bis unter 18 Jahre zusammen; jedes Jahr zählt gleich viel, also die Hälfte unter 12 (Annahme).',
  en: 'Statistics give 6 to under 18 years as one; every year counts the same, so half are under 12 (assumption).',
};

/** Assumptions and gaps of modelled children, to be shown with the figures; only what applies is said. */
export function demandNotes(tally: DemandTally): Text[] {
  const { suppressed, estimated, unknown, withoutShares, perturbation, assumedFloors } = tally;
  const counted: [number, Text][] = [
    [
      suppressed,
      both(
        suppressed,
        (n) => `${n} Zellen sind aus Datenschutz verdeckt (unter 3): sie zählen 0 bis 2 Kinder, erwartet 1.`,
        (n) => `${n} cells are hidden for privacy (under 3): they count 0 to 2 children, 1 expected.`,
      ),
    ],
    [
      estimated,
      both(
        estimated,
        (n) => `Für ${n} Zellen ist keine Kinderzahl veröffentlicht: Personen mal Anteile des Unterbezirks.`,
        (n) => `For ${n} cells no number of children is published: people times the shares of the statistical unit.`,
      ),
    ],
    [
      unknown,
      both(
        unknown,
        (n) => `Für ${n} Gebiete ist die Zahl der Kinder nicht bekannt; sie fehlen, auch in den Grenzen.`,
        (n) => `For ${n} areas the number of children is not known; they are missing, from the bounds, too.`,
      ),
    ],
    [
      tally.fromDensity,
      both(
        tally.fromDensity,
        (n) => `Für ${n} Unterbezirke ist die Einwohnerzahl Dichte mal Gesamtfläche.`,
        (n) => `For ${n} statistical units the number of inhabitants is density times total area.`,
      ),
    ],
    [
      withoutShares,
      both(
        withoutShares,
        (n) => `Für ${n} Zellen gibt es keine Anteile nach Alter: jedes Lebensjahr zählt gleich viel.`,
        (n) => `For ${n} cells there are no shares by age: every year of age counts the same.`,
      ),
    ],
    [
      perturbation,
      both(
        perturbation,
        (n) =>
          `Zensuswerte sind mit der Cell-Key-Methode verändert: je Zelle ±${n} (Annahme; der Zensus nennt keine Grenze), Null bleibt Null. Die Grenzen gelten, wenn alle Zellen gleich abweichen.`,
        (n) =>
          `Census values are perturbed by the cell-key method: ±${n} a cell (assumption; the census names no bound), zero stays zero. The bounds hold if all cells deviate alike.`,
      ),
    ],
    [
      assumedFloors,
      both(
        assumedFloors,
        (n) => `Für ${n} Wohngebäude sind keine Geschosse bekannt: angenommen ist der Median ihres Gebiets.`,
        (n) => `The storeys of ${n} residential buildings are not known: the median of their area is assumed.`,
      ),
    ],
    [
      tally.withoutHome,
      both(
        tally.withoutHome,
        (n) => `Rund ${n} Kinder leben in Gebieten ohne bekanntes Wohngebäude; sie stehen an einem Punkt des Gebiets.`,
        (n) =>
          `About ${n} children live in areas without a known residential building; they stand at a point of the area.`,
      ),
    ],
    [
      tally.withoutStreet,
      both(
        tally.withoutStreet,
        (n) => `Rund ${n} Kinder leben fern von jedem bekannten Weg; sie stehen an einem Punkt ihres Gebiets.`,
        (n) => `About ${n} children live far from any known way; they stand at a point of their area.`,
      ),
    ],
    [
      tally.lonely,
      both(
        tally.lonely,
        (n) => `${n} Stellen haben weniger als drei Wohngebäude und keine Nachbarn; nur in der Summe verwenden.`,
        (n) => `${n} places have fewer than three residential buildings and no neighbours; use them in sums only.`,
      ),
    ],
  ];
  // Less than half a child is written as 0 and says nothing.
  return [source(tally), AGES, ...counted.filter(([n]) => n >= 0.5).map(([, text]) => text)];
}
