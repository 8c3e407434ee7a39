import { suggestMapping, unknownWords } from './suggest.ts';
import type { TargetList } from './target-list.ts';
import { CASE_FIELDS, isTarget, targetLabel, targetOfHeader, TARGETS } from './targets.ts';

const fields = TARGETS.filter((target) => target === 'key' || target in CASE_FIELDS);

/** The register of problem properties. */
export const CASE_REGISTER: TargetList = {
  id: 'properties',
  groups: [
    { id: 'fields', targets: fields },
    { id: 'parts', targets: TARGETS.filter((target) => !fields.includes(target)) },
  ],
  isTarget,
  label: targetLabel,
  ofHeader: targetOfHeader,
  field: (target) => (Object.hasOwn(CASE_FIELDS, target) ? CASE_FIELDS[target] : undefined),
  suggest: suggestMapping,
  unknownWords,
};
