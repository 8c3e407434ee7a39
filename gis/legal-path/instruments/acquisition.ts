import { INSTRUMENTS } from '../../layers/properties/part-codes.ts';
import { nobodyToAddress, owned, withoutOutcome } from '../conditions.ts';
import type { Instrument } from '../instrument.ts';

export const ownerSearch: Instrument = {
  id: 'owner-search',
  title: INSTRUMENTS['owner-search'],
  law: '§ 1960 BGB, § 207 BauGB',
  purpose: {
    de: 'Einen Eigentümer finden, den es gibt, den aber niemand erreicht, oder jemanden bestellen lassen, der für ihn handelt.',
    en: 'Find an owner who exists but whom nobody reaches, or have somebody appointed who acts instead.',
  },
  fields: [{ name: 'office', from: 'start' }],
  obstacles(of) {
    const reasons = owned(of);
    if (of.owner_state === 'ownerless') {
      reasons.push({
        text: {
          de: 'Herrenlos heißt: Der Eigentümer hat im Grundbuch verzichtet. Es gibt niemanden zu suchen; Weg: Aneignung nach § 928 BGB.',
          en: 'Ownerless means: the owner waived ownership in the land register. There is nobody to search for; way out: appropriation by § 928 BGB.',
        },
      });
    }
    if (of.owner_state === 'known') {
      reasons.push({ text: { de: 'Der Eigentümer ist bekannt.', en: 'The owner is known.' } });
    }
    return reasons;
  },
  completion: withoutOutcome,
  hints: (of) =>
    of.owners.some(({ kind }) => kind === 'heirs')
      ? [
          {
            de: 'Bei ungeklärten Erben: Nachlasspflegschaft beim Amtsgericht anregen (§ 1960 BGB).',
            en: 'With unresolved heirs: ask the local court for a curator of the estate (§ 1960 BGB).',
          },
        ]
      : [
          {
            de: 'Für unbekannte oder abwesende Eigentümer bestellt das Gericht auf Antrag eine Vertretung (§ 207 BauGB).',
            en: 'For unknown or absent owners the court appoints a representative on request (§ 207 BauGB).',
          },
        ],
  sources: [
    { law: '§ 1960 BGB', confirmed: false },
    { law: '§ 207 BauGB', confirmed: false },
  ],
};

export const purchaseTalks: Instrument = {
  id: 'purchase-talks',
  title: INSTRUMENTS['purchase-talks'],
  law: '§ 433 BGB',
  purpose: { de: 'Freihändiger Ankauf durch die Stadt.', en: 'Purchase by the city by agreement.' },
  fields: [
    { name: 'contract_on', from: 'later' },
    { name: 'office', from: 'start' },
  ],
  obstacles: (of, _step, context) => [...owned(of), ...nobodyToAddress(of, context)],
  completion: (step) => (step.contract_on === null ? withoutOutcome(step) : []),
  hints: (of) =>
    of.availability === 'not-for-sale'
      ? [
          {
            de: 'Die Immobilie ist als unverkäuflich geführt; beginnt das Gespräch neu, die Verfügbarkeit mit ändern.',
            en: 'The property is recorded as not for sale; where talks begin anew, change its availability, too.',
          },
        ]
      : [],
  proposes({ contract_on, ended_on }) {
    if (contract_on === null) return null;
    return {
      axis: 'availability',
      value: 'acquired',
      validFrom: ended_on ?? contract_on,
      reason: { de: 'Kaufvertrag geschlossen', en: 'Contract of sale concluded' },
    };
  },
  sources: [{ law: '§ 433 BGB', confirmed: false }],
};

export const appropriation: Instrument = {
  id: '928',
  title: INSTRUMENTS['928'],
  law: '§ 928 Abs. 2 BGB',
  purpose: {
    de: 'Ein Grundstück übernehmen, auf das der Eigentümer im Grundbuch verzichtet hat.',
    en: 'Take over a property whose owner waived ownership in the land register.',
  },
  fields: [
    { name: 'waiver_registered_on', from: 'start', required: true },
    { name: 'office', from: 'start' },
  ],
  obstacles(of, step) {
    const reasons = owned(of);
    if (of.owner_state !== 'ownerless') {
      reasons.push({
        text:
          of.owner_state === 'unknown' || of.owner_state === 'contact-lost'
            ? {
                de: 'Eigentümer unbekannt heißt nicht herrenlos: Es gibt einen Eigentümer. Weg: Eigentümerermittlung.',
                en: 'Owner unknown does not mean ownerless: there is an owner. Way out: search for the owner.',
              }
            : {
                de: 'Nur ein herrenloses Grundstück kann man sich aneignen: Es braucht einen eingetragenen Verzicht (§ 928 Abs. 1 BGB).',
                en: 'Only an ownerless property can be appropriated: it takes a registered waiver (§ 928(1) BGB).',
              },
      });
    }
    if (!step?.waiver_registered_on) {
      reasons.push({
        field: 'waiver_registered_on',
        text: {
          de: 'Der Tag fehlt, an dem der Verzicht ins Grundbuch eingetragen wurde.',
          en: 'The day is missing on which the waiver was entered in the land register.',
        },
      });
    }
    return reasons;
  },
  completion: withoutOutcome,
  hints: () => [
    {
      de: 'Das Recht zur Aneignung hat zuerst der Fiskus des Landes (§ 928 Abs. 2 BGB); die Stadt braucht seinen Verzicht oder eine Abtretung. Im Ergebnis festhalten.',
      en: 'The right to appropriate belongs to the fiscus of the Land first (§ 928(2) BGB); the city needs its waiver or an assignment. Say so in the outcome.',
    },
  ],
  proposes({ ended_on }) {
    if (ended_on === null) return null;
    return {
      axis: 'availability',
      value: 'acquired',
      validFrom: ended_on,
      reason: { de: 'Aneignung eingetragen (§ 928 Abs. 2 BGB)', en: 'Appropriation registered (§ 928(2) BGB)' },
    };
  },
  sources: [
    { law: '§ 928 Abs. 1 BGB', confirmed: true },
    { law: '§ 928 Abs. 2 BGB', confirmed: false },
  ],
};
