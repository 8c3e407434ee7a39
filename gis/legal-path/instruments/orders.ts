import { INSTRUMENTS } from '../../layers/properties/part-codes.ts';
import type { LegalCase, LegalStep, Reason } from '../case.ts';
import { disorder, nobodyToAddress, owned, undiscussed, unheard } from '../conditions.ts';
import type { Instrument, InstrumentField, LegalSource } from '../instrument.ts';

/** What every order asks for, in the order in which it happens. */
const ORDER_FIELDS: readonly InstrumentField[] = [
  { name: 'office', from: 'start' },
  { name: 'heard_on', from: 'later' },
  { name: 'ordered_on', from: 'later' },
  { name: 'served_on', from: 'later' },
  { name: 'comply_by', from: 'later' },
];

const ORDER_SOURCES: readonly LegalSource[] = [
  { law: '§ 175 BauGB', confirmed: true },
  { law: '§ 28 VwVfG NRW', confirmed: false },
  { law: '§ 74 VwGO', confirmed: false },
];

/** §§ 176, 177, 179 BauGB: discussed first, heard before, served afterwards. */
function orderFlaws(step: LegalStep, of: LegalCase): Reason[] {
  return [
    ...unheard(step, of),
    ...disorder(step),
    ...(step.ordered_on === null ? [] : undiscussed(of, step.ordered_on)),
  ];
}

/** Carried out or not, an order that was never served has not come to an end but was given up. */
export function unserved({ served_on }: LegalStep): Reason[] {
  if (served_on !== null) return [];
  return [
    {
      field: 'served_on',
      text: {
        de: 'Ohne bekanntgegebene Anordnung ist der Schritt nicht abgeschlossen; sonst abbrechen und begründen.',
        en: 'Without an order that was served the step is not completed; else stop it and say why.',
      },
    },
  ];
}

const orderObstacles: Instrument['obstacles'] = (of, _step, context) => [
  ...owned(of),
  ...nobodyToAddress(of, context),
  ...undiscussed(of),
];

export const discussion: Instrument = {
  id: '175',
  title: INSTRUMENTS['175'],
  law: '§ 175 BauGB',
  purpose: {
    de: 'Die Maßnahme mit Eigentümer und Mietern erörtern, bevor etwas angeordnet wird.',
    en: 'Discuss the measure with owner and tenants before anything is ordered.',
  },
  fields: [
    { name: 'office', from: 'start' },
    { name: 'heard_on', from: 'later', label: { de: 'Erörtert am', en: 'Discussed on' } },
  ],
  obstacles: (of, _step, context) => [...owned(of), ...nobodyToAddress(of, context)],
  completion({ heard_on }) {
    if (heard_on !== null) return [];
    return [
      {
        field: 'heard_on',
        text: { de: 'Der Tag der Erörterung fehlt.', en: 'The day of the discussion is missing.' },
      },
    ];
  },
  sources: [{ law: '§ 175 BauGB', confirmed: true }],
};

export const buildingOrder: Instrument = {
  id: '176',
  title: INSTRUMENTS['176'],
  law: '§ 176 BauGB',
  purpose: {
    de: 'Den Eigentümer verpflichten, zu bauen oder das Gebäude anzupassen.',
    en: 'Oblige the owner to build or to adapt the building.',
  },
  fields: ORDER_FIELDS,
  obstacles: orderObstacles,
  flaws: orderFlaws,
  completion: unserved,
  hints: () => [
    {
      de: 'Wirtschaftlich unzumutbar darf es nicht sein (§ 176 Abs. 3 BauGB): vorher prüfen.',
      en: 'It must not be economically unreasonable (§ 176(3) BauGB): examine it first.',
    },
  ],
  sources: [{ law: '§ 176 BauGB', confirmed: true }, { law: '§ 176 Abs. 3 BauGB', confirmed: false }, ...ORDER_SOURCES],
};

export const modernisationOrder: Instrument = {
  id: '177',
  title: INSTRUMENTS['177'],
  law: '§ 177 BauGB',
  purpose: {
    de: 'Den Eigentümer verpflichten, Missstände zu beseitigen und Mängel zu beheben.',
    en: 'Oblige the owner to remedy deficiencies and repair defects.',
  },
  fields: ORDER_FIELDS,
  obstacles(of, step, context) {
    const reasons = orderObstacles(of, step, context);
    if (of.condition === '1') {
      reasons.push({
        text: {
          de: 'Es ist kein Mangel erfasst (Zustand 1); § 177 setzt Missstände oder Mängel voraus.',
          en: 'No defect is recorded (condition 1); § 177 presupposes deficiencies or defects.',
        },
      });
    }
    return reasons;
  },
  flaws: orderFlaws,
  completion: unserved,
  hints(of) {
    if (of.costs.some(({ kind }) => kind === 'uneconomic')) return [];
    return [
      {
        de: 'Die unrentierlichen Kosten trägt die Stadt (§ 177 Abs. 4 BauGB): unter Kosten schätzen und eintragen.',
        en: 'The city bears the uneconomic costs (§ 177(4) BauGB): estimate and record them under costs.',
      },
    ];
  },
  sources: [{ law: '§ 177 BauGB', confirmed: true }, ...ORDER_SOURCES],
};

/** Whether someone lives there, or may: what is not known is not vacant. */
const isInhabited = ({ occupancy }: LegalCase) => occupancy !== 'vacant';

export const demolitionOrder: Instrument = {
  id: '179',
  title: INSTRUMENTS['179'],
  law: '§ 179 BauGB',
  purpose: {
    de: 'Der Eigentümer duldet, dass die Stadt das Gebäude ganz oder teilweise beseitigt.',
    en: 'The owner tolerates that the city removes the building wholly or in part.',
  },
  fields: [...ORDER_FIELDS, { name: 'rehoused', from: 'later' }],
  obstacles: orderObstacles,
  flaws: orderFlaws,
  completion(step, of) {
    const reasons = unserved(step);
    if (isInhabited(of) && step.rehoused !== true) {
      reasons.push({
        field: 'rehoused',
        text: {
          de: 'Niemand verliert seine Wohnung ohne Ersatz: Ersatzwohnraum sichern (§ 179 Abs. 2 BauGB) oder den Leerstand erfassen.',
          en: 'Nobody loses a home without replacement: secure replacement housing (§ 179(2) BauGB) or record the vacancy.',
        },
      });
    }
    return reasons;
  },
  hints(of) {
    const hints = [
      {
        de: 'Der Eigentümer muss nur dulden; Beseitigung und Kosten sind Sache der Stadt.',
        en: 'The owner need only tolerate it; removal and its cost are the city’s.',
      },
    ];
    if (of.listed === true) {
      hints.push({
        de: 'Denkmal: Die Beseitigung braucht die Erlaubnis der Denkmalbehörde.',
        en: 'Listed building: its removal needs the permission of the heritage authority.',
      });
    }
    return hints;
  },
  sources: [{ law: '§ 179 BauGB', confirmed: true }, { law: '§ 179 Abs. 2 BauGB', confirmed: false }, ...ORDER_SOURCES],
};
