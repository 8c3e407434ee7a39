import { INSTRUMENTS } from '../../layers/properties/part-codes.ts';
import { endOfMonths } from '../calendar.ts';
import type { LegalStep, Reason, RuleContext } from '../case.ts';
import { owned, withDay } from '../conditions.ts';
import type { Instrument } from '../instrument.ts';

/** Last day on which pre-emption may be exercised, and averted by the buyer (§ 28(2) sentence 1, § 27(1) BauGB); null before the notification. */
function preemptionEnds({ notified_on }: LegalStep, { law }: RuleContext): string | null {
  return notified_on === null ? null : endOfMonths(notified_on, law.preemptionMonths, law.land);
}

/**
 * The right is exercised by a notice to the seller (§ 28(2) sentence 1 BauGB), and a notice has no effect before it is served
 * (§ 43(1) VwVfG NRW, general knowledge): what was decided in time and served too late was not exercised in time.
 */
function unserved({ exercised_on, served_on }: LegalStep, ends: string | null): Reason[] {
  if (exercised_on === null || served_on === null) return [];
  if (served_on < exercised_on) {
    const text = {
      de: 'Bekanntgegeben wird der Bescheid frühestens an dem Tag, an dem das Vorkaufsrecht ausgeübt wird.',
      en: 'The notice is served on the day on which pre-emption is exercised at the earliest.',
    };
    return [{ field: 'served_on', text }];
  }
  if (ends === null || served_on <= ends) return [];
  return [
    {
      field: 'served_on',
      text: withDay(
        ends,
        (end) => `Der Bescheid wurde nach dem Ende der Frist am ${end} bekanntgegeben (§ 28 Abs. 2 Satz 1 BauGB).`,
        (end) => `The notice was served after the period had ended on ${end} (§ 28(2) sentence 1 BauGB).`,
      ),
    },
  ];
}

function flaws(step: LegalStep, context: RuleContext): Reason[] {
  const { contract_on, notified_on, averted_on, exercised_on } = step;
  const ends = preemptionEnds(step, context);
  const reasons: Reason[] = [];
  if (notified_on !== null && (contract_on === null || notified_on < contract_on)) {
    reasons.push({
      field: contract_on === null ? 'contract_on' : 'notified_on',
      text: {
        de: 'Mitgeteilt werden kann nur ein geschlossener Kaufvertrag: Die Mitteilung liegt nicht vor seinem Datum.',
        en: 'Only a concluded contract can be notified: the notification does not come before its date.',
      },
    });
  }
  const acts = [
    { field: 'exercised_on', day: exercised_on },
    { field: 'averted_on', day: averted_on },
  ] as const;
  for (const { field, day } of acts) {
    if (day === null) continue;
    if (ends === null || notified_on === null) {
      reasons.push({
        field: 'notified_on',
        text: {
          de: 'Ohne mitgeteilten Kaufvertrag gibt es kein Vorkaufsrecht, das auszuüben oder abzuwenden wäre (§ 28 BauGB).',
          en: 'Without a notified contract there is no right of pre-emption to exercise or avert (§ 28 BauGB).',
        },
      });
    } else if (day < notified_on) {
      reasons.push({
        field,
        text: { de: 'Das liegt vor der Mitteilung des Vertrags.', en: 'That is before the contract was notified.' },
      });
    } else if (day > ends) {
      reasons.push({
        field,
        text: withDay(
          ends,
          (end) => `Die Frist endete am ${end} (§ 28 Abs. 2 Satz 1 BauGB).`,
          (end) => `The period ended on ${end} (§ 28(2) sentence 1 BauGB).`,
        ),
      });
    }
  }
  reasons.push(...unserved(step, ends));
  if (exercised_on !== null && averted_on !== null) {
    reasons.push({
      field: 'exercised_on',
      text: {
        de: 'Der Käufer hat die Ausübung abgewendet (§ 27 BauGB).',
        en: 'The buyer has averted it (§ 27 BauGB).',
      },
    });
  }
  return reasons;
}

