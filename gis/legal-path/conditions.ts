import { dayText } from './case.ts';
import type { LegalCase, LegalStep, Reason, RuleContext } from './case.ts';

/** The city itself owns the building: there is nobody to order or to buy from. */
export function owned(of: LegalCase): Reason[] {
  if (of.availability !== 'acquired') return [];
  return [{ text: { de: 'Die Stadt ist bereits Eigentümerin.', en: 'The city already owns the property.' } }];
}

/** Whether someone stands in for an owner who cannot be reached: a curator of the estate (§ 1960 BGB) or a representative (§ 207 BauGB). */
function isRepresented(of: LegalCase, today: string): boolean {
  return of.owners.some(
    ({ role, valid_to }) =>
      (role === 'representative' || role === 'estate-curator') && (valid_to === null || valid_to >= today),
  );
}

/**
 * An order needs somebody whom it is addressed to and served on (§ 41 VwVfG NRW, general knowledge): the owner, or a representative
 * appointed by the court for owners who are unknown or absent and for ownerless land (§ 207 BauGB).
 */
export function nobodyToAddress(of: LegalCase, { today }: RuleContext): Reason[] {
  if (of.owner_state === 'known' || isRepresented(of, today)) return [];
  switch (of.owner_state) {
    case 'ownerless':
      return [
        {
          text: {
            de: 'Das Grundstück ist herrenlos: Es gibt niemanden, an den sich das richten kann. Weg: Aneignung (§ 928 Abs. 2 BGB) oder eine gerichtlich bestellte Vertretung (§ 207 BauGB).',
            en: 'The property is ownerless: there is nobody whom this could be addressed to. Way out: appropriation (§ 928(2) BGB) or a representative appointed by the court (§ 207 BauGB).',
          },
        },
      ];
    case 'unknown':
    case 'contact-lost':
      return [
        {
          text: {
            de: 'Der Eigentümer ist nicht zu erreichen. Zuerst: Eigentümerermittlung, Nachlasspflegschaft (§ 1960 BGB) oder Vertretung (§ 207 BauGB); danach unter Eigentum eintragen.',
            en: 'The owner cannot be reached. First: search for the owner, curator of the estate (§ 1960 BGB) or representative (§ 207 BauGB); then record it under ownership.',
          },
        },
      ];
    default:
      return [
        {
          text: {
            de: 'Es ist nicht erfasst, ob der Eigentümer bekannt ist.',
            en: 'It is not recorded whether the owner is known.',
          },
        },
      ];
  }
}

/** §§ 176 to 179 are to be discussed with those concerned first (§ 175(1) BauGB). */
export function undiscussed(of: LegalCase, before: string | null = null): Reason[] {
  const discussed = of.steps.some(
    ({ instrument, state, ended_on, heard_on }) =>
      instrument === '175' && state === 'completed' && (before === null || (heard_on ?? ended_on ?? '') <= before),
  );
  if (discussed) return [];
  return [
    {
      text: {
        de: 'Vorher ist mit den Betroffenen zu erörtern: Schritt § 175 BauGB abschließen.',
        en: 'It is to be discussed with those concerned first: complete the step § 175 BauGB.',
      },
    },
  ];
}

/**
 * Whoever is ordered to do something is heard before (§ 28(1) VwVfG NRW). Where there is danger to life, the hearing may be left
 * out with a stated reason (§ 28(2) no. 1).
 */
export function unheard(step: LegalStep, of: LegalCase): Reason[] {
  const { ordered_on, heard_on } = step;
  if (ordered_on === null || (heard_on !== null && heard_on <= ordered_on)) return [];
  if (heard_on === null && of.condition === '5' && step.reason !== null) return [];
  return [
    {
      field: 'heard_on',
      text: {
        de: 'Vor der Anordnung ist anzuhören (§ 28 VwVfG NRW); entbehrlich nur bei Gefahr (Zustand 5) mit Begründung.',
        en: 'A hearing comes before the order (§ 28 VwVfG NRW); dispensable only in danger (condition 5) with a stated reason.',
      },
    },
  ];
}

/** Dates of an order follow each other: ordered, served, carried out. */
export function disorder({ ordered_on, served_on, comply_by }: LegalStep): Reason[] {
  const reasons: Reason[] = [];
  if (served_on !== null && (ordered_on === null || served_on < ordered_on)) {
    reasons.push({
      field: ordered_on === null ? 'ordered_on' : 'served_on',
      text: {
        de: 'Bekanntgegeben wird eine Anordnung frühestens an ihrem Datum.',
        en: 'An order is served on the day of its date at the earliest.',
      },
    });
  }
  if (comply_by !== null && (served_on === null || comply_by < served_on)) {
    reasons.push({
      field: served_on === null ? 'served_on' : 'comply_by',
      text: {
        de: 'Eine Frist zur Umsetzung gibt es erst ab der Bekanntgabe.',
        en: 'There is no period for carrying it out before it is served.',
      },
    });
  }
  return reasons;
}

/** A reason with a day in it. */
export function withDay(day: string, de: (day: string) => string, en: (day: string) => string): Reason['text'] {
  const text = dayText(day);
  return { de: de(text.de), en: en(text.en) };
}

/** Completed without saying what became of it. */
export function withoutOutcome({ outcome }: LegalStep): Reason[] {
  if (outcome !== null) return [];
  return [
    {
      field: 'outcome',
      text: { de: 'Das Ergebnis fehlt.', en: 'The outcome is missing.' },
    },
  ];
}
