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
        (n) =>
          `Zellen, deren Zahl aus Datenschutz verdeckt ist (unter 3): ${n}; jede zählt 0 bis 2 Kinder, erwartet 1.`,
        (n) => `Cells whose count is hidden for privacy (under 3): ${n}; each counts 0 to 2 children, 1 expected.`,
      ),
    ],
    [
      estimated,
      both(
        estimated,
        (n) => `Zellen ohne veröffentlichte Kinderzahl: ${n}; dort zählen Personen mal Anteile des Unterbezirks.`,
        (n) =>
          `Cells without a published number of children: ${n}; there people times the shares of the statistical unit count.`,
      ),
    ],
    [
      unknown,
      both(
        unknown,
        (n) => `Gebiete mit unbekannter Kinderzahl: ${n}; sie fehlen, auch in den Grenzen.`,
        (n) => `Areas with an unknown number of children: ${n}; they are missing, from the bounds, too.`,
      ),
    ],
    [
      tally.fromDensity,
      both(
        tally.fromDensity,
        (n) => `Unterbezirke, deren Einwohnerzahl Dichte mal Gesamtfläche ist: ${n}.`,
        (n) => `Statistical units whose number of inhabitants is density times total area: ${n}.`,
      ),
    ],
    [
      withoutShares,
      both(
        withoutShares,
        (n) => `Zellen ohne Anteile nach Alter: ${n}; dort zählt jedes Lebensjahr gleich viel.`,
        (n) => `Cells without shares by age: ${n}; there every year of age counts the same.`,
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
        (n) => `Wohngebäude mit unbekannter Zahl der Geschosse: ${n}; angenommen ist der Median ihres Gebiets.`,
        (n) => `Residential buildings of unknown storeys: ${n}; the median of their area is assumed.`,
      ),
    ],
    [
      tally.withoutHome,
      both(
        tally.withoutHome,
        (n) => `Kinder in Gebieten ohne bekanntes Wohngebäude: rund ${n}; sie stehen an einem Punkt des Gebiets.`,
        (n) => `Children in areas without a known residential building: about ${n}; they stand at a point of the area.`,
      ),
    ],
    [
      tally.withoutStreet,
      both(
        tally.withoutStreet,
        (n) => `Kinder fern von jedem bekannten Weg: rund ${n}; sie stehen an einem Punkt ihres Gebiets.`,
        (n) => `Children far from any known way: about ${n}; they stand at a point of their area.`,
      ),
    ],
    [
      tally.lonely,
      both(
        tally.lonely,
        (n) => `Stellen mit weniger als drei Wohngebäuden und ohne Nachbarn: ${n}; nur in der Summe zu verwenden.`,
        (n) => `Places with fewer than three residential buildings and no neighbours: ${n}; to be used in sums only.`,
      ),
    ],
  ];
  // Less than half a child is written as 0 and says nothing.
  return [source(tally), AGES, ...counted.filter(([n]) => n >= 0.5).map(([, text]) => text)];
}