export const preEmption: Instrument = {
  id: '24',
  title: INSTRUMENTS['24'],
  law: '§§ 24, 27, 28 BauGB',
  purpose: {
    de: 'Die Stadt tritt in einen Kaufvertrag ein, der ihr mitgeteilt wurde.',
    en: 'The city steps into a contract of sale that was notified to it.',
  },
  fields: [
    { name: 'contract_on', from: 'start', required: true },
    { name: 'notified_on', from: 'start' },
    { name: 'averted_on', from: 'later' },
    { name: 'exercised_on', from: 'later' },
    {
      name: 'served_on',
      from: 'later',
      label: { de: 'Bescheid bekanntgegeben am', en: 'Notice served on' },
    },
    { name: 'office', from: 'start' },
  ],
  obstacles(of, step) {
    const reasons = owned(of);
    if (of.owner_state === 'ownerless') {
      reasons.push({
        text: {
          de: 'Ein herrenloses Grundstück verkauft niemand: Aneignung nach § 928 Abs. 2 BGB.',
          en: 'Nobody sells an ownerless property: appropriation by § 928(2) BGB.',
        },
      });
    }
    if (!step?.contract_on) {
      reasons.push({
        field: 'contract_on',
        text: {
          de: 'Es braucht einen geschlossenen Kaufvertrag, der der Stadt mitgeteilt wird (§ 28 Abs. 1 BauGB).',
          en: 'It takes a concluded contract of sale that is notified to the city (§ 28(1) BauGB).',
        },
      });
    }
    return reasons;
  },
  flaws: (step, _of, context) => flaws(step, context),
  completion({ exercised_on, served_on, averted_on, outcome }) {
    if (exercised_on !== null && served_on === null) {
      const text = {
        de: 'Ausgeübt ist das Vorkaufsrecht erst, wenn der Bescheid dem Verkäufer bekanntgegeben ist (§ 28 Abs. 2 Satz 1 BauGB).',
        en: 'Pre-emption is exercised only once the notice has been served on the seller (§ 28(2) sentence 1 BauGB).',
      };
      return [{ field: 'served_on', text }];
    }
    if (exercised_on !== null || averted_on !== null || outcome !== null) return [];
    return [
      {
        field: 'outcome',
        text: {
          de: 'Ausgeübt, abgewendet oder mit einem Ergebnis (z. B. Negativzeugnis erteilt): Eines davon schließt den Schritt ab.',
          en: 'Exercised, averted, or with an outcome (e.g. certificate of non-exercise issued): one of these completes the step.',
        },
      },
    ];
  },
  hints: () => [
    {
      de: 'Der Käufer kann binnen derselben Frist abwenden (§ 27 BauGB). Eine Verlängerung auf seinen Antrag rechnet diese Hilfe nicht mit.',
      en: 'The buyer may avert it within the same period (§ 27 BauGB). An extension at the buyer’s request is not computed here.',
    },
  ],
  deadlines(step, context) {
    const due = preemptionEnds(step, context);
    if (due === null) return [];
    // A notice that is still on its way has saved nothing.
    const isExercised = step.exercised_on !== null && step.served_on !== null;
    const acted = step.state !== 'running' || isExercised || step.averted_on !== null;
    return [
      {
        id: 'exercise',
        title: {
          de: 'Vorkaufsrecht ausüben und Bescheid bekanntgeben',
          en: 'Exercise the right of pre-emption and serve the notice',
        },
        due,
        law: '§ 28 Abs. 2 Satz 1 BauGB',
        settled: acted,
      },
      {
        id: 'avert',
        title: { de: 'Käufer kann bis hierhin abwenden', en: 'The buyer may avert it until here' },
        due,
        law: '§ 27 Abs. 1 BauGB',
        settled: acted || due < context.today,
      },
    ];
  },
  proposes({ exercised_on }) {
    if (exercised_on === null) return null;
    return {
      axis: 'availability',
      value: 'acquired',
      validFrom: exercised_on,
      reason: { de: 'Vorkaufsrecht ausgeübt (§ 24 BauGB)', en: 'Pre-emption exercised (§ 24 BauGB)' },
    };
  },
  sources: [
    { law: '§ 24 BauGB', confirmed: true },
    { law: '§ 27 BauGB', confirmed: true },
    { law: '§ 28 Abs. 2 BauGB', confirmed: true },
    { law: '§ 28 Abs. 1 BauGB', confirmed: false },
    { law: '§ 43 VwVfG NRW', confirmed: false },
  ],
};
