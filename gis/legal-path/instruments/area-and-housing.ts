import { INSTRUMENTS } from '../../layers/properties/part-codes.ts';
import type { LegalCase, RuleContext } from '../case.ts';
import { disorder, nobodyToAddress, owned, unheard, withoutOutcome } from '../conditions.ts';
import type { Instrument } from '../instrument.ts';
import type { Text } from '../../layers/fields.ts';
import { unserved } from './orders.ts';

export const redevelopment: Instrument = {
  id: '136',
  title: INSTRUMENTS['136'],
  law: '§§ 136 ff. BauGB',
  purpose: {
    de: 'Städtebauliche Sanierung im förmlich festgelegten Gebiet.',
    en: 'Urban redevelopment within a formally designated area.',
  },
  fields: [{ name: 'office', from: 'start' }],
  obstacles(of) {
    if (of.formal_area === true) return [];
    return [
      {
        text:
          of.formal_area === false
            ? {
                de: 'Die Immobilie liegt nicht in einem förmlich festgelegten Sanierungsgebiet (§ 142 BauGB).',
                en: 'The property does not lie in a formally designated redevelopment area (§ 142 BauGB).',
              }
            : {
                de: 'Es ist nicht erfasst, ob die Immobilie in einem förmlich festgelegten Sanierungsgebiet liegt (§ 142 BauGB).',
                en: 'It is not recorded whether the property lies in a formally designated redevelopment area (§ 142 BauGB).',
              },
      },
    ];
  },
  completion: withoutOutcome,
  sources: [
    { law: '§§ 136 ff. BauGB', confirmed: true },
    { law: '§ 142 BauGB', confirmed: true },
  ],
};

/**
 * What § 10 WohnStG NRW says of a case: living space a person in m², or null where area or residents are not known.
 * An empty house has nobody who could be overcrowded.
 */
export function spacePerPerson({ living_area_m2, residents }: LegalCase): number | null {
  if (living_area_m2 === null || residents === null || residents <= 0) return null;
  return living_area_m2 / residents;
}

function occupancyHint(of: LegalCase, { law }: RuleContext): Text {
  const space = spacePerPerson(of);
  if (space === null) {
    return of.residents === 0
      ? { de: 'Es ist niemand gemeldet.', en: 'Nobody is registered here.' }
      : {
          de: 'Wohnfläche oder Personenzahl fehlt: Ob das Haus überbelegt ist, lässt sich nicht sagen (§ 10 WohnStG NRW).',
          en: 'Living area or number of residents is missing: whether the house is overcrowded cannot be told (§ 10 WohnStG NRW).',
        };
  }
  const figure = (locale: string) => space.toLocaleString(locale, { maximumFractionDigits: 1 });
  const enough = space >= law.spacePerPerson;
  return {
    de: `${figure('de-DE')} m² je Person im Haus: ${enough ? 'im Mittel genug' : 'überbelegt'} (${law.spacePerPerson} m², § 10 WohnStG NRW; gilt je Wohnung).`,
    en: `${figure('en-GB')} m² a person in the house: ${enough ? 'enough on average' : 'overcrowded'} (${law.spacePerPerson} m², § 10 WohnStG NRW; applies to each dwelling).`,
  };
}

export const housingSupervision: Instrument = {
  id: 'housing-supervision',
  title: INSTRUMENTS['housing-supervision'],
  law: 'WohnStG NRW',
  purpose: {
    de: 'Mindestanforderungen an Wohnraum und Überbelegung prüfen und durchsetzen.',
    en: 'Examine and enforce minimum standards of housing and occupancy.',
  },
  fields: [
    { name: 'office', from: 'start' },
    { name: 'heard_on', from: 'later' },
    { name: 'ordered_on', from: 'later' },
    { name: 'served_on', from: 'later' },
    { name: 'comply_by', from: 'later' },
    { name: 'rehoused', from: 'later' },
  ],
  obstacles: owned,
  flaws: (step, of, context) => [
    ...unheard(step, of),
    ...disorder(step),
    // Inspecting needs nobody's address; an order does.
    ...(step.ordered_on === null || step.state !== 'running' ? [] : nobodyToAddress(of, context)),
  ],
  completion: (step) => (step.ordered_on === null ? withoutOutcome(step) : unserved(step)),
  hints: (of, context) => [occupancyHint(of, context)],
  sources: [
    { law: '§ 10 WohnStG NRW', confirmed: true },
    { law: '§ 28 VwVfG NRW', confirmed: false },
    { law: '§ 74 VwGO', confirmed: false },
  ],
};
