import { Problem } from '../errors.ts';
import type { PartRule } from './rules.ts';

/**
 * Owner data is bound to its purpose and deleted afterwards (domain.md, section 4; Art. 5(1)(b) and (e) GDPR), so its
 * day of deletion lies ahead. Purpose and day themselves are required by the declaration of the part.
 */
const deletionLiesAhead: PartRule = (_tx, { after, today }) => {
  const day = after?.['delete_on'];
  if (typeof day !== 'string' || day > today) return;
  throw new Problem({
    status: 400,
    type: 'deletion-date-past',
    title: { de: 'Das Löschdatum liegt nicht in der Zukunft', en: 'The deletion date does not lie ahead' },
    detail: {
      de: 'An diesem Tag würde der Eintrag sofort gelöscht. Bitte ein späteres Datum angeben oder den Eintrag löschen.',
      en: 'On that day the entry would be deleted at once. Please give a later date, or delete the entry.',
    },
    extra: { errors: [{ path: 'delete_on', message: 'lies not in the future' }] },
  });
};

export const ownerRules: readonly PartRule[] = [deletionLiesAhead];
