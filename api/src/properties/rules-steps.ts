import type { Reason } from '@quartierblick/gis/legal-path/case.ts';
import { checkStep } from '@quartierblick/gis/legal-path/check-step.ts';
import { procedureAfter } from '@quartierblick/gis/legal-path/procedure.ts';
import { Problem } from '../errors.ts';
import type { SqlLike } from '../db.ts';
import { addFinding } from './history.ts';
import { lawOfProject, legalCaseOf, legalStepOf } from './path-case.ts';
import type { PartContext, PartRule } from './rules.ts';

/** The step cannot be, with every reason; those with a field name it for the form. */
function stepNotPossible(reasons: readonly Reason[]): Problem {
  const join = (language: 'de' | 'en') => [...new Set(reasons.map(({ text }) => text[language]))].join(' ');
  return new Problem({
    status: 422,
    type: 'step-not-possible',
    title: { de: 'Dieser Schritt ist so nicht möglich', en: 'This step is not possible like this' },
    detail: { de: join('de'), en: join('en') },
    extra: {
      reasons,
      errors: reasons.flatMap(({ field, text }) => (field ? [{ path: field, message: text.de }] : [])),
    },
  });
}

/** Conditions and transitions of the legal path; ending a step without a day ends it today. */
const pathHolds: PartRule = async (tx, { case: of, rows, before, after, today }) => {
  if (!after) return;
  if (before?.['state'] === 'running' && after['state'] !== 'running') after['ended_on'] ??= today;
  const context = { today, law: await lawOfProject(tx) };
  const legalCase = await legalCaseOf(tx, of.key, of.fields, rows);
  const reasons = checkStep(legalCase, before && legalStepOf(before), legalStepOf(after), context);
  if (reasons.length > 0) throw stepNotPossible(reasons);
};

/** What is known of the procedure stays known: a finding that came with a step does not fall behind the newest one. */
async function sinceWhen(tx: SqlLike, { key, fields }: PartContext['case'], day: string): Promise<string> {
  const [newest] = await tx<{ day: string | null }[]>`
    select max(valid_from) as day from property_history where property_key = ${key} and axis = 'procedure'
  `;
  // A value that came without a history holds since the case was recorded (`addFinding`).
  const known = newest?.day ?? fields['recorded_on'];
  return typeof known === 'string' && known > day ? known : day;
}

/** The axis "procedure" follows the steps that run. */
const procedureFollows: PartRule = async (tx, { case: of, rows, before, after, who, today }: PartContext) => {
  const changed = after ?? before;
  if (!changed) return;
  const others = rows.filter(({ key }) => key !== changed.key);
  const steps = [...others, ...(after ? [after] : [])].map(legalStepOf);
  const present = of.fields['procedure'];
  const finding = procedureAfter(steps, legalStepOf(changed), typeof present === 'string' ? present : null, today);
  if (!finding) return;
  await addFinding(tx, of, {
    axis: 'procedure',
    value: finding.value,
    validFrom: await sinceWhen(tx, of, finding.validFrom),
    source: 'Rechtsweg der Fallakte',
    reason: finding.reason,
    author: who.name,
  });
};

export const stepRules: readonly PartRule[] = [pathHolds, procedureFollows];
